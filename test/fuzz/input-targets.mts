/** Hostile input to the operations of the node: either refused by name, or sent as exactly the documented request. */
import { isDeepStrictEqual } from 'node:util';
import type { IDataObject } from 'n8n-workflow';

import { ANY_REPLY, API_OPERATION_IDS, operationOf, parametersOf, type ApiOperationId } from '../lib/operations/index.mts';
import { withValue } from '../lib/operations/values.mts';
import { checkRequest, isRequestOf } from './documented-requests.mts';
import type { SeenRequest } from './hosts.mts';
import { expand } from './hostile-values.mts';
import { attempts, checkRefusal, fitsField, kindOf, messageOf, TIMEOUT_MS, type Attempt } from './input-attempt.mts';
import { visibleFields, type Field } from './input-fields.mts';
import { isObject } from '../lib/operations/values.mts';
import type { ReplyPlan } from './reply-plan.mts';
import { anyTarget, type Target } from './target.mts';
import { failOnHang, type Simulation } from './simulation.mts';

/** Parameters with which each operation succeeds, in each of its variants. */
const STARTS = API_OPERATION_IDS.map((id) => ({ id, starts: operationOf(id).variants.map(({ what }) => parametersOf(id, {}, what)) }));

const REPLY: ReplyPlan = {
	status: 200, headers: [['Content-Type', 'application/json']], coding: 'none', framing: 'length', delivery: 'whole',
	body: JSON.stringify(ANY_REPLY),
};
async function run(operation: ApiOperationId, attempt: Attempt, simulation: Simulation): Promise<'items' | 'error'> {
	const { start, where, via } = attempt;
	const fields = visibleFields(simulation.engine.nodeType.description, start);
	const field = fields[where % fields.length];
	const value = expand(attempt.value);
	const isGiven = via === 'expression' || !fitsField(value);
	const parameters = withValue(start, field.path, isGiven ? '={{ $json.given }}' : value);
	simulation.startCase(REPLY);
	const run = simulation.run({ parameters, items: [{ json: { given: value } as IDataObject }] });
	// What n8n's own workflow validation refuses never reaches the node, so the message is n8n's.
	const ofN8n = (refusal: unknown) => ({ error: refusal, items: [], isOfN8n: true });
	const { error, items, isOfN8n } = await failOnHang(run.then((outcome) => ({ ...outcome, isOfN8n: false }), ofN8n), TIMEOUT_MS);
	simulation.checkLogins();
	if (simulation.foreign.requests.length + simulation.files.requests.length > 0) throw new Error('A request went to another host');
	const { requests } = simulation.api;
	if (error !== undefined) {
		if (requests.length > 0) throw new Error(`${field.names.join(', ')}: a request was sent before the failure: ${messageOf(error)}`);
		if (!isOfN8n && !isKeyErrorOfN8n(error, field)) checkRefusal(error, field);
		return 'error';
	}
	const [first, ...later] = requests;
	const requested = requestedOperation(operation, field, first);
	if (requests.length < 1 || (later.length > 0 && operationOf(requested).firstRequest === undefined)) {
		throw new Error(`${field.names.join(', ')}: ${requests.length} requests were sent, ${items.length} items returned`);
	}
	checkSentUnchanged(field, value, checkRequest(requested, first));
	for (const request of later) checkSentUnchanged(field, value, checkRequest(API_OPERATION_IDS.find((id) => isRequestOf(id, request)) ?? requested, request));
	return 'items';
}

/** n8n looks operations up by these values, and fails by itself if one cannot be a key. */
const isKeyErrorOfN8n = (error: unknown, { path: [name] }: Field): boolean =>
	(name === 'resource' || name === 'operation') && messageOf(error) === 'Cannot convert object to primitive value';

/** The operation a request belongs to: for an invalid resource or operation, n8n uses the default one. */
function requestedOperation(operation: ApiOperationId, { path: [name] }: Field, request: SeenRequest): ApiOperationId {
	if (name !== 'resource' && name !== 'operation') return operation;
	return API_OPERATION_IDS.find((candidate) => isRequestOf(candidate, request)) ?? operation;
}

/** Checks that texts and Custom Data are sent unchanged, whatever they contain. */
function checkSentUnchanged({ path }: Field, value: unknown, body: unknown): void {
	if (!isObject(body)) return;
	const name = path.at(-1);
	const settings = isObject(body.settings) ? body.settings : {};
	const texts: Record<string, unknown> = {
		name: body.name, ownerRef: body.owner_ref, userRef: body.user_ref, billingCode: settings.billing_code, description: settings.description, hlsViewUrl: settings.hls_view_url,
	};
	const isText = typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
	if (name !== undefined && Object.hasOwn(texts, name) && isText && texts[name] !== toWire(String(value))) throw new Error(`${name} was sent as ${JSON.stringify(texts[name])?.slice(0, 200)}`);
	if (name !== 'data' || !isUnchangedByN8n(value)) return;
	const data: unknown = typeof value === 'string' ? JSON.parse(value) : value;
	if (!isDeepStrictEqual(body.data, JSON.parse(JSON.stringify(data)))) throw new Error(`Custom Data was sent as ${JSON.stringify(body.data)?.slice(0, 300)}`);
}

/** n8n itself changes some parameters: null becomes the default, the first three keys are dropped from objects, and the last one turns an object into a date. */
const isUnchangedByN8n = (value: unknown) => value !== null && value !== undefined && (typeof value === 'string' || !/"(__proto__|constructor|prototype|isLuxonDateTime)":/.test(JSON.stringify(value)));

/** A lone surrogate has no UTF-8 encoding; JSON writes it as an escape sequence. */
const toWire = (text: string): string => JSON.parse(JSON.stringify(text));

export const inputTargets: Target[] = STARTS.map(({ id: operation, starts }) =>
	anyTarget<Attempt>({
		name: `input ${operation}`,
		weight: operation === 'room.create' || operation === 'room.update' ? 6 : 3,
		cases: attempts(starts),
		kindOf,
		run: async (attempt, simulation) => await run(operation, attempt, simulation),
	}),
);
