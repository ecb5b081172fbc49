import type { IDataObject } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import {
	checkBoolean,
	checkJsonObject,
	checkNumber,
	checkOption,
	checkText,
	refuseUnknownFields,
	type ParameterContext,
} from '../../../shared/parameters';
import { readTime, toApiTime } from '../../../shared/times';
import { shown } from '../../../shared/shown';
import { isObject } from '../../../shared/values';
import { switchKeys } from './switches';

/** The parts of a room's body that settings can end up in (api.md 4.2: `sip` and `data` are top level). */
export interface RoomBody extends IDataObject {
	settings: IDataObject;
}

type Write = (context: ParameterContext, value: unknown, body: RoomBody) => void;

const TRACKS = ['audiovideo', 'audio'] as const;

/** A moment for `scheduled_time`, by the one path that Create and Update share. */
export function checkScheduledTime(context: ParameterContext, value: unknown): string {
	if (value === '' || value === undefined || value === null) {
		throw inputError(context.getNode(), 'Scheduled Time is empty', 'A scheduled room needs the date and time of its start');
	}
	const named = readTime(value, context.getTimezone());
	if (named !== undefined && !named.isDayOnly) return toApiTime(named.time);
	throw inputError(
		context.getNode(),
		`Scheduled Time "${shown(value)}" is not a date and time`,
		'Use a form such as 2026-11-22T09:30:00, which is in the time zone of the workflow, or 2026-11-22T09:30:00Z for UTC',
	);
}

/** Minutes; the API wants at least 10 (api.md 4.2). */
export const checkDuration = (context: ParameterContext, value: unknown): number =>
	checkNumber(context, value, 'Duration (Minutes)', { min: 10 });

const optionalText = (value: unknown, context: ParameterContext, displayName: string) =>
	value === '' ? '' : checkText(context, value, displayName);

function checkObject(context: ParameterContext, value: unknown, displayName: string): IDataObject {
	if (isObject(value)) return value;
	throw inputError(context.getNode(), `${displayName} is not filled in as its fields ask for`);
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
			// Adding the field at all means to record: the API's samples always carry this key.
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
		if (Object.keys(tracks).length > 0) settings.role_based_recording = tracks;
	},
	sipEnabled: (context, value, body) => {
		body.sip = { enabled: checkBoolean(context, value, 'SIP Enabled') };
	},
};

/** Fields that only Update has in its collection: Create asks for them outside, and checks them there. */
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
const forUpdateToo = new Map(Object.entries({ ...writers, ...identityWriters }));

/** Writes the fields of a collection into a body. Fields that the user did not add are not sent. */
export function writeSettings(
	context: ParameterContext,
	fields: IDataObject,
	body: RoomBody,
	{ forUpdate }: { forUpdate: boolean },
): void {
	const known = forUpdate ? forUpdateToo : forCreate;
	refuseUnknownFields(context, fields, [...switchKeys.keys(), ...known.keys()], forUpdate ? 'Update Fields' : 'Additional Fields');
	for (const [field, value] of Object.entries(fields)) {
		const onOff = switchKeys.get(field);
		if (onOff !== undefined) body.settings[onOff.key] = checkBoolean(context, value, onOff.displayName);
		else known.get(field)?.(context, value, body);
	}
}
