import { setTimeout as sleep } from 'node:timers/promises';
import { listRuns } from '../../lib/n8n/executions.mts';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { publishWorkflow, unpublishWorkflow } from '../../lib/n8n/publication.mts';
import type { N8nRest, StoredWorkflow } from '../../lib/n8n/rest.mts';
import { productionUrl, SANDBOX_LOGIN } from '../../lib/n8n/webhook-workflow.mts';
import { readUntil } from '../../lib/read-until.mts';
import type { SessionResult } from '../../sandbox/index.mts';
import { hubspot, HUBSPOT, notesIn } from '../services/hubspot.mts';
import { checkRunSucceeded, importExample, readExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { MET_DEALS, runEndedSession, secondsFromNow } from './met-deals.mts';
import { addProject } from './project.mts';

const NAME = '10-at-once-and-nothing-lost';

/** The published flow, the session that EnableX posted to it, and the one that it missed. */
export interface AtOnce {
	readonly workflow: StoredWorkflow;
	/** Where EnableX posts to. */
	readonly url: string;
	readonly posted: SessionResult;
	readonly missed: SessionResult;
	/** What n8n answered to the two posts. */
	readonly answers: ReadonlyArray<number | null>;
	/** When the catch-up has found both rooms empty. */
	readonly foundEmptyAt: number;
}

/** The second poll after this time delivers the sessions. */
const A_MINUTE_MS = 60_000;

/**
 * Publishes 10, and runs a session of which EnableX tells it, and one while it cannot be reached. A published trigger
 * polls at once, which stands for the first of its two polls at night.
 */
export async function startAtOnce(fixture: FlowFixture): Promise<AtOnce> {
	fixture.proxy.reply(HUBSPOT, hubspot(MET_DEALS, []));
	const { appId, createRoom, fixture: own } = await addProject(fixture, '1'.repeat(24));
	const { rest, n8n } = own.host;
	const { notifications } = requireSandbox(own.host).control;
	const webhook = (await readExample(NAME)).nodes.find(({ name }) => name === 'When a session ends');
	const workflow = await importExample(own, NAME);
	const url = productionUrl(n8n.url, String(webhook?.webhookId));
	await publishWorkflow(rest, workflow.id);
	await notifications.sendTo({ appId, url, ...SANDBOX_LOGIN });
	const run = async (name: string, ownerRef: string, visibleAfterSeconds: number) => await runEndedSession(own, {
		roomId: await createRoom(name, ownerRef),
		// EnableX lists the second person later than the first one.
		users: [{ name: 'Ann', role: 'moderator' }, { name: 'Bob', joinAfterSeconds: 300, seconds: 900, visibleAfterSeconds }],
	});
	const posted = await run('Posted', 'deal-203', secondsFromNow(15));
	await run('Stand-up', 'team-1', 0);
	await notifications.settle();
	await unpublish(rest, workflow, url);
	const missed = await run('Missed', 'deal-204', 0);
	const sent = await notifications.settle();
	await publishWorkflow(rest, workflow.id);
	const answers = [posted, missed].map(({ confNum }) => sent.find(({ body }) => body.conf_num === confNum)?.status ?? null);
	return { workflow, url, posted, missed, answers, foundEmptyAt: Date.now() };
}

/** n8n may receive posts for a moment after it has unpublished a workflow. A request without a login starts nothing. */
async function unpublish(rest: N8nRest, { id }: StoredWorkflow, url: string): Promise<void> {
	await unpublishWorkflow(rest, id);
	const readStatus = async () => (await fetch(url, { method: 'POST' })).status;
	const status = await readUntil(readStatus, (current) => current === 404, { timeoutMs: 30_000, intervalMs: 250 });
	if (status !== 404) throw new Error(`n8n still answers with HTTP ${status} for the unpublished workflow.`);
}

/** 10: the post adds a note about the whole session, and the catch-up only the note that is missing. */
export async function checkAtOnce(fixture: FlowFixture, { workflow, url, posted, missed, answers, foundEmptyAt }: AtOnce): Promise<void> {
	const { checks, host: { rest }, proxy } = fixture;
	const noted = (session: SessionResult) => notesIn(proxy.received(HUBSPOT)).filter(({ html }) => html.includes(session.confNum));
	await checks.section(`${NAME}: EnableX Video Webhook Trigger, Wait, Session, EnableX Video Trigger, HubSpot, Remove Duplicates, HTTP Request`, async () => {
		const finishedRuns = async (count: number) => await readUntil(async () => await listRuns(rest, workflow.id), (runs) => runs.length >= count, { timeoutMs: 2 * A_MINUTE_MS, intervalMs: 500 });
		checks.that('n8n receives the first post, and not the second one', answers.join() === '200,404', answers.join());
		for (const run of await finishedRuns(2)) checkRunSucceeded(fixture, run);
		const [note] = noted(posted);
		checks.that('the session of the post has a note on its deal', note?.dealId === 203 && noted(posted).length === 1, `${noted(posted).length}`);
		checks.that('… with the person whom EnableX listed later', note?.html.startsWith('Posted: 2 people, 20 minutes<br>Ann: 20 min<br>Bob: 15 min<br>') === true, note?.html.replaceAll('<br>', ' / '));
		checks.that('the session that was missed has none yet', noted(missed).length === 0);

		await sleep(Math.max(0, foundEmptyAt + A_MINUTE_MS - Date.now()));
		await unpublish(rest, workflow, url);
		await publishWorkflow(rest, workflow.id);
		const [, , catchUp] = await finishedRuns(3);
		checkRunSucceeded(fixture, catchUp);
		checks.that('the catch-up finds all sessions', catchUp.items('Catch up at night').length === 3, `${catchUp.items('Catch up at night').length}`);
		checks.that('… adds the note that was missing', noted(missed).length === 1 && noted(missed)[0]?.dealId === 204);
		checks.that('… and no second one', noted(posted).length === 1, `${noted(posted).length}`);
	});
}
