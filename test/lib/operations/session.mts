import { CONFERENCE_NUMBER, FIND_SESSIONS_BY, LIST, options } from '../fields/common.mts';
import type { ValueField } from '../fields/field.mts';
import { findSessionsByVariants } from './find-by.mts';
import type { Operation } from './operation.mts';

const INCLUDE_RECORDINGS: ValueField = {
	name: 'includeRecordings', displayName: 'Include Recordings', type: 'boolean', default: true, sample: true, sends: 'nothing',
};

const SESSION_ITEM = [
	'summary', 'room_name', 'owner_ref', 'started_at', 'ended_at', 'duration_seconds', 'participant_count', 'connection_count', 'billed_minutes', 'worst_call_quality',
	'participants', 'conf_num', 'room_id',
];

/** The fields that Include Recordings adds to a session. */
export const RECORDINGS_OF_SESSION = ['recording_urls', 'transcoded_urls', 'chat_url'];

/** The fields of each item of Get Many sessions with One Item per Participant. */
export const PARTICIPANT_ITEM = [
	'name', 'user_ref', 'role', 'joined_at', 'left_at', 'duration_seconds', 'connection_count', 'call_quality', 'room_name', 'owner_ref', 'session_started_at',
	'session_ended_at', 'conf_num', 'room_id',
];

export const getSession: Operation = {
	resource: 'session',
	operation: 'get',
	method: 'GET',
	firstRequest: 'cdrs',
	variants: [
		{ what: 'a session', parameters: { conferenceNumber: 'conf-1' }, route: '/cdr/conf/:conferenceNumber', segments: { conferenceNumber: 'conf-1' } },
	],
	fields: [
		CONFERENCE_NUMBER,
		options(INCLUDE_RECORDINGS, {
			name: 'waitSeconds', displayName: 'Wait for Records (Seconds)', type: 'number', default: 60, min: 0, max: 300, sample: 1, sends: 'nothing',
		}),
	],
	reply: { result: '0', cdr: [{ cdr_id: 'cdr-1' }] },
	output: SESSION_ITEM,
};

export const getSessions: Operation = {
	resource: 'session',
	operation: 'getAll',
	method: 'GET',
	firstRequest: 'cdrsByPeriod',
	variants: findSessionsByVariants,
	fields: [
		...FIND_SESSIONS_BY,
		{ name: 'output', displayName: 'Output', type: 'options', default: 'session', options: ['participant', 'session'], sample: 'participant', sends: 'nothing' },
		...LIST,
		options({ ...INCLUDE_RECORDINGS, shownWith: { '/output': ['session'] } }),
	],
	reply: { result: '0', cdr: [{ cdr_id: 'cdr-1', conf_num: 'conf-1' }] },
	output: SESSION_ITEM,
};
