import type { INodeParameters } from 'n8n-workflow';

const room = (value: string): INodeParameters => ({ roomId: { __rl: true, mode: 'id', value } });

export const LIST_ROOMS: INodeParameters = { resource: 'room', operation: 'getAll' };
export const LIST_DIAL_IN: INodeParameters = { resource: 'dialIn', operation: 'getAll', options: { includeSipAccount: true } };
export const createToken = (roomId = 'r1'): INodeParameters => ({ resource: 'token', operation: 'create', ...room(roomId), name: 'a', role: 'viewer', userRef: 'b' });

/** Every operation that asks the API, of a room that there may be. Deleting comes last. */
export const operationsOn = (roomId = 'r1'): INodeParameters[] => [
	{ resource: 'room', operation: 'create', name: 'a', ownerRef: 'b' },
	{ resource: 'room', operation: 'get', ...room(roomId) },
	LIST_ROOMS,
	{ resource: 'room', operation: 'update', ...room(roomId), updateFields: { name: 'a' } },
	createToken(roomId),
	{ resource: 'user', operation: 'getAll', ...room(roomId) },
	{ resource: 'cdr', operation: 'getAll', findBy: 'room', ...room(roomId) },
	{ resource: 'archive', operation: 'getAll', findBy: 'room', ...room(roomId), output: 'file' },
	LIST_DIAL_IN,
	{ resource: 'room', operation: 'delete', ...room(roomId) },
];

/** An operation in the name of a test or of a node. */
export const titleOf = ({ resource, operation }: INodeParameters): string => `${String(resource)} ${String(operation)}`;
