/** The operations, each with what a good reply looks like, and what has to come of any reply. */
import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { API_OPERATION_IDS, operationOf, parametersOf, type OperationId } from '../lib/operations/index.mts';
import { isObject } from '../lib/operations/values.mts';
import * as bodies from './bodies.mts';
import { checkItem, FORMS, type Form } from './item-forms.mts';

/** How many items a reply has to give; `any` where counting again would be the node's own work done twice. */
type Count = number | 'any' | 'none: an error';

export interface OperationCase {
	parameters: INodeParameters;
	/** How items have to look; a raw item is what the API sent. */
	form: Form | 'raw';
}

export interface FuzzedOperation {
	name: string;
	/** Parameters, in all the ways that make another request or another output. */
	cases: fc.Arbitrary<OperationCase>;
	body: fc.Arbitrary<IDataObject>;
	/** Whether the success of the route carries no result code (enablex-api.md 9.1). */
	hasNoResult?: boolean;
	count(body: IDataObject, parameters: INodeParameters): Count;
}

const isText = (value: unknown) => (typeof value === 'string' && value !== '') || (typeof value === 'number' && Number.isFinite(value));

const lists = fc.constantFrom<INodeParameters>({ returnAll: true }, { limit: 2 });
const simplify = fc.boolean();

/**
 * The records in a list of a reply; `undefined` for what is not a list, or a list of other values alone. Entries
 * that are not records are skipped.
 */
export function recordsIn(list: unknown): IDataObject[] | undefined {
	if (!Array.isArray(list)) return undefined;
	const records = list.filter(isObject);
	return records.length === 0 && list.some((entry) => entry !== null) ? undefined : records;
}

const listCount = (key: string) => (body: IDataObject, { returnAll, limit, findBy }: INodeParameters): Count => {
	const list = body[key];
	if (list === undefined || list === null) return 0;
	const records = recordsIn(list);
	if (records === undefined) return 'none: an error';
	// Which records lie in a period is told by the tests of periods.
	if (findBy === 'period' || findBy === 'roomAndPeriod') return 'any';
	return returnAll === true ? records.length : Math.min(records.length, Number(limit));
};

/** The owner whose room is booked. */
const BOOKED = 'deal-7';

const roomCount = ({ room }: IDataObject): Count => (isObject(room) && isText(room.room_id) ? 1 : 'none: an error');

/** The parameters of an operation, in any of its variants. */
const of = (id: OperationId, changes: INodeParameters = {}) =>
	fc.constantFrom(...operationOf(id).variants.map(({ what }) => parametersOf(id, changes, what)));
/** A period in which any record may lie. */
const LONG_AGO = { from: '2020-01-01', to: '2090-01-01' };

/** The sessions in a list of CDRs. Those without a conference number belong to none. */
function sessionCount(body: IDataObject, parameters: INodeParameters): Count {
	const count = listCount('cdr')(body, { ...parameters, returnAll: true });
	if (typeof count !== 'number') return count;
	const numbers = new Set((recordsIn(body.cdr) ?? []).map(({ conf_num }) => conf_num).filter(isText).map(String));
	return parameters.returnAll === true ? numbers.size : Math.min(numbers.size, Number(parameters.limit));
}

const one = (id: OperationId, form: Form, changes: INodeParameters = {}): fc.Arbitrary<OperationCase> => of(id, changes).map((parameters) => ({ parameters, form }));

const simplified = (form: Form, ...parts: Array<fc.Arbitrary<INodeParameters>>): fc.Arbitrary<OperationCase> =>
	fc.tuple(simplify, ...parts).map(([isSimple, ...chosen]) => ({
		parameters: Object.assign({ simplify: isSimple }, ...chosen) as INodeParameters,
		form: isSimple ? form : 'raw',
	}));

export const OPERATIONS: readonly FuzzedOperation[] = [
	{
		name: 'room.create',
		cases: simplified('room', of('room.create')),
		body: bodies.roomBody,
		count: roomCount,
	},
	{ name: 'room.get', cases: simplified('room', of('room.get')), body: bodies.roomBody, count: roomCount },
	{ name: 'room.getAll', cases: simplified('room', of('room.getAll'), lists), body: bodies.roomsBody, count: listCount('rooms') },
	{
		name: 'room.upsert',
		cases: simplified('booked', of('room.upsert', { matchOn: 'ownerRef', ownerRef: BOOKED })),
		body: bodies.roomsBody.map((body) => (Array.isArray(body.rooms) ? { ...body, rooms: [...body.rooms, { room_id: 'r1', owner_ref: BOOKED }] } : body)),
		// Without a match, the same reply answers the creation of a room, but it is not a room.
		count: ({ rooms }) => ((recordsIn(rooms) ?? []).some(({ room_id, owner_ref }) => isText(room_id) && owner_ref === BOOKED) ? 1 : 'none: an error'),
	},
	{
		name: 'room.update',
		cases: simplified('updated', of('room.update')),
		body: bodies.doneBody,
		count: () => 1,
	},
	{ name: 'room.delete', cases: one('room.delete', 'deleted'), body: bodies.doneBody, count: () => 1 },
	{
		name: 'token.create',
		cases: one('token.create', 'token'),
		body: bodies.tokenBody,
		count: ({ token }) => (typeof token === 'string' && token !== '' ? 1 : 'none: an error'),
	},
	{
		name: 'user.getAll',
		cases: lists.map((list) => ({ parameters: parametersOf('user.getAll', list), form: 'raw' })),
		body: bodies.usersBody,
		count: listCount('users'),
	},
	{ name: 'cdr.getAll', cases: simplified('cdr', of('cdr.getAll', LONG_AGO), lists), body: bodies.cdrBody, count: listCount('cdr') },
	...[false, true].map((includeRecordings): FuzzedOperation => ({
		name: includeRecordings ? 'session.get with its recordings' : 'session.get',
		cases: one('session.get', includeRecordings ? 'recordedSession' : 'session', { options: { includeRecordings } }),
		body: bodies.cdrBody,
		count: (body) => (recordsIn(body.cdr)?.length ? 1 : 'none: an error'),
	})),
	{
		name: 'session.getAll',
		cases: fc.tuple(lists, of('session.getAll', LONG_AGO)).map(([list, parameters]) => ({ parameters: { ...parameters, ...list }, form: 'session' })),
		body: bodies.cdrBody,
		count: sessionCount,
	},
	{
		name: 'session.getAll as participants',
		cases: of('session.getAll', { output: 'participant', returnAll: true, ...LONG_AGO }).map((parameters) => ({ parameters, form: 'participant' })),
		body: bodies.cdrBody,
		count: (body, parameters) => {
			const count = sessionCount(body, parameters);
			return typeof count === 'number' && count > 0 ? 'any' : count;
		},
	},
	{ name: 'archive.getAll', cases: simplified('archive', of('archive.getAll', { output: 'archive', ...LONG_AGO }), lists), body: bodies.archiveBody, count: listCount('archive') },
	{
		name: 'archive.getAll as files',
		cases: of('archive.getAll', { output: 'file', returnAll: true, ...LONG_AGO }).map((parameters) => ({ parameters, form: 'file' })),
		body: bodies.archiveBody,
		count: (body, parameters) => {
			const count = listCount('archive')(body, parameters);
			return typeof count === 'number' && count > 0 ? 'any' : count;
		},
	},
	{
		name: 'dialIn.getAll',
		cases: fc.tuple(lists, fc.boolean()).map(([list, withAccount]) => ({
			parameters: parametersOf('dialIn.getAll', { ...list, ...(withAccount && { options: { includeSipAccount: true } }) }),
			form: withAccount ? 'numberWithAccount' : 'number',
		})),
		body: bodies.dialInBody,
		hasNoResult: true,
		count: (body, parameters) => {
			if (!Array.isArray(body.dialin) && !isObject(body.sip) && !isObject(body.settings)) return 'none: an error';
			const count = listCount('dialin')(body, parameters);
			return isObject(parameters.options) && 'includeSipAccount' in parameters.options && count === 0 ? 1 : count;
		},
	},
];

const unplayed = API_OPERATION_IDS.filter((id) => !OPERATIONS.some(({ name }) => name.startsWith(id)));
if (unplayed.length > 0) throw new Error(`No replies are made up for ${unplayed.join(', ')}`);

/** Throws a sentence when an item does not look as the operation promises. */
export function checkForm(item: IDataObject, form: OperationCase['form']): void {
	if (form !== 'raw') checkItem(item, FORMS[form]);
	const { user, sip } = item;
	if (isObject(user) && 'token' in user) throw new Error('A join token is in a raw item');
	if (isObject(sip) && 'secret' in sip) throw new Error('The password of a SIP account is in a raw item');
}
