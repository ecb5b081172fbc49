import { NodeApiError, type IDataObject, type INode, type INodeProperties } from 'n8n-workflow';

import { inputError, resultOrError } from '../../../shared/api/errors';
import { ROOM_ACTIVE } from '../../../shared/api/resultCodes';
import { readOption, readSimplify, type ParameterContext } from '../../../shared/parameters/parameters';
import { toMillis, toObject, toText } from '../../../shared/utils/values';
import type { ItemContext } from '../../execution/itemContext';
import type { Operation, Request } from '../../execution/operation';
import { bookRoom } from './booking/book';
import { areUnlisted, changesOf, conflictOf, type Conflict } from './booking/changes';
import { describeMatch, type RoomMatch } from './booking/match';
import { changeRoom, type ChangeRequests } from './change';
import { readNewRoom } from './create';
import { toRoomItem } from './reply';
import { refusePast, type RoomBody } from './settings/body';

const showForRoomUpsert = { resource: ['room'], operation: ['upsert'] };

/** The fields that Create or Update has in addition to those of Create. */
export const roomUpsertFields: INodeProperties[] = [
	{
		displayName: 'Match On',
		name: 'matchOn',
		type: 'options',
		default: 'ownerRef',
		description: 'How to recognize an existing room. The match has to be exact.',
		displayOptions: { show: showForRoomUpsert },
		options: [
			{ name: 'Owner Reference', value: 'ownerRef', description: 'One room for each owner, such as a deal' },
			{ name: 'Owner Reference and Name', value: 'ownerRefAndName', description: 'One room for each name of an owner, such as several meetings of a deal' },
		],
	},
	{
		displayName: 'If Found',
		name: 'ifFound',
		type: 'options',
		default: 'update',
		description: 'What to do if the room already exists',
		displayOptions: { show: showForRoomUpsert },
		options: [
			{ name: 'Keep as It Is', value: 'keep', description: 'Return the room unchanged' },
			{ name: 'Update', value: 'update', description: 'Change what differs from the fields below. Mode and Room Type cannot be changed, and a duration cannot be removed.' },
		],
	},
];

interface UpsertInput {
	body: RoomBody;
	match: RoomMatch;
	ifFound: 'keep' | 'update';
	simplify: boolean;
}

function readInput(context: ParameterContext): UpsertInput {
	const matchOn = readOption(context, 'matchOn', 'Match On', ['ownerRef', 'ownerRefAndName']);
	const ifFound = readOption(context, 'ifFound', 'If Found', ['keep', 'update']);
	const body = readNewRoom(context, { mayBePast: true });
	const { name, owner_ref: ownerRef } = body;
	const match = matchOn === 'ownerRef' ? { ownerRef } : { ownerRef, name };
	return { body, match, ifFound, simplify: readSimplify(context) };
}

const requests = {
	list: { method: 'GET', url: '/rooms' },
	create: { method: 'POST', url: '/rooms' },
	update: { method: 'PATCH', url: '/rooms/:roomId' },
	get: { method: 'GET', url: '/rooms/:roomId' },
	delete: { method: 'DELETE', url: '/rooms/:roomId' },
} satisfies Record<string, Request>;

/** The declared requests, with the defaults of the node and the Request Options of the item. */
const withDefaults = (defaults: Request) => ({
	list: { ...defaults, ...requests.list },
	create: { ...defaults, ...requests.create },
	update: { ...defaults, ...requests.update },
	get: { ...defaults, ...requests.get },
	delete: { ...defaults, ...requests.delete },
});

function conflictError(node: INode, { displayName, current, wanted }: Conflict, roomId: string, match: RoomMatch): NodeApiError {
	return inputError(
		node,
		`${displayName} is ${wanted}, but the existing room has ${displayName} ${current}`,
		`The room ${roomId} has ${describeMatch(match)}, and EnableX cannot change the ${displayName === 'Mode' ? 'mode' : 'type'} of a room. Use the same ${displayName}, set If Found to Keep as It Is, or delete that room`,
	);
}

/**
 * Refuses to create a room for a time in the past, or to move one there. A room that already has that time is fine:
 * a CRM may fire again during the meeting or after it.
 */
function refusePastStart(context: ItemContext, settings: unknown): void {
	const start = toMillis(toObject(settings).scheduled_time);
	if (start !== null) refusePast(context, start);
}

/** Changes what differs in a room that was found. Returns the room as it is now. */
async function bringUpToDate(context: ItemContext, room: IDataObject, { body, match }: UpsertInput, declared: ChangeRequests): Promise<IDataObject> {
	const roomId = toText(room.room_id) ?? '';
	const conflict = conflictOf(room, body);
	if (conflict !== undefined) throw conflictError(context.getNode(), conflict, roomId, match);
	const changes = changesOf(room, body);
	if (changes === undefined) return room;
	refusePastStart(context, changes.settings);
	// Without a reply, the room is what it was, with the changes merged as the API merges them (enablex-api.md 4.5).
	const merged = { ...room, ...changes, settings: { ...toObject(room.settings), ...toObject(changes.settings) } };
	const changed = await resultOrError(changeRoom(context, declared, roomId, changes));
	if (!(changed instanceof NodeApiError)) return changed ?? merged;
	// A CRM that fires again during the meeting may want nothing else than what is there.
	if (changed.errorResponse?.code !== ROOM_ACTIVE || !areUnlisted(room, changes)) throw changed;
	context.addHint?.(`The room ${roomId} has a running session and was not updated. EnableX does not say whether its settings are already as you want them`);
	return room;
}

/** Ends with one room for its match (`booking/book.ts`), and returns it. */
export const upsertRoom = {
	requests,
	read: readInput,
	// By the owner even where the name counts too: then some items wait without need, but none that must.
	serializeBy: ({ match }) => match.ownerRef,
	async run(context, input, request) {
		const declared = withDefaults(request);
		const { room: booked, wasCreated } = await bookRoom(context, declared, input, () => refusePastStart(context, input.body.settings));
		const isFinal = wasCreated || input.ifFound === 'keep';
		const room = isFinal ? booked : await bringUpToDate(context, booked, input, declared);
		return [{ json: { ...(await toRoomItem(room, input.simplify, context)), was_created: wasCreated } }];
	},
} satisfies Operation<UpsertInput>;
