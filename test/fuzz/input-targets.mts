/** Hostile input to the operations of the node: refused by name, or exactly the documented request. */
import { isDeepStrictEqual } from 'node:util';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { checkRequest, isRequestOf } from './documented-requests.mts';
import type { SeenRequest } from './hosts.mts';
import { unfold } from './hostile-values.mts';
import { attempts, checkRefusal, fitsField, kindOf, messageOf, TIMEOUT_MS, withValue, type Attempt } from './input-attempt.mts';
import { visibleFields, type Field } from './input-fields.mts';
import { isObject } from './operations.mts';
import type { ReplyPlan } from './reply-plan.mts';
import { anyTarget, type Target } from './target.mts';
import { untilHang, type World } from './world.mts';

const roomId = { __rl: true, mode: 'id', value: 'r1' };
const token = { resource: 'token', operation: 'create', roomId, name: 'Ann', role: 'viewer', userRef: 'contact-1' };
const create = { resource: 'room', operation: 'create', name: 'Weekly', ownerRef: 'deal-1' };
const finds: INodeParameters[] = [
	{ findBy: 'room', roomId },
	{ findBy: 'conference', conferenceNumber: 'conf-1' },
	{ findBy: 'period', from: '2024-03-10', to: '2024-03-11' },
	{ findBy: 'roomAndPeriod', roomId, from: '2024-03-10', to: '2024-03-11' },
];

/** Parameters with which each operation goes through, in all the forms that its fields take. */
const STARTS: Readonly<Record<string, INodeParameters[]>> = {
	'room.create': [create, { ...create, roomType: 'adhoc', duration: 60 }, { ...create, roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 60 }],
	'room.get': [{ resource: 'room', operation: 'get', roomId }],
	'room.getAll': [{ resource: 'room', operation: 'getAll' }],
	'room.update': [{ resource: 'room', operation: 'update', roomId, updateFields: { name: 'Monthly' } }],
	'room.delete': [{ resource: 'room', operation: 'delete', roomId }],
	'token.create': [token],
	'user.getAll': [{ resource: 'user', operation: 'getAll', roomId }],
	'cdr.getAll': finds.map((find) => ({ resource: 'cdr', operation: 'getAll', ...find })),
	'archive.getAll': finds.map((find) => ({ resource: 'archive', operation: 'getAll', ...find })),
	'dialIn.getAll': [{ resource: 'dialIn', operation: 'getAll' }],
};

const REPLY: ReplyPlan = {
	status: 200, headers: [['Content-Type', 'application/json']], coding: 'none', framing: 'length', delivery: 'whole',
	body: '{"result":0,"room":{"room_id":"r1"},"rooms":[],"token":"t","users":[],"cdr":[],"archive":[],"dialin":[]}',
};
async function play(operation: string, attempt: Attempt, world: World): Promise<'items' | 'error'> {
	const { start, where, via } = attempt;
	const fields = visibleFields(world.engine.nodeType.description, start);
	const field = fields[where % fields.length];
	const value = unfold(attempt.value);
	const isGiven = via === 'expression' || !fitsField(value);
	const parameters = withValue(start, field.path, isGiven ? '={{ $json.given }}' : value);
	world.begin(REPLY);
	const run = world.run({ parameters, items: [{ json: { given: value } as IDataObject }] });
	// What n8n's check of the workflow refuses never comes to the node: the words are n8n's own.
	const ofN8n = (refusal: unknown) => ({ error: refusal, items: [], isOfN8n: true });
	const { error, items, isOfN8n } = await untilHang(run.then((outcome) => ({ ...outcome, isOfN8n: false }), ofN8n), TIMEOUT_MS);
	world.checkLogins();
	if (world.foreign.requests.length + world.files.requests.length > 0) throw new Error('Another host was asked');
	const { requests } = world.api;
	if (error !== undefined) {
		if (requests.length > 0) throw new Error(`${field.names.join(', ')}: a request was sent, and then it failed: ${messageOf(error)}`);
		if (!isOfN8n) checkRefusal(error, field);
		return 'error';
	}
	if (requests.length !== 1) throw new Error(`${field.names.join(', ')}: ${requests.length} requests were sent, ${items.length} items came`);
	const body = checkRequest(operationOf(operation, field, requests[0]), requests[0]);
	checkKept(field, value, body);
	return 'items';
}

/** The operation that a request is of: without a resource or an operation, n8n takes the default ones. */
function operationOf(operation: string, { path: [name] }: Field, request: SeenRequest): string {
	if (name !== 'resource' && name !== 'operation') return operation;
	return Object.keys(STARTS).find((candidate) => isRequestOf(candidate, request)) ?? operation;
}

/** Texts and data go out as they were given, whatever is in them. */
function checkKept({ path }: Field, value: unknown, body: unknown): void {
	if (!isObject(body)) return;
	const name = path.at(-1);
	const settings = isObject(body.settings) ? body.settings : {};
	const texts: Record<string, unknown> = {
		name: body.name, ownerRef: body.owner_ref, userRef: body.user_ref, billingCode: settings.billing_code, description: settings.description, hlsViewUrl: settings.hls_view_url,
	};
	const isText = typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
	if (name !== undefined && Object.hasOwn(texts, name) && isText && texts[name] !== toWire(String(value))) throw new Error(`${name} went out as ${JSON.stringify(texts[name])?.slice(0, 200)}`);
	if (name !== 'data' || !isKeptByN8n(value)) return;
	const data: unknown = typeof value === 'string' ? JSON.parse(value) : value;
	if (!isDeepStrictEqual(body.data, JSON.parse(JSON.stringify(data)))) throw new Error(`Custom Data went out as ${JSON.stringify(body.data)?.slice(0, 300)}`);
}

/** What n8n itself changes in parameters: the default comes for null, its copies of objects lack the first keys, and the last one makes a date of an object. */
const isKeptByN8n = (value: unknown) => value !== null && value !== undefined && (typeof value === 'string' || !/"(__proto__|constructor|prototype|isLuxonDateTime)":/.test(JSON.stringify(value)));

/** Half of a surrogate pair has no form in UTF-8 of its own; JSON writes it as an escape. */
const toWire = (text: string): string => JSON.parse(JSON.stringify(text));

export const inputTargets: Target[] = Object.entries(STARTS).map(([operation, starts]) =>
	anyTarget<Attempt>({
		name: `input ${operation}`,
		weight: operation === 'room.create' || operation === 'room.update' ? 6 : 3,
		cases: attempts(starts),
		kindOf,
		play: async (attempt, world) => await play(operation, attempt, world),
	}),
);
