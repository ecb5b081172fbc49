/** The requests that the API documents (enablex-api.md 3 to 5). Sending anything else is a failure. */
import { operationOf, type ApiOperationId } from '../lib/operations/index.mts';
import { BASE_PATH } from './simulation.mts';
import { isObject } from '../lib/operations/values.mts';
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
const SEGMENTS: Readonly<Record<string, string>> = { roomId: ID, conferenceNumber: ID, firstDay: DAY, lastDay: DAY };

interface DocumentedBody {
	shape: Shape;
	/** Keys without which the API takes no body. */
	required: string[];
}

const BODIES: Partial<Record<ApiOperationId, DocumentedBody>> = {
	'room.create': { shape: ROOM, required: ['name', 'owner_ref', 'settings'] },
	'room.update': { shape: ROOM, required: [] },
	'token.create': { shape: TOKEN, required: ['name', 'role', 'user_ref'] },
};

function checkShape(value: unknown, shape: Shape, where: string): void {
	if (!isObject(value)) throw new Error(`${where} is not an object: ${JSON.stringify(value)}`);
	for (const [key, part] of Object.entries(value)) {
		const check = Object.hasOwn(shape, key) ? shape[key] : undefined;
		if (check === undefined) throw new Error(`${where} has the undocumented key "${key}"`);
		if (typeof check === 'function' ? !check(part) : false) throw new Error(`${where} has an invalid "${key}": ${JSON.stringify(part)?.slice(0, 200)}`);
		if (typeof check === 'object') checkShape(part, check, `${where}.${key}`);
	}
}

/** The paths of an operation: those of its variants, with any value in each segment that has a name. */
function pathsOf(operation: ApiOperationId): RegExp {
	const routes = operationOf(operation).variants.map(({ route = '' }) => route.replace(/:(\w+)/g, (_, name: string) => SEGMENTS[name]));
	return new RegExp(`^${BASE_PATH}(${routes.join('|')})$`);
}

/** Whether a request has the method and the path of an operation. */
export const isRequestOf = (operation: ApiOperationId, { method, path }: SeenRequest): boolean =>
	operationOf(operation).method === method && pathsOf(operation).test(path);

/** Returns the parsed body of a request. Throws if it is not the documented request of the operation. */
export function checkRequest(operation: ApiOperationId, { method, path, body }: SeenRequest): unknown {
	const documented = BODIES[operation];
	if (method !== operationOf(operation).method) throw new Error(`Unexpected method ${method}`);
	if (!pathsOf(operation).test(path)) throw new Error(`Unexpected path ${path.slice(0, 300)}`);
	if (documented === undefined) {
		if (body !== '') throw new Error(`Unexpected body: ${body.slice(0, 200)}`);
		return undefined;
	}
	const parsed: unknown = JSON.parse(body);
	checkShape(parsed, documented.shape, 'The body');
	const missing = documented.required.find((key) => !isObject(parsed) || !Object.hasOwn(parsed, key));
	if (missing !== undefined) throw new Error(`The body lacks "${missing}"`);
	return parsed;
}
