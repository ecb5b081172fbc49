/** The webhook trigger in a real n8n: its executions, its refusals, and how fast it is beside the polling trigger. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checks } from '../../lib/checks.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { unpublishWorkflow } from '../../lib/n8n/publication.mts';
import { newCdrWorkflow } from '../../lib/n8n/trigger-workflow.mts';
import { notificationWorkflow, productionUrl, SANDBOX_LOGIN } from '../../lib/n8n/webhook-workflow.mts';
import { post, type PostOptions } from '../../lib/notifications.mts';
import { readUntil } from '../../lib/read-until.mts';
import { publish, readArrivals } from './arrivals.mts';

const WEBHOOK_ID = 'compatibility-hook';
const EVENTS = ['roomdrop', 'recording', 'transcoded', 'file-transfer', 'other'];
const WITHIN_MS = 15_000;
/** Sessions for the latency, spread over somewhat more than a minute, which is the shortest interval of polls. */
const SESSIONS = 15;
const PAUSE_MS = 4_500;
const POLLED_WITHIN_MS = 100_000;

/** Every notification of a recorded session starts one execution, and what is no notification of ours starts none. */
export async function checkWebhook(checks: Checks, host: RunningHost): Promise<void> {
	await checks.section('The webhook trigger', async () => {
		const { control } = requireSandbox(host);
		const url = productionUrl(host.n8n.url, WEBHOOK_ID);
		const id = await publish(host, notificationWorkflow('Notifications', WEBHOOK_ID, { events: EVENTS }));
		await control.notifications.sendTo({ url, ...SANDBOX_LOGIN, transferAfterSeconds: 0 });
		const { roomIds: [roomId] } = await control.seedRooms({ count: 1 });
		const users = [{ name: 'Ann', seconds: 60 }, { name: 'Bob', seconds: 60 }];
		await control.notifications.clear();
		await control.runSession({ roomId, users, recording: true, transcodedAfterSeconds: 0, transcodedFiles: 2 });
		await control.notifications.post({ type: 'user-joined', room_id: roomId });
		const sent = await control.notifications.settle();
		const expected = sent.map(({ body }) => String(body.type)).sort();
		checks.that('n8n answers every notification with 200', sent.length === 6 && sent.every(({ status }) => status === 200), sent.map(({ status }) => status).join(', '));
		const arrived = await readUntil(async () => await readArrivals(host, id), ({ length }) => length >= sent.length, { timeoutMs: WITHIN_MS, intervalMs: 200 });
		const types = arrived.map(({ json }) => String(json.event)).sort();
		checks.that('each of them has one execution within seconds', JSON.stringify(types) === JSON.stringify(expected), types.join(', '));
		checks.that('… which all succeed', arrived.every(({ status }) => status === 'success'));

		await checkRefusals(checks, host, url, id, arrived.length);
		await checkLatency(checks, host, id, roomId);
	});
}

/** Requests that must start nothing, not even a failed execution. */
async function checkRefusals(checks: Checks, host: RunningHost, url: string, id: string, before: number): Promise<void> {
	const body = { type: 'roomdrop', conf_num: 'c1' };
	const login = (password: string) => ({ authorization: `Basic ${Buffer.from(`${SANDBOX_LOGIN.username}:${password}`).toString('base64')}` });
	const right = login(SANDBOX_LOGIN.password);
	const attempts: Array<[what: string, expected: number, send: [body: unknown, options?: PostOptions]]> = [
		['without a login', 401, [body]],
		['with a wrong login', 401, [body, login('wrong')]],
		['with a wrong login and a broken body', 401, ['{', login('wrong')]],
		['with a broken body', 400, ['{', right]],
		['with a form', 400, ['type=roomdrop', { ...right, contentType: 'application/x-www-form-urlencoded' }]],
		['with a multipart form', 400, ['--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n', { ...right, contentType: 'multipart/form-data; boundary=x' }]],
		['with broken XML', 400, ['<a', { ...right, contentType: 'application/xml' }]],
		['with ten megabytes', 400, [JSON.stringify({ ...body, padding: 'x'.repeat(10_000_000) }), right]],
		['nested a thousand deep', 400, [`{"type":"roomdrop","a":${'['.repeat(1000)}${']'.repeat(1000)}}`, right]],
		['with a body that is not the gzip it claims', 400, [body, { ...right, headers: { 'content-encoding': 'gzip' } }]],
		['of another project', 200, [{ ...body, app_id: 'other' }, right]],
	];
	for (const [what, expected, [sent, options]] of attempts) {
		const { status } = await post(url, sent, options);
		checks.that(`a request ${what} is answered ${expected}`, status === expected, String(status));
	}
	await sleep(1_000);
	const { results } = await host.rest.data<{ results: unknown[] }>('GET', `/rest/executions?${new URLSearchParams({ limit: '100', filter: JSON.stringify({ workflowId: id }) })}`);
	checks.that('… and none of them has started an execution', results.length === before, `${results.length} executions`);
	const text = await post(url, JSON.stringify(body), { ...right, contentType: 'text/plain' });
	checks.that('a notification that is sent as text starts one', text.status === 200);
}

/** How long it takes from the end of a session to its execution, with this trigger and with the polling one. */
async function checkLatency(checks: Checks, host: RunningHost, id: string, roomId: string): Promise<void> {
	const { control } = requireSandbox(host);
	const polled = await publish(host, newCdrWorkflow('Latency of polls'));
	const ends = new Map<string, number>();
	await control.notifications.clear();
	for (let count = 0; count < SESSIONS; count++) {
		const { confNum } = await control.runSession({ roomId, users: [{ name: 'Ann' }], keepRunning: true });
		ends.set(confNum, Date.now());
		await control.endSession({ confNum });
		await sleep(PAUSE_MS);
	}
	const latencies = async (workflowId: string) =>
		(await readArrivals(host, workflowId)).flatMap(({ json, at }) => (ends.has(String(json.conf_num)) ? [at - (ends.get(String(json.conf_num)) ?? NaN)] : []));
	const sent = await control.notifications.settle();
	const answered = sent.filter(({ body, status }) => body.type === 'roomdrop' && status === 200).length;
	const ofWebhook = await readUntil(async () => await latencies(id), ({ length }) => length >= answered, { timeoutMs: WITHIN_MS, intervalMs: 500 });
	const ofPolls = await readUntil(async () => await latencies(polled), ({ length }) => length >= SESSIONS, { timeoutMs: POLLED_WITHIN_MS, intervalMs: 1_000 });
	checks.that(`${SESSIONS} sessions in a row start ${SESSIONS} executions of the polling trigger`, ofPolls.length === SESSIONS, String(ofPolls.length));
	// On a busy machine, n8n may answer too late for the sender, which gives up after 5 seconds (enablex-api.md 13).
	checks.that('… and one of the webhook trigger for each notification that n8n answered', answered > SESSIONS / 2 && ofWebhook.length >= answered && ofWebhook.length <= SESSIONS, `${ofWebhook.length} of ${answered}`);
	if (answered < SESSIONS) checks.note(`${SESSIONS - answered} notifications were not answered in time`);
	// `waitForPoll` takes any poll, and a later section waits for those of its own workflow.
	await unpublishWorkflow(host.rest, polled);
	checks.note(`from the end of a session to its execution: webhook ${describe(ofWebhook)}; polls ${describe(ofPolls)}`);
}

/** Median and worst, in seconds. */
function describe(milliseconds: readonly number[]): string {
	const sorted = [...milliseconds].sort((one, other) => one - other);
	const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`;
	return `median ${seconds(sorted[Math.floor(sorted.length / 2)])}, worst ${seconds(sorted.at(-1) ?? NaN)}`;
}
