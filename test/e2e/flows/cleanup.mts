import { askSandbox, requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { runWorkflow } from '../../lib/n8n/executions.mts';
import type { FinishedRun } from '../../lib/n8n/executions.mts';
import type { WorkflowDraft } from '../../lib/n8n/rest.mts';
import { checkRunSucceeded, connect, importExample, readExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';

const START = 'When clicking Execute workflow';
const OWNER = 'deal-4711';

interface Room {
	readonly room_id: string;
	readonly owner_ref: string;
}

/** 06: the owner's rooms are deleted, one with a running session is reported with the reason, and other rooms are untouched. */
export async function checkCleanUp(fixture: FlowFixture): Promise<void> {
	const { checks, host } = fixture;
	await checks.section('06-clean-up-rooms: Edit Fields, Get Many, Delete', async () => {
		const [first, second, busy] = await createRooms(fixture, 3);
		await requireSandbox(host).control.runSession({ roomId: busy, users: [{ name: 'Ann' }], keepRunning: true });
		const before = await listRooms(fixture);

		const withoutOwner = await host.rest.createWorkflow(connect(emptyOwner(await readExample('06-clean-up-rooms')), fixture.credentials));
		const refused = await runWorkflow(host.rest, withoutOwner.id, START);
		checks.that('without an owner, the workflow fails and deletes nothing', refused.status === 'error' && (await listRooms(fixture)).length === before.length, refused.error);

		const { id } = await importExample(fixture, '06-clean-up-rooms');
		const run = await runWorkflow(host.rest, id, START);
		checkRunSucceeded(fixture, run);
		const left = await listRooms(fixture);
		const gone = before.filter(({ room_id }) => !left.some((room) => room.room_id === room_id)).map(({ room_id }) => room_id);
		checks.that("the owner's idle rooms are deleted, and no other room is", gone.sort().join() === [first, second].sort().join(), `${before.length} rooms before, ${left.length} after`);
		const [kept, ...more] = itemsOf(run, 'Still there');
		checks.that('the room with a running session is reported', kept?.room_id === busy && more.length === 0);
		checks.that('… with the reason', typeof kept?.reason === 'string' && /running session/.test(kept.reason), String(kept?.reason));
	});
}

async function createRooms({ host }: FlowFixture, count: number): Promise<string[]> {
	const create = async (index: number) => {
		const body = { name: `Deal room ${index + 1}`, owner_ref: OWNER, settings: { participants: '5' } };
		return (await askSandbox<{ room: Room }>(requireSandbox(host), '/rooms', { method: 'POST', body })).room.room_id;
	};
	return await Promise.all(Array.from({ length: count }, async (_, index) => await create(index)));
}

async function listRooms({ host }: FlowFixture): Promise<Room[]> {
	return (await askSandbox<{ rooms: Room[] }>(requireSandbox(host), '/rooms')).rooms;
}

/** The example with the owner left empty. */
function emptyOwner(draft: WorkflowDraft): WorkflowDraft {
	return JSON.parse(JSON.stringify({ ...draft, name: `${draft.name}, without an owner` }).replace(`"value":"${OWNER}"`, '"value":""')) as WorkflowDraft;
}

function itemsOf(run: FinishedRun, node: string): Array<Readonly<Record<string, unknown>>> {
	return run.items(node).map(({ json }) => json);
}
