/** Wrong replies to what the editor asks: the list of rooms, and the test of the credential. */
import { NodeApiError } from 'n8n-workflow';

import { testCredential } from '../engine/credential-test.mts';
import { doneBody, roomsBody } from './bodies.mts';
import { arrivedBody, checkSentence, successOf } from './judge.mts';
import { isObject } from './operations.mts';
import { attackedReply, type AttackedReply } from './reply-attacks.mts';
import { anyTarget, type Target } from './target.mts';
import { SECRETS, untilHang, type World } from './world.mts';

/** Both wait longer for a silent host than a case may: the tests of the engine play that. */
const noHanging = { hanging: 0 };
const TIMEOUT_MS = 25_000;

const hasId = ({ room_id: id }: { room_id?: unknown }) => (typeof id === 'string' && id !== '') || typeof id === 'number';

async function playRoomList({ plan }: AttackedReply, world: World): Promise<'items' | 'error'> {
	world.begin(plan);
	const search = world.engine.nodeType.methods?.listSearch?.getRooms;
	if (search === undefined) throw new Error('The node has no list of rooms');
	const success = successOf(plan);
	const rooms = success?.rooms ?? [];
	const isGood = success !== undefined && Array.isArray(rooms) && rooms.every(isObject);
	try {
		const { results } = await untilHang(search.call(world.engine.listSearchContext()), TIMEOUT_MS);
		if (!isGood) throw new Error(`A wrong reply became a list of ${results.length} rooms`);
		const count = Math.min(100, rooms.filter((room) => isObject(room) && hasId(room)).length);
		if (results.length !== count) throw new Error(`${results.length} rooms are listed instead of ${count}`);
		const isWrong = results.some(({ name, value }) => typeof name !== 'string' || name === '' || typeof value !== 'string' || value === '');
		if (isWrong) throw new Error('A room is listed without a name or a value');
		return 'items';
	} catch (error) {
		if (!(error instanceof NodeApiError)) throw error;
		checkSentence(error.message, error.description, arrivedBody(plan), SECRETS);
		if (isGood) throw new Error(`A good list of rooms became an error: ${error.message}`, { cause: error });
		return 'error';
	} finally {
		world.checkLogins();
		if (world.foreign.requests.length > 0) throw new Error('The redirect was followed');
	}
}

async function playCredentialTest({ plan }: AttackedReply, world: World): Promise<'items' | 'error'> {
	world.begin(plan);
	const { status, message } = await untilHang(testCredential(world.engine), TIMEOUT_MS);
	world.checkLogins();
	if (world.foreign.requests.length > 0) throw new Error('The redirect was followed');
	const body = arrivedBody(plan);
	if (status === 'Error') {
		checkSentence(message, undefined, body, SECRETS);
		if (successOf(plan) !== undefined) throw new Error(`A good answer became an error: ${message}`);
		return 'error';
	}
	// Whatever says that this is the API: a result, or a code of one of its envelopes.
	if (!isObject(body) || (body.result === undefined && body.error_code === undefined)) throw new Error('Something that is not the API passes for it');
	return 'items';
}

const replies = (name: string, cases: Target<AttackedReply>['cases'], play: Target<AttackedReply>['play']): Target =>
	anyTarget<AttackedReply>({ name: `replies ${name}`, weight: 2, cases, kindOf: ({ attack }) => attack, play });

export const listTargets: Target[] = [
	replies('room list', attackedReply(roomsBody, Date.now, noHanging), playRoomList),
	replies('credential test', attackedReply(doneBody, Date.now, noHanging), playCredentialTest),
];
