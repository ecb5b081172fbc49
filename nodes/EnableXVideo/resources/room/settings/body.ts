import type { IDataObject } from 'n8n-workflow';

import { inputError } from '../../../../shared/api/errors';
import {
	checkBoolean,
	checkJsonObject,
	checkNumber,
	checkOption,
	checkText,
	refuseUnknownFields,
	type ParameterContext,
} from '../../../../shared/parameters/parameters';
import { formatTime, readTime, toApiTime } from '../../../../shared/time/times';
import { formatForError } from '../../../../shared/utils/formatForError';
import { isObject } from '../../../../shared/utils/values';
import { toggleKeys } from './toggles';

/** The body of a room. Most settings belong in `settings`; `sip` and `data` are top level (enablex-api.md 4.2). */
export interface RoomBody extends IDataObject {
	settings: IDataObject;
}

type Write = (context: ParameterContext, value: unknown, body: RoomBody) => void;

const TRACKS = ['audiovideo', 'audio'] as const;

/** How old a Scheduled Time may be: a workflow takes a moment, and so may the clock of this machine. */
const MAX_AGE_MS = 5 * 60_000;

/** Checks a Scheduled Time, which must not be in the past unless `mayBePast`, and returns it in the form of `scheduled_time`. Throws a NodeApiError. */
export function checkScheduledTime(context: ParameterContext, value: unknown, { mayBePast = false } = {}): string {
	if (value === '' || value === undefined || value === null) {
		throw inputError(context.getNode(), 'Scheduled Time is empty', 'Fill in the date and time at which the meeting starts');
	}
	const named = readTime(value, context.getTimezone());
	if (named !== undefined && !named.isDayOnly) {
		if (!mayBePast) refusePast(context, named.time.toMillis());
		return toApiTime(named.time);
	}
	throw inputError(
		context.getNode(),
		`Scheduled Time "${formatForError(value)}" is not a date and time`,
		'Use a form such as 2026-11-22T09:30:00, in the time zone of the workflow, or 2026-11-22T09:30:00Z, in UTC',
	);
}

/** Throws a NodeApiError if a Scheduled Time (milliseconds since 1970) has passed. */
export function refusePast(context: ParameterContext, millis: number): void {
	if (millis >= Date.now() - MAX_AGE_MS) return;
	throw inputError(
		context.getNode(),
		`Scheduled Time ${formatTime(millis, context.getTimezone())} is in the past`,
		'Use a time in the future. A time without an offset is read in the time zone of the workflow',
	);
}

/** Checks a duration in minutes. The API requires at least 10 (enablex-api.md 4.2). Throws a NodeApiError. */
export const checkDuration = (context: ParameterContext, value: unknown): number =>
	checkNumber(context, value, 'Duration (Minutes)', { min: 10 });

const optionalText = (value: unknown, context: ParameterContext, displayName: string) =>
	value === '' ? '' : checkText(context, value, displayName);

function checkObject(context: ParameterContext, value: unknown, displayName: string): IDataObject {
	if (isObject(value)) return value;
	throw inputError(context.getNode(), `${displayName} has to be an object with its fields`, `It is ${formatForError(value)}. Correct it, or check its expression`);
}

const writers: Readonly<Record<string, Write>> = {
	audiences: (context, value, { settings }) => {
		settings.audiences = checkNumber(context, value, 'Audience Size', { min: 1 });
	},
	billingCode: (context, value, { settings }) => {
		settings.billing_code = optionalText(value, context, 'Billing Code');
	},
	data: (context, value, body) => {
		body.data = checkJsonObject(context, value, 'Custom Data');
	},
	description: (context, value, { settings }) => {
		settings.description = optionalText(value, context, 'Description');
	},
	hlsViewUrl: (context, value, { settings }) => {
		settings.hls_view_url = checkText(context, value, 'HLS View URL');
	},
	liveRecording: (context, value, { settings }) => {
		const { autoRecording, url } = checkObject(context, value, 'Live Recording');
		settings.live_recording = {
			// Users who add the field want to record. The samples of the API always include this key.
			auto_recording: autoRecording === undefined || checkBoolean(context, autoRecording, 'Auto Start'),
			...(url !== undefined && url !== '' && { url: checkText(context, url, 'View URL') }),
		};
	},
	maxActiveTalkers: (context, value, { settings }) => {
		settings.max_active_talkers = checkNumber(context, value, 'Max Active Talkers', { min: 1, max: 16 });
	},
	mediaZone: (context, value, { settings }) => {
		settings.media_zone = checkOption(context, value, 'Media Zone', ['IN', 'SG', 'US', 'XX']);
	},
	moderators: (context, value, { settings }) => {
		settings.moderators = checkNumber(context, value, 'Moderators', { min: 1 });
	},
	participants: (context, value, { settings }) => {
		settings.participants = checkNumber(context, value, 'Participants', { min: 1, max: 1000 });
	},
	quality: (context, value, { settings }) => {
		settings.quality = checkOption(context, value, 'Video Quality', ['HD', 'SD', 'LD']);
	},
	roleBasedRecording: (context, value, { settings }) => {
		const { moderator, participant } = checkObject(context, value, 'Record by Role');
		const tracks = {
			...(moderator !== undefined && { moderator: checkOption(context, moderator, 'Moderator', TRACKS) }),
			...(participant !== undefined && { participant: checkOption(context, participant, 'Participant', TRACKS) }),
		};
		if (Object.keys(tracks).length === 0) {
			throw inputError(context.getNode(), 'Record by Role is empty', 'Add Moderator or Participant to it, or remove it');
		}
		settings.role_based_recording = tracks;
	},
	sipEnabled: (context, value, body) => {
		body.sip = { enabled: checkBoolean(context, value, 'SIP Enabled') };
	},
};

/** Fields that only the collection of Update has. Create has them outside of its collection, and checks them there. */
const identityWriters: Readonly<Record<string, Write>> = {
	duration: (context, value, { settings }) => {
		settings.duration = checkDuration(context, value);
	},
	name: (context, value, body) => {
		body.name = checkText(context, value, 'Name');
	},
	ownerRef: (context, value, body) => {
		body.owner_ref = checkText(context, value, 'Owner Reference');
	},
	scheduledTime: (context, value, { settings }) => {
		settings.scheduled_time = checkScheduledTime(context, value);
	},
};

const forCreate = new Map(Object.entries(writers));
const forUpdate = new Map(Object.entries({ ...writers, ...identityWriters }));

/**
 * Writes the fields of a collection into a body. Fields that the user did not add are not sent. Throws a
 * NodeApiError that names the field.
 */
export function writeSettings(
	context: ParameterContext,
	fields: IDataObject,
	body: RoomBody,
	{ forUpdate: isUpdate }: { forUpdate: boolean },
): void {
	const known = isUpdate ? forUpdate : forCreate;
	refuseUnknownFields(context, fields, [...toggleKeys.keys(), ...known.keys()], isUpdate ? 'Update Fields' : 'Additional Fields');
	for (const [field, value] of Object.entries(fields)) {
		const toggle = toggleKeys.get(field);
		if (toggle !== undefined) body.settings[toggle.key] = checkBoolean(context, value, toggle.displayName);
		else known.get(field)?.(context, value, body);
	}
}
