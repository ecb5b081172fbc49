import type { Checks } from './checks.mts';
import type { RunningHost } from './host.mts';
import { askSandbox, needSandbox } from './host-sandbox.mts';
import { runWorkflow } from './n8n-executions.mts';
import type { CredentialVerdict, WorkflowDraft } from './n8n-rest.mts';
import { PACKAGE_NAME } from './paths.mts';
import { freePort } from './ports.mts';
import { credentialDraft, withCredential } from './provision.mts';
import type { EnableXCredential } from './provision.mts';
import { roomLifeWorkflow, START_NODE } from './smoke-workflow.mts';
import { findEnd, findStart } from './workflow-graph.mts';

const EXPECTED_TYPES = ['enableXVideo', 'enableXVideoTool', 'enableXVideoTrigger'].map((name) => `${PACKAGE_NAME}.${name}`);

/** n8n has found the unpacked package: its node, the tool that n8n makes of it, and the trigger, of which it makes none. */
export async function checkNodeTypes(checks: Checks, { rest }: RunningHost): Promise<void> {
	await checks.section('The package in n8n', async () => {
		const types = await rest.nodeTypes();
		for (const type of EXPECTED_TYPES) checks.that(`${type} is loaded`, types.includes(type));
		const others = types.filter((type) => type.startsWith(`${PACKAGE_NAME}.`) && !EXPECTED_TYPES.includes(type));
		checks.that('nothing else of the package is', others.length === 0, others.join(', '));
	});
}

/** The credential's test says OK, and tells three different mistakes apart in words. */
export async function checkCredential(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('The credential test', async () => {
		const good = await testCredential(host, {});
		checks.that('the right credential is accepted', good.status === 'OK', good.message);

		const sentences = [
			await checkRefusal(checks, 'a wrong key is refused', await testCredential(host, { appKey: 'wrong' })),
			await checkRefusal(checks, 'an HTML page instead of the API is refused', await testHtml(host)),
			await checkRefusal(checks, 'a host that does not answer is refused', await testUnreachable(host)),
		];
		checks.that('the three refusals read differently', new Set(sentences).size === sentences.length);
		const { appKey } = host.account;
		checks.that('none of them contains the key', !sentences.some((sentence) => sentence.includes(appKey)));
	});
}

/** One room from its creation to its end, by the nodes and then in the sandbox's own eyes. */
export async function checkRoomLife(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('A workflow with a scheduled room', async () => {
		const name = `Smoke ${Date.now()}`;
		const { id } = await host.rest.createWorkflow(withCredential(roomLifeWorkflow(name), host.credential));
		const run = await runWorkflow(host.rest, id, START_NODE);
		checks.that('the workflow ends well', run.status === 'success', run.error ?? run.status);

		const [room] = run.items('Create Room').map(({ json }) => json);
		const [token] = run.items('Create Token').map(({ json }) => json);
		const found = run.items('Find Room').map(({ json }) => json);
		const [deleted] = run.items('Delete Room').map(({ json }) => json);
		checks.that('Create Room gives the scheduled room', room?.name === name && room.type === 'scheduled', String(room?.room_id));
		checks.that('Create Token gives a token for it', isText(token?.token) && token.room_id === room?.room_id);
		checks.that('Get Many finds exactly this room', found.length === 1 && found[0].room_id === room?.room_id);
		checks.that('Delete Room says that it is gone', deleted?.deleted === true && deleted.room_id === room?.room_id);
		checks.that('the sandbox does not know it any more', (await statusOfRoom(host, String(room?.room_id))) !== 0);
	});
}

/** The workflows that `npm start` imports run as they are. */
export async function checkExamples(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('The example workflows', async () => {
		for (const { id, name } of host.workflows) {
			const workflow = await host.rest.data<WorkflowDraft>('GET', `/rest/workflows/${id}`);
			const run = await runWorkflow(host.rest, id, findStart(workflow));
			checks.that(`"${name}" ends well`, run.status === 'success', run.error ?? run.status);
			const last = run.items(findEnd(workflow)).map(({ json }) => json);
			checks.that('… and gives something at its end', last.length > 0 && Object.keys(last[0]).length > 0, Object.keys(last[0] ?? {}).join(', '));
		}
	});
}

async function checkRefusal(checks: Checks, sentence: string, verdict: CredentialVerdict): Promise<string> {
	checks.that(sentence, verdict.status === 'Error', verdict.message);
	checks.that('… in a sentence', verdict.message.trim().split(/\s+/).length >= 5);
	return verdict.message;
}

async function testCredential({ rest, credential, account }: RunningHost, change: Partial<EnableXCredential>): Promise<CredentialVerdict> {
	return await rest.testCredential(credential.id, credentialDraft(credential.name, { ...account, ...change }));
}

async function testHtml(host: RunningHost): Promise<CredentialVerdict> {
	const { faults } = needSandbox(host).control;
	await faults.add({ kind: 'html' });
	try {
		return await testCredential(host, {});
	} finally {
		await faults.clear();
	}
}

async function testUnreachable(host: RunningHost): Promise<CredentialVerdict> {
	return await testCredential(host, { baseUrl: `http://127.0.0.1:${await freePort()}/video/v2` });
}

/** `result` of GET /rooms/{id}; 0 means that the room is there (api.md 2). */
async function statusOfRoom(host: RunningHost, roomId: string): Promise<unknown> {
	return (await askSandbox<{ result?: unknown }>(needSandbox(host), `/rooms/${roomId}`)).result;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
