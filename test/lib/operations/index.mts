/**
 * The single table of what tests know about the node's operations. `test/README.md` explains how to add
 * an operation or a field.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { downloadFile, getArchives } from './archive.mts';
import { getCdrs } from './cdr.mts';
import { getDialInNumbers } from './dial-in.mts';
import { createJoinLink } from './join-link.mts';
import { locator } from './locator.mts';
import type { Operation, Variant } from './operation.mts';
import { createRoom, deleteRoom, getRoom, getRooms, updateRoom, upsertRoom } from './room.mts';
import { getSession, getSessions } from './session.mts';
import { createToken } from './token.mts';
import { getUsers } from './user.mts';

/** Every operation that calls the API. Deletion comes last, so that a test can run all of them with one room. */
const apiOperations = {
	'room.create': createRoom,
	'room.get': getRoom,
	'room.getAll': getRooms,
	'room.upsert': upsertRoom,
	'room.update': updateRoom,
	'token.create': createToken,
	'user.getAll': getUsers,
	'cdr.getAll': getCdrs,
	'session.get': getSession,
	'session.getAll': getSessions,
	'archive.getAll': getArchives,
	'dialIn.getAll': getDialInNumbers,
	'room.delete': deleteRoom,
} satisfies Record<string, Operation>;

const operations = { ...apiOperations, 'archive.download': downloadFile, 'joinLink.create': createJoinLink };

export type ApiOperationId = keyof typeof apiOperations;
/** An operation's resource and name, as saved in workflows. */
export type OperationId = keyof typeof operations;

export const API_OPERATION_IDS = Object.keys(apiOperations) as ApiOperationId[];
export const OPERATION_IDS = Object.keys(operations) as OperationId[];

export const operationOf = (id: OperationId): Operation => operations[id];

export function variantOf(id: OperationId, what?: string): Variant {
	const { variants } = operationOf(id);
	const variant = what === undefined ? variants[0] : variants.find((one) => one.what === what);
	if (variant === undefined) throw new Error(`${id} has no variant "${what}"`);
	return variant;
}

/** Values that a test sets, which may be invalid. */
type Changes = Readonly<Record<string, unknown>>;

/** Parameters with which an operation succeeds: those of its simplest or of the given variant, with these changes. */
export function parametersOf(id: OperationId, changes: Changes = {}, what?: string): INodeParameters {
	const { resource, operation } = operationOf(id);
	return { resource, operation, ...variantOf(id, what).parameters, ...changes } as INodeParameters;
}

/** The same for this room. */
export const parametersIn = (id: OperationId, roomId: unknown, changes: Changes = {}): INodeParameters =>
	parametersOf(id, { roomId: locator(roomId), ...changes });

/** Every variant of every operation that calls the API, with its parameters. */
export const API_VARIANTS = API_OPERATION_IDS.flatMap((id) =>
	operationOf(id).variants.map(({ what }) => ({ id, what, parameters: parametersOf(id, {}, what) })),
);

/** The variants that have this parameter, such as `roomId`. */
export const variantsWith = (parameter: string) => API_VARIANTS.filter(({ parameters }) => parameter in parameters);

/** The path of a route with its segments filled in. */
export const pathOf = ({ route = '', segments = {} }: Pick<Variant, 'route' | 'segments'>): string =>
	route.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(segments[name]));

/** One reply that satisfies every operation. */
export const ANY_REPLY: IDataObject = Object.assign({}, ...API_OPERATION_IDS.map((id) => operationOf(id).reply), { result: 0 });
