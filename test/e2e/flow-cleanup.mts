import { askSandbox, needSandbox } from '../host/host-sandbox.mts';
import { runWorkflow } from '../host/n8n-executions.mts';
import type { FinishedRun } from '../host/n8n-executions.mts';
import type { WorkflowDraft } from '../host/n8n-rest.mts';
import { checkSuccess, connect, importExample, readExample } from './flow-scene.mts';
import type { Scene } from './flow-scene.mts';

const START = 'When clicking Execute workflow';
const OWNER = 'deal-4711';

interface Room {
	readonly room_id: string;
	readonly owner_ref: string;
}

/** 06: the rooms of the owner go, one with a running session stays with its reason, those of others are not touched. */
export async function checkCleanUp(scene: Scene): Promise<void> {
	const { checks, host } = scene;
	await checks.section('06-clean-up-rooms: Edit Fields, Get Many, Delete', async () => {
		const [first, second, busy] = await createRooms(scene, 3);
		await needSandbox(host).control.runSession({ roomId: busy, users: [{ name: 'Ann' }], keepRunning: true });
		const before = await listRooms(scene);

		const withoutOwner = await host.rest.createWorkflow(connect(emptyOwner(await readExample('06-clean-up-rooms')), scene.credentials));
		const refused = await runWorkflow(host.rest, withoutOwner.id, START);
		checks.that('without an owner it is refused, and deletes nothing', refused.status === 'error' && (await listRooms(scene)).length === before.length, refused.error);

		const { id } = await importExample(scene, '06-clean-up-rooms');
		const run = await runWorkflow(host.rest, id, START);
		checkSuccess(scene, run);
		const left = await listRooms(scene);
		const gone = before.filter(({ room_id }) => !left.some((room) => room.room_id === room_id)).map(({ room_id }) => room_id);
		checks.that('the free rooms of the owner are gone, and no other room is', gone.sort().join() === [first, second].sort().join(), `${before.length} rooms before, ${left.length} after`);
		const [kept, ...more] = itemsOf(run, 'Still there');
		checks.that('the room with a running session is named', kept?.room_id === busy && more.length === 0);
		checks.that('… with the reason', typeof kept?.reason === 'string' && /running session/.test(kept.reason), String(kept?.reason));
	});
}

async function createRooms({ host }: Scene, count: number): Promise<string[]> {
	const { baseUrl, appId, appKey } = needSandbox(host);
	const headers = { authorization: `Basic ${Buffer.from(`${appId}:${appKey}`).toString('base64')}`, 'content-type': 'application/json' };
	const create = async (index: number) => {
		const body = JSON.stringify({ name: `Deal room ${index + 1}`, owner_ref: OWNER, settings: { participants: '5' } });
		const response = await fetch(`${baseUrl}/rooms`, { method: 'POST', headers, body });
		return ((await response.json()) as { room: Room }).room.room_id;
	};
	return await Promise.all(Array.from({ length: count }, async (_, index) => await create(index)));
}

async function listRooms({ host }: Scene): Promise<Room[]> {
	return (await askSandbox<{ rooms: Room[] }>(needSandbox(host), '/rooms')).rooms;
}

/** The example as somebody leaves it who forgot to write the owner. */
function emptyOwner(draft: WorkflowDraft): WorkflowDraft {
	return JSON.parse(JSON.stringify({ ...draft, name: `${draft.name}, without an owner` }).replace(`"value":"${OWNER}"`, '"value":""')) as WorkflowDraft;
}

function itemsOf(run: FinishedRun, node: string): Array<Readonly<Record<string, unknown>>> {
	return run.items(node).map(({ json }) => json);
}
