/** Faulty replies to requests of the editor: the room list and the credential test. */
import { NodeApiError } from 'n8n-workflow';

import { testCredential } from '../lib/engine/credential-test.mts';
import { doneBody, roomsBody } from './bodies.mts';
import { recordsIn } from './operations.mts';
import { checkOracle, checkSentence, meaningOf, receivedBody, successBody } from './oracle.mts';
import { isObject } from '../lib/operations/values.mts';
import { attackedReply, type AttackedReply } from './reply-attacks.mts';
import { anyTarget, type Target } from './target.mts';
import { failOnHang, SECRETS, type Simulation } from './simulation.mts';

/** Both wait longer for a silent host than a case may take; the engine tests cover that. */
const noHanging = { hanging: 0 };
const TIMEOUT_MS = 25_000;

const hasId = ({ room_id: id }: { room_id?: unknown }) => (typeof id === 'string' && id !== '') || typeof id === 'number';

async function runRoomList(attempt: AttackedReply, simulation: Simulation): Promise<'items' | 'error'> {
	const { plan } = attempt;
	checkOracle(attempt);
	simulation.startCase(plan);
	const search = simulation.engine.nodeType.methods?.listSearch?.searchRooms;
	if (search === undefined) throw new Error('The node has no room list');
	const success = successBody(plan);
	const rooms = recordsIn(success?.rooms ?? []);
	const isGood = success !== undefined && rooms !== undefined;
	const mayFail = !isGood || meaningOf(plan) === 'undocumented';
	try {
		const { results } = await failOnHang(search.call(simulation.engine.listSearchContext()), TIMEOUT_MS);
		if (!isGood) throw new Error(`A faulty reply was accepted as a list of ${results.length} rooms`);
		const count = Math.min(100, rooms.filter(hasId).length);
		if (results.length !== count) throw new Error(`${results.length} rooms are listed instead of ${count}`);
		const isWrong = results.some(({ name, value }) => typeof name !== 'string' || name === '' || typeof value !== 'string' || value === '');
		if (isWrong) throw new Error('A room is listed without a name or a value');
		return 'items';
	} catch (error) {
		if (!(error instanceof NodeApiError)) throw error;
		checkSentence(error.message, error.description, receivedBody(plan), SECRETS);
		if (!mayFail) throw new Error(`A valid list of rooms caused an error: ${error.message}`, { cause: error });
		return 'error';
	} finally {
		simulation.checkLogins();
		if (simulation.foreign.requests.length > 0) throw new Error('The redirect was followed');
	}
}

async function runCredentialTest({ plan }: AttackedReply, simulation: Simulation): Promise<'items' | 'error'> {
	simulation.startCase(plan);
	const { status, message } = await failOnHang(testCredential(simulation.engine), TIMEOUT_MS);
	simulation.checkLogins();
	if (simulation.foreign.requests.length > 0) throw new Error('The redirect was followed');
	const body = receivedBody(plan);
	if (status === 'Error') {
		checkSentence(message, undefined, body, SECRETS);
		if (meaningOf(plan) === 'success') throw new Error(`A valid reply caused an error: ${message}`);
		return 'error';
	}
	// Evidence that this is the API: a result, or an error code of one of its envelopes.
	if (!isObject(body) || (body.result === undefined && body.error_code === undefined)) throw new Error('Something that is not the API passed the credential test');
	return 'items';
}

const replies = (name: string, cases: Target<AttackedReply>['cases'], run: Target<AttackedReply>['run']): Target =>
	anyTarget<AttackedReply>({ name: `replies ${name}`, weight: 2, cases, kindOf: ({ attack }) => attack, run });

export const listTargets: Target[] = [
	replies('room list', attackedReply(roomsBody, Date.now, noHanging), runRoomList),
	replies('credential test', attackedReply(doneBody, Date.now, noHanging), runCredentialTest),
];
