import type { IDataObject } from 'n8n-workflow';

import { groupByConference, sessionCdr as reduced, sessionParticipants, startOfSession, toSession, withRecordings } from '../../../nodes/shared/records/session';
import { getSession, PARTICIPANT_ITEM, RECORDINGS_OF_SESSION } from '../../lib/operations/session.mts';
import { archive, cdr2023, cdr2024 } from '../../lib/samples.mts';
import { sessionCdr, type Connection } from '../../lib/session-cdrs.mts';

const KEYS = [...(getSession.output ?? [])];

const START = Date.UTC(2026, 2, 1, 10);
const at = (minute: number) => START + minute * 60_000;
const iso = (minute: number) => new Date(at(minute)).toISOString();
/** A connection from one minute of the session to another. */
const stay = (name: string, from: number, to: number, more: Partial<Connection> = {}) =>
	sessionCdr({ name, userRef: `ref-${name}`, from: at(from), to: at(to), ...more });
const people = (cdrs: IDataObject[]) => toSession(cdrs).participants;

describe('A session from its CDRs', () => {
	test('has its length, its people and its minutes', () => {
		const session = toSession([
			stay('Ben', 5, 20, { role: 'participant', quality: 'Bad' }),
			stay('Ann', 0, 42, { role: 'moderator', quality: 'Good' }),
		]);
		expect(session).toEqual({
			summary: 'Design review: 2 people, 42 minutes',
			room_name: 'Design review',
			owner_ref: 'deal-4711',
			started_at: iso(0),
			ended_at: iso(42),
			duration_seconds: 2520,
			participant_count: 2,
			connection_count: 2,
			billed_minutes: 57,
			worst_call_quality: 'Bad',
			participants: [
				{ name: 'Ann', user_ref: 'ref-Ann', role: 'moderator', joined_at: iso(0), left_at: iso(42), duration_seconds: 2520, connection_count: 1, call_quality: 'Good' },
				{ name: 'Ben', user_ref: 'ref-Ben', role: 'participant', joined_at: iso(5), left_at: iso(20), duration_seconds: 900, connection_count: 1, call_quality: 'Bad' },
			],
			conf_num: 'conf-1',
			room_id: 'room-1',
		});
		expect(startOfSession(session)).toBe(START);
	});

	test('from the format documented since 2024', () => {
		expect(toSession([cdr2024])).toMatchObject({
			summary: 'Stand-up: 1 person, 30 minutes',
			started_at: '2024-03-22T09:30:00.000Z',
			ended_at: '2024-03-22T10:00:00.500Z',
			duration_seconds: 1800.5,
			billed_minutes: 30,
			worst_call_quality: 'Good',
			participants: [expect.objectContaining({ name: 'Nathan', user_ref: 'contact-815', role: 'moderator' })],
		});
	});

	test('from the older format, with null for everything that is unknown', () => {
		const session = toSession([cdr2023]);
		expect(session).toEqual({
			summary: 'Room XXXX: 1 person, 60 minutes',
			room_name: null,
			owner_ref: null,
			started_at: '2023-01-02T02:00:00.000Z',
			ended_at: '2023-01-02T03:00:00.000Z',
			duration_seconds: 3600,
			participant_count: 1,
			connection_count: 1,
			billed_minutes: null,
			worst_call_quality: null,
			participants: [
				{
					name: null, user_ref: null, role: 'moderator', joined_at: '2023-01-02T02:00:00.000Z', left_at: '2023-01-02T03:00:00.000Z',
					duration_seconds: 3600, connection_count: 1, call_quality: null,
				},
			],
			conf_num: 'XXX',
			room_id: 'XXXX',
		});
		expect(JSON.stringify(session)).not.toContain('join-token');
	});

	test.each([
		[20, 'less than a minute'], [60, '1 minute'], [89, '1 minute'], [91, '2 minutes'], [5400, '90 minutes'],
	])('of %i seconds says so in its summary: %s', (seconds, words) => {
		expect(toSession([stay('Ann', 0, seconds / 60)]).summary).toBe(`Design review: 1 person, ${words}`);
	});

	test('has a summary of one line, whatever the name of the room holds', () => {
		expect(toSession([stay('Ann', 0, 1, { room: 'Design\n review ' })]).summary).toBe('Design review: 1 person, 1 minute');
		expect(toSession([{ conf_num: 'c' }]).summary).toBe('Session: 1 person');
	});

	test('has the name that its room had last', () => {
		expect(toSession([stay('Ann', 30, 40, { room: 'New' }), stay('Ben', 0, 10, { room: 'Old' })]).room_name).toBe('New');
	});
});

describe('A person in a session', () => {
	test('who rejoins is one person, with the minutes of both connections', () => {
		expect(people([stay('Ann', 0, 10), stay('Ann', 20, 25)])).toEqual([
			expect.objectContaining({ name: 'Ann', joined_at: iso(0), left_at: iso(25), duration_seconds: 900, connection_count: 2 }),
		]);
	});

	test('on two devices at once has each minute counted once', () => {
		expect(people([stay('Ann', 0, 30), stay('Ann', 10, 20), stay('Ann', 25, 40)])[0]).toMatchObject({ duration_seconds: 2400, connection_count: 3 });
	});

	test('is not another guest who shares the reference, nor a namesake with another one', () => {
		const guests = [stay('Ann', 0, 10, { userRef: 'guest' }), stay('Ben', 1, 10, { userRef: 'guest' }), stay('Ben', 2, 10, { userRef: 'x' })];
		expect(people(guests).map(({ name, user_ref }) => [name, user_ref])).toEqual([['Ann', 'guest'], ['Ben', 'guest'], ['Ben', 'x']]);
		// A key that joins both texts would take these for one.
		expect(people([stay('b', 0, 1, { userRef: 'a-' }), stay('-b', 0, 1, { userRef: 'a' })])).toHaveLength(2);
	});

	test.each([
		[['Good', 'Bad', 'Good'], 'Bad'], [['Good', null], 'Good'], [[null, null], null], [['Good', 'Fair'], 'Fair'],
	])('with connections of the quality %j has %j', (qualities, worst) => {
		const session = toSession(qualities.map((quality, index) => stay('Ann', index, index + 1, { quality })));
		expect([session.worst_call_quality, session.participants[0].call_quality]).toEqual([worst, worst]);
	});

	test('keeps the role of the first connection', () => {
		expect(people([stay('Ann', 5, 9, { role: 'moderator' }), stay('Ann', 0, 4, { role: 'participant' })])[0].role).toBe('participant');
	});
});

describe('Odd CDRs', () => {
	const room = { room_id: 'room-1' };
	const times = { connect_dt: iso(0), disconnect_dt: iso(10) };

	test.each<[string, IDataObject, Partial<ReturnType<typeof toSession>>]>([
		['no time of the room, but of the signalling server', { room, sigserver: times }, { started_at: iso(0), duration_seconds: 600 }],
		['no end, but a duration', { room: { connect_dt: iso(0), duration: 60 } }, { ended_at: iso(1), duration_seconds: 60 }],
		['no start, but a duration', { room: { disconnect_dt: iso(10), duration: '60' } }, { started_at: iso(9), duration_seconds: 60 }],
		['no end and no duration', { room: { connect_dt: iso(0) } }, { started_at: iso(0), ended_at: null, duration_seconds: null }],
		['an end before its start', { room: { connect_dt: iso(10), disconnect_dt: iso(0), duration: 60 } }, { started_at: iso(10), duration_seconds: 60 }],
		['an end before its start and no duration', { room: { connect_dt: iso(10), disconnect_dt: iso(0) } }, { ended_at: iso(10), duration_seconds: 0 }],
		['a negative duration', { room: { connect_dt: iso(0), duration: -60 } }, { ended_at: null }],
		['a duration beyond all dates', { room: { connect_dt: iso(0), duration: 1e300 } }, { ended_at: null }],
	])('with %s', (_, cdr, expected) => expect(toSession([cdr])).toMatchObject(expected));

	test('with a duration alone still tell how long the person was there, as long as it is the only one', () => {
		expect(people([{ room: { duration: 90 } }])[0]).toMatchObject({ duration_seconds: 90, joined_at: null });
		expect(people([{ room: { duration: 90 } }, { room: { duration: 30 } }])[0].duration_seconds).toBeNull();
	});

	test('of the same moment give the same session in any order', () => {
		const one = stay('Ann', 0, 10, { role: 'moderator', room: 'A', id: '1' });
		const other = stay('Ann', 0, 10, { role: 'viewer', room: 'B', id: '2' });
		expect(toSession([other, one])).toEqual(toSession([one, other]));
	});

	test('that are listed twice count once', () => {
		expect(toSession([stay('Ann', 0, 10), stay('Ann', 0, 10)])).toEqual(toSession([stay('Ann', 0, 10)]));
	});

	test('that are listed twice count once also without an ID, and also if one copy has been reduced to what sessions need', () => {
		const { cdr_id: _id, ...nameless } = stay('Ann', 0, 10);
		expect(toSession([nameless, reduced(nameless)])).toMatchObject({ connection_count: 1, duration_seconds: 600 });
	});
});

describe('CDRs by their conference', () => {
	test('keep the order of the list; those without a number are left out', () => {
		const records = [{ conf_num: 'b', cdr_id: 1 }, { conf_num: 'a' }, {}, { conf_num: 'b', cdr_id: 2 }, { conf_num: '' }];
		expect([...groupByConference(records)]).toEqual([['b', [records[0], records[3]]], ['a', [records[1]]]]);
	});
});

describe('A session with its recordings', () => {
	test('has the URLs of all its archives, before the ids', () => {
		const session = withRecordings(toSession([cdr2024]), [{ ...archive, chatdata: null }, { ...archive, recording: null, chatdata: 'https://x.io/chat.json' }]);
		expect(Object.keys(session)).toEqual([...KEYS.slice(0, -2), ...RECORDINGS_OF_SESSION, 'conf_num', 'room_id']);
		expect(session).toMatchObject({
			recording_urls: ['https://portal.enablex.io/path/one.mkv', 'https://portal.enablex.io/path/two.mkv'],
			transcoded_urls: ['https://portal.enablex.io/path/My%20call.mov', 'https://portal.enablex.io/path/My%20call.mov'],
			chat_url: 'https://x.io/chat.json',
		});
	});

	test('has empty lists and null without an archive', () => {
		expect(withRecordings(toSession([cdr2024]), [])).toMatchObject({ recording_urls: [], transcoded_urls: [], chat_url: null });
	});
});

test('A session as participants is one row per person with the facts of the session', () => {
	const session = toSession([stay('Ann', 0, 42), stay('Ben', 5, 20)]);
	const rows = sessionParticipants(session);
	expect(rows.map((row) => Object.keys(row))).toEqual([
		PARTICIPANT_ITEM,
		PARTICIPANT_ITEM,
	]);
	expect(rows[1]).toMatchObject({ name: 'Ben', duration_seconds: 900, room_name: 'Design review', session_started_at: iso(0), session_ended_at: iso(42), conf_num: 'conf-1' });
});
