/** The requests that the API documents (api.md 3 to 5): anything else that is sent is a failure. */
import { BASE_PATH } from './world.mts';
import { isObject } from './operations.mts';
import type { SeenRequest } from './hosts.mts';

type Check = (value: unknown) => boolean;
type Shape = { [key: string]: Check | Shape };

const text: Check = (value) => typeof value === 'string';
const some: Check = (value) => typeof value === 'string' && value.trim() !== '';
const flag: Check = (value) => typeof value === 'boolean';
const whole = (low: number, high = Infinity): Check => (value) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high;
const oneOf = (...values: unknown[]): Check => (value) => values.includes(value);
const anyObject: Check = isObject;

const SETTINGS: Shape = {
	description: text, mode: oneOf('group', 'lecture'), scheduled: flag, adhoc: flag,
	scheduled_time: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value),
	duration: whole(10), moderators: whole(1), participants: whole(1, 1000), billing_code: text, auto_recording: flag, quality: oneOf('HD', 'SD', 'LD'),
	canvas: flag, screen_share: flag, abwd: flag, facex: flag, max_active_talkers: whole(1, 16), knock: flag, wait_for_moderator: flag, audiences: whole(1),
	hls_view_url: some, send_audiences_stats: flag, single_file_recording: flag, watermark: flag, media_zone: oneOf('IN', 'SG', 'US', 'XX'),
	role_based_recording: { moderator: oneOf('audiovideo', 'audio'), participant: oneOf('audiovideo', 'audio') },
	live_recording: { auto_recording: flag, url: some },
};
const ROOM: Shape = { name: some, owner_ref: some, settings: SETTINGS, sip: { enabled: flag }, data: anyObject };
const TOKEN: Shape = { name: some, role: oneOf('moderator', 'participant', 'viewer', 'audience'), user_ref: some, data: anyObject };

const ID = '[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*';
const DAY = '\\d{4}-\\d\\d-\\d\\d';
const found = (what: string) => `/${what}/(conf/${ID}|room/${ID}|period/${DAY}/${DAY}|room-period/${ID}/${DAY}/${DAY})`;

interface Documented {
	method: string;
	path: string;
	body?: Shape;
	/** Keys without which the API takes no body. */
	required?: string[];
}

const DOCUMENTED: Readonly<Record<string, Documented>> = {
	'room.create': { method: 'POST', path: '/rooms', body: ROOM, required: ['name', 'owner_ref', 'settings'] },
	'room.get': { method: 'GET', path: `/rooms/${ID}` },
	'room.getAll': { method: 'GET', path: '/rooms' },
	'room.update': { method: 'PATCH', path: `/rooms/${ID}`, body: ROOM, required: [] },
	'room.delete': { method: 'DELETE', path: `/rooms/${ID}` },
	'token.create': { method: 'POST', path: `/rooms/${ID}/tokens`, body: TOKEN, required: ['name', 'role', 'user_ref'] },
	'user.getAll': { method: 'GET', path: `/rooms/${ID}/users` },
	'cdr.getAll': { method: 'GET', path: found('cdr') },
	'archive.getAll': { method: 'GET', path: found('archive') },
	'dialIn.getAll': { method: 'GET', path: '/dialin/' },
};

function checkShape(value: unknown, shape: Shape, where: string): void {
	if (!isObject(value)) throw new Error(`${where} is no object: ${JSON.stringify(value)}`);
	for (const [key, part] of Object.entries(value)) {
		const check = Object.hasOwn(shape, key) ? shape[key] : undefined;
		if (check === undefined) throw new Error(`${where} holds "${key}", which is not documented`);
		if (typeof check === 'function' ? !check(part) : false) throw new Error(`${where} holds a wrong "${key}": ${JSON.stringify(part)?.slice(0, 200)}`);
		if (typeof check === 'object') checkShape(part, check, `${where}.${key}`);
	}
}

const pathOf = ({ path }: Documented) => new RegExp(`^${BASE_PATH}${path}$`);

/** Whether a request has the method and the path of an operation. */
export const isRequestOf = (operation: string, { method, path }: SeenRequest): boolean =>
	DOCUMENTED[operation].method === method && pathOf(DOCUMENTED[operation]).test(path);

/** Gives the body of a request, parsed. Throws a sentence when it is not the documented request of the operation. */
export function checkRequest(operation: string, { method, path, body }: SeenRequest): unknown {
	const documented = DOCUMENTED[operation];
	if (method !== documented.method) throw new Error(`The method is ${method}`);
	if (!pathOf(documented).test(path)) throw new Error(`The path is ${path.slice(0, 300)}`);
	if (documented.body === undefined) {
		if (body !== '') throw new Error(`A body was sent: ${body.slice(0, 200)}`);
		return undefined;
	}
	const parsed: unknown = JSON.parse(body);
	checkShape(parsed, documented.body, 'The body');
	const missing = documented.required?.find((key) => !isObject(parsed) || !Object.hasOwn(parsed, key));
	if (missing !== undefined) throw new Error(`The body lacks "${missing}"`);
	return parsed;
}
