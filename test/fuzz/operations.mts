/** The operations, each with what it asks, what a good reply looks like, and what has to come of any reply. */
import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

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
	/** Whether the success of the route carries no result code (api.md 9.1). */
	hasNoResult?: boolean;
	count(body: IDataObject, parameters: INodeParameters): Count;
}

export const isObject = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown) => (typeof value === 'string' && value !== '') || (typeof value === 'number' && Number.isFinite(value));

const roomId = { __rl: true, mode: 'id', value: '605c43000000000000000000' };
const lists = fc.constantFrom<INodeParameters>({ returnAll: true }, { limit: 2 });
const simplify = fc.boolean();

const listCount = (key: string) => (body: IDataObject, { returnAll, limit, findBy }: INodeParameters): Count => {
	const list = body[key];
	if (list === undefined || list === null) return 0;
	if (!Array.isArray(list) || !list.every(isObject)) return 'none: an error';
	// Which records lie in a period is told by the tests of periods.
	if (findBy === 'period' || findBy === 'roomAndPeriod') return 'any';
	return returnAll === true ? list.length : Math.min(list.length, Number(limit));
};

const roomCount = ({ room }: IDataObject): Count => (isObject(room) && isText(room.room_id) ? 1 : 'none: an error');

const finds = fc.constantFrom<INodeParameters>(
	{ findBy: 'room', roomId },
	{ findBy: 'conference', conferenceNumber: 'conf-1' },
	{ findBy: 'period', from: '2020-01-01', to: '2090-01-01' },
	{ findBy: 'roomAndPeriod', roomId, from: '2020-01-01' },
);

const one = (parameters: INodeParameters, form: Form): fc.Arbitrary<OperationCase> => fc.constant({ parameters, form });

const simplified = (form: Form, ...parts: Array<fc.Arbitrary<INodeParameters>>): fc.Arbitrary<OperationCase> =>
	fc.tuple(simplify, ...parts).map(([isSimple, ...chosen]) => ({
		parameters: Object.assign({ simplify: isSimple }, ...chosen) as INodeParameters,
		form: isSimple ? form : 'raw',
	}));

const room = (operation: string) => fc.constant<INodeParameters>({ resource: 'room', operation, roomId });
const of = (resource: string, operation = 'getAll') => fc.constant<INodeParameters>({ resource, operation });

export const OPERATIONS: readonly FuzzedOperation[] = [
	{
		name: 'room.create',
		cases: simplified('room', fc.constant({ resource: 'room', operation: 'create', name: 'Weekly', ownerRef: 'deal-1' })),
		body: bodies.roomBody,
		count: roomCount,
	},
	{ name: 'room.get', cases: simplified('room', room('get')), body: bodies.roomBody, count: roomCount },
	{ name: 'room.getAll', cases: simplified('room', of('room'), lists), body: bodies.roomsBody, count: listCount('rooms') },
	{
		name: 'room.update',
		cases: one({ resource: 'room', operation: 'update', roomId, updateFields: { name: 'Monthly' } }, 'updated'),
		body: bodies.doneBody,
		count: () => 1,
	},
	{ name: 'room.delete', cases: one({ resource: 'room', operation: 'delete', roomId }, 'deleted'), body: bodies.doneBody, count: () => 1 },
	{
		name: 'token.create',
		cases: one({ resource: 'token', operation: 'create', roomId, name: 'Ann', userRef: 'contact-1' }, 'token'),
		body: bodies.tokenBody,
		count: ({ token }) => (typeof token === 'string' && token !== '' ? 1 : 'none: an error'),
	},
	{
		name: 'user.getAll',
		cases: lists.map((list) => ({ parameters: { resource: 'user', operation: 'getAll', roomId, ...list }, form: 'raw' })),
		body: bodies.usersBody,
		count: listCount('users'),
	},
	{ name: 'cdr.getAll', cases: simplified('cdr', of('cdr'), lists, finds), body: bodies.cdrBody, count: listCount('cdr') },
	{ name: 'archive.getAll', cases: simplified('archive', of('archive'), lists, finds), body: bodies.archiveBody, count: listCount('archive') },
	{
		name: 'archive.getAll as files',
		cases: finds.map((find) => ({ parameters: { resource: 'archive', operation: 'getAll', output: 'file', returnAll: true, ...find }, form: 'file' })),
		body: bodies.archiveBody,
		count: (body, parameters) => {
			const count = listCount('archive')(body, parameters);
			return typeof count === 'number' && count > 0 ? 'any' : count;
		},
	},
	{
		name: 'dialIn.getAll',
		cases: fc.tuple(lists, fc.boolean()).map(([list, withAccount]) => ({
			parameters: { resource: 'dialIn', operation: 'getAll', ...list, ...(withAccount && { options: { includeSipAccount: true } }) },
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

/** Throws a sentence when an item does not look as the operation promises. */
export function checkForm(item: IDataObject, form: OperationCase['form']): void {
	if (form !== 'raw') checkItem(item, FORMS[form]);
	const { user, sip } = item;
	if (isObject(user) && 'token' in user) throw new Error('A join token is in a raw item');
	if (isObject(sip) && 'secret' in sip) throw new Error('The password of a SIP account is in a raw item');
}
