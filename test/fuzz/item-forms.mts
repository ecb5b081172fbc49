/** The items that users get: their keys, all of them, and the types of their values (README, Output). */
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
const some: Check = (value) => typeof value === 'string' && value !== '';

const number_: Record<string, Check> = { country: text, country_code: text, phone: text, toll_free: flag };
const account: Check = (value) =>
	typeof value === 'object' && value !== null && problemOf(value, { server_url: text, username: text, sig_servers: list, media_servers: list }) === undefined;

export const FORMS = {
	room: {
		room_id: text, name: text, owner_ref: text, mode: text, type: oneOf('permanent', 'scheduled', 'adhoc'), scheduled_time: time,
		duration_minutes: number, moderators: number, participants: number, created: time, guest_url: text, host_url: text,
	},
	cdr: {
		cdr_id: text, conf_num: text, room_id: text, room_name: text, owner_ref: text, user_name: text, user_ref: text, role: text,
		connected_at: time, disconnected_at: time, duration_seconds: number, call_quality: text,
	},
	archive: {
		archive_id: text, conf_num: text, room_id: text, created_at: time, recording_urls: texts, transcoded_urls: texts, chat_url: text, metadata_url: text,
	},
	file: {
		archive_id: text, conf_num: text, room_id: text, type: oneOf('recording', 'transcoded', 'chat', 'metadata'), url: some, file_name: text,
	},
	token: { token: some, room_id: some, name: some, role: some, user_ref: some },
	updated: { updated: yes, room_id: some },
	deleted: { deleted: yes, room_id: some },
	number: number_,
	numberWithAccount: { ...number_, sip_account: account },
} satisfies Record<string, Record<string, Check>>;

export type Form = keyof typeof FORMS;

function problemOf(item: object, form: Readonly<Record<string, Check>>): string | undefined {
	const keys = Object.keys(item);
	const extra = keys.find((key) => !Object.hasOwn(form, key));
	if (extra !== undefined) return `has "${extra}", which is not documented`;
	const missing = Object.keys(form).find((key) => !keys.includes(key));
	if (missing !== undefined) return `lacks "${missing}"`;
	const wrong = Object.entries(item).find(([key, value]) => !form[key](value));
	return wrong && `has a wrong "${wrong[0]}": ${JSON.stringify(wrong[1])?.slice(0, 200)}`;
}

/** Throws a sentence when an item is not exactly of its form. */
export function checkItem(item: IDataObject, form: Readonly<Record<string, Check>>): void {
	const problem = problemOf(item, form);
	if (problem !== undefined) throw new Error(`An item ${problem}`);
}
