import type { Checks } from '../../lib/checks.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { askSandbox, requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { runWorkflow } from '../../lib/n8n/executions.mts';
import type { CredentialTestResult, WorkflowDraft } from '../../lib/n8n/rest.mts';
import { PACKAGE_NAME } from '../../lib/n8n/paths.mts';
import { freePort } from '../../lib/ports.mts';
import { credentialDraft, withCredential } from '../../lib/n8n/provision.mts';
import type { EnableXCredential } from '../../lib/n8n/provision.mts';
import { START_NODE } from '../../lib/n8n/workflow-nodes.mts';
import { startsWithWebhook } from '../../lib/n8n/webhook-workflow.mts';
import { roomLifeWorkflow } from './workflow.mts';
import { findEnd, findStart } from '../../lib/n8n/workflow-graph.mts';

const START_STORY = 'When clicking Execute workflow';
const EXPECTED_TYPES = ['enableXVideo', 'enableXVideoTool', 'enableXVideoTrigger', 'enableXVideoWebhookTrigger'].map((name) => `${PACKAGE_NAME}.${name}`);

/** n8n has found the unpacked package: the node, the tool n8n derives from it, and the trigger, which has no tool. */
export async function checkNodeTypes(checks: Checks, { rest }: RunningHost): Promise<void> {
	await checks.section('The package in n8n', async () => {
		const types = await rest.nodeTypes();
		for (const type of EXPECTED_TYPES) checks.that(`${type} is loaded`, types.includes(type));
		const others = types.filter((type) => type.startsWith(`${PACKAGE_NAME}.`) && !EXPECTED_TYPES.includes(type));
		checks.that('nothing else of the package is loaded', others.length === 0, others.join(', '));
	});
}

/** The credential test accepts the right credential, and describes three different mistakes in different words. */
export async function checkCredential(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('The credential test', async () => {
		const good = await testCredential(host, {});
		checks.that('the right credential is accepted', good.status === 'OK', good.message);

		const sentences = [
			await checkRefusal(checks, 'a wrong key is refused', await testCredential(host, { appKey: 'wrong' })),
			await checkRefusal(checks, 'an HTML page instead of the API is refused', await testHtml(host)),
			await checkRefusal(checks, 'a host that does not answer is refused', await testUnreachable(host)),
		];
		checks.that('the three messages differ', new Set(sentences).size === sentences.length);
		const { appKey } = host.account;
		checks.that('none of them contains the key', !sentences.some((sentence) => sentence.includes(appKey)));
	});
}

/** One room from creation to deletion, as the nodes and then the sandbox itself report it. */
export async function checkRoomLife(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('A workflow with a scheduled room', async () => {
		const name = `Smoke ${Date.now()}`;
		const { id } = await host.rest.createWorkflow(withCredential(roomLifeWorkflow(name), host.credential));
		const run = await runWorkflow(host.rest, id, START_NODE);
		checks.that('the workflow succeeds', run.status === 'success', run.error ?? run.status);

		const [room] = run.items('Create Room').map(({ json }) => json);
		const [token] = run.items('Create Token').map(({ json }) => json);
		const found = run.items('Find Room').map(({ json }) => json);
		const [deleted] = run.items('Delete Room').map(({ json }) => json);
		checks.that('Create Room returns the scheduled room', room?.name === name && room.type === 'scheduled', String(room?.room_id));
		checks.that('Create Token returns a token for it', isText(token?.token) && token.room_id === room?.room_id);
		checks.that('Get Many finds exactly this room', found.length === 1 && found[0].room_id === room?.room_id);
		checks.that('Delete Room reports that it was deleted', deleted?.deleted === true && deleted.room_id === room?.room_id);
		checks.that('the sandbox no longer has it', (await readResultCode(host, String(room?.room_id))) !== 0);
	});
}

/** The workflows that `npm start` imports run unchanged. */
export async function checkExamples(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('The example workflows', async () => {
		for (const { id, name } of host.workflows) {
			const workflow = await host.rest.data<WorkflowDraft>('GET', `/rest/workflows/${id}`);
			// Its own check runs it: nothing but a request can.
			if (startsWithWebhook(workflow)) continue;
			const run = await runWorkflow(host.rest, id, findStart(workflow));
			checks.that(`"${name}" succeeds`, run.status === 'success', run.error ?? run.status);
			const last = run.items(findEnd(workflow)).map(({ json }) => json);
			checks.that('… and returns items at its end', last.length > 0 && Object.keys(last[0]).length > 0, Object.keys(last[0] ?? {}).join(', '));
		}
	});
}

/** The workflow that `npm start` names first: a room, a link per guest, a session in the sandbox, who attended, the recording. */
export async function checkStory(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('The whole story of a meeting', async () => {
		const [{ id, name }] = host.workflows;
		checks.that('npm start names it first', name === 'The whole story of a meeting', name);
		const run = await runWorkflow(host.rest, id, START_STORY);
		checks.that('it succeeds', run.status === 'success', run.error ?? run.status);
		const links = new Set(run.items('Link per Guest').map(({ json }) => json.join_url));
		checks.that('each of three guests has a link', links.size === 3 && [...links].every(isText), [...links].join(' '));
		const [session] = run.items('Who Attended').map(({ json }) => json);
		checks.that('the summary counts who rejoins once', session?.summary === 'Kick-off with Acme: 3 people, 25 minutes', String(session?.summary));
		const [video] = run.items('Download the Recording');
		checks.that('the recording is a file in n8n', video?.binary !== undefined && Number(video.json.file_size) > 0, JSON.stringify(video?.json));
		const again = await runWorkflow(host.rest, id, START_STORY);
		const roomOf = (story: typeof run) => story.items('Book a Room')[0]?.json.room_id;
		checks.that('run again, it has the same room', roomOf(run) !== undefined && roomOf(again) === roomOf(run), String(roomOf(again)));
	});
}

async function checkRefusal(checks: Checks, sentence: string, result: CredentialTestResult): Promise<string> {
	checks.that(sentence, result.status === 'Error', result.message);
	checks.that('… in a sentence', result.message.trim().split(/\s+/).length >= 5);
	return result.message;
}

async function testCredential({ rest, credential, account }: RunningHost, change: Partial<EnableXCredential>): Promise<CredentialTestResult> {
	return await rest.testCredential(credential.id, credentialDraft(credential.name, { ...account, ...change }));
}

async function testHtml(host: RunningHost): Promise<CredentialTestResult> {
	const { faults } = requireSandbox(host).control;
	await faults.add({ kind: 'html' });
	try {
		return await testCredential(host, {});
	} finally {
		await faults.clear();
	}
}

async function testUnreachable(host: RunningHost): Promise<CredentialTestResult> {
	return await testCredential(host, { baseUrl: `http://127.0.0.1:${await freePort()}/video/v2` });
}

/** The `result` of GET /rooms/{id}; 0 means that the room exists (enablex-api.md 2). */
async function readResultCode(host: RunningHost, roomId: string): Promise<unknown> {
	return (await askSandbox<{ result?: unknown }>(requireSandbox(host), `/rooms/${roomId}`)).result;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
