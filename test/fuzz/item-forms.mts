/** The output items: all of their keys, and the types of their values (README, Output). */
import type { IDataObject } from 'n8n-workflow';

type Check = (value: unknown) => boolean;

const text: Check = (value) => value === null || (typeof value === 'string' && value !== '');
const number: Check = (value) => value === null || (typeof value === 'number' && Number.isFinite(value));
const flag: Check = (value) => value === null || typeof value === 'boolean';
const time: Check = (value) => value === null || (typeof value === 'string' && /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value));
const texts: Check = (value) => Array.isArray(value) && value.every((entry) => typeof entry === 'string' && entry !== '');
const list: Check = (value) => Array.isArray(value);
const yes: Check = (value) => value === true;
const oneOf = (...values: unknown[]): Check => (value) => values.includes(value);
const filledText: Check = (value) => typeof value === 'string' && value !== '';

const dialInNumber: Record<string, Check> = { country: text, country_code: text, phone: text, toll_free: flag };
const account: Check = (value) =>
	typeof value === 'object' && value !== null && problemOf(value, { server_url: text, username: text, sig_servers: list, media_servers: list }) === undefined;

const length: Check = (value) => value === null || (number(value) && Number(value) >= 0);
const participant: Record<string, Check> = {
	name: text, user_ref: text, role: text, joined_at: time, left_at: time, duration_seconds: length, connection_count: number, call_quality: text,
};
const participants: Check = (value) =>
	Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && problemOf(one, participant) === undefined);
const session: Record<string, Check> = {
	summary: filledText, room_name: text, owner_ref: text, started_at: time, ended_at: time, duration_seconds: length, participant_count: number,
	connection_count: number, billed_minutes: number, worst_call_quality: text, participants, conf_num: text, room_id: text,
};
const object: Check = (value) => value === null || (typeof value === 'object' && !Array.isArray(value));
const room: Record<string, Check> = {
	room_id: text, name: text, guest_url: text, host_url: text, scheduled_time: time, end_time: time, duration_minutes: number, owner_ref: text,
	type: oneOf('permanent', 'scheduled', 'adhoc', null), mode: text, moderators: number, participants: number, is_active: flag, dial_in_pin: text,
	dial_in_meeting_id: text, data: object, created: time,
};

export const FORMS = {
	room,
	booked: { ...room, was_created: flag },
	cdr: {
		user_name: text, role: text, connected_at: time, disconnected_at: time, duration_seconds: number, call_quality: text, room_name: text, owner_ref: text,
		user_ref: text, billed_minutes: number, log_id: text, conf_num: text, room_id: text, cdr_id: text,
	},
	session,
	recordedSession: { ...session, recording_urls: texts, transcoded_urls: texts, chat_url: text },
	participant: { ...participant, room_name: text, owner_ref: text, session_started_at: time, session_ended_at: time, conf_num: text, room_id: text },
	archive: {
		created_at: time, transcoded_urls: texts, recording_urls: texts, chat_url: text, metadata_url: text, conf_num: text, room_id: text, archive_id: text,
	},
	/** Of the trigger. */
	recording: {
		room_name: text, owner_ref: text, duration_seconds: number,
		archive_id: text, conf_num: text, room_id: text, created_at: time, recording_urls: texts, transcoded_urls: texts, chat_url: text, metadata_url: text,
	},
	file: {
		type: oneOf('recording', 'transcoded', 'chat', 'metadata'), file_name: text, url: filledText, conf_num: text, room_id: text, archive_id: text,
	},
	token: { token: filledText, room_id: filledText, name: filledText, role: filledText, user_ref: filledText },
	updated: { ...room, updated: yes, room_id: filledText },
	deleted: { deleted: yes, room_id: filledText },
	number: dialInNumber,
	numberWithAccount: { ...dialInNumber, sip_account: account },
} satisfies Record<string, Record<string, Check>>;

export type Form = keyof typeof FORMS;

function problemOf(item: object, form: Readonly<Record<string, Check>>): string | undefined {
	const keys = Object.keys(item);
	const extra = keys.find((key) => !Object.hasOwn(form, key));
	if (extra !== undefined) return `has the undocumented key "${extra}"`;
	const missing = Object.keys(form).find((key) => !keys.includes(key));
	if (missing !== undefined) return `lacks "${missing}"`;
	const wrong = Object.entries(item).find(([key, value]) => !form[key](value));
	return wrong && `has an invalid "${wrong[0]}": ${JSON.stringify(wrong[1])?.slice(0, 200)}`;
}

/** Throws if an item does not have exactly this form. */
export function checkItem(item: IDataObject, form: Readonly<Record<string, Check>>): void {
	const problem = problemOf(item, form);
	if (problem !== undefined) throw new Error(`An item ${problem}`);
}
