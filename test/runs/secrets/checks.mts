import { SANDBOX_SIP_PASSWORD } from '../../sandbox/routes/dialin.mts';
import { secretsInText, secretsInValue } from '../../lib/secrets/canaries.mts';
import type { Secrets } from '../../lib/secrets/canaries.mts';
import { ECHOES } from '../../lib/secrets/echoes.mts';
import { APP, LOGIN_OF_API, LOGIN_OF_FILES, LOGIN_OF_WEBHOOK, OF_API, OF_FILES, OF_WEBHOOK } from '../../lib/secrets/logins.mts';
import { API_OPERATION_IDS, OPERATION_IDS, parametersOf } from '../../lib/operations/index.mts';
import type { Checks } from '../../lib/checks.mts';
import { readUntil } from '../../lib/read-until.mts';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { listRuns, runWorkflow } from '../../lib/n8n/executions.mts';
import { publishWorkflow } from '../../lib/n8n/publication.mts';
import type { WorkflowDraft } from '../../lib/n8n/rest.mts';
import { waitForRefusedPoll } from '../../lib/n8n/polls.mts';
import { withCredential } from '../../lib/n8n/provision.mts';
import type { SecretsFixture } from './fixture.mts';
import { searchFolder } from './search.mts';
import { everyOperation, oneOperation, TOKEN_NODE } from './workflows.mts';
import { START_NODE } from '../../lib/n8n/workflow-nodes.mts';
import { notificationWorkflow, productionUrl } from '../../lib/n8n/webhook-workflow.mts';
import { NOTIFICATIONS, post } from '../../lib/notifications.mts';
import { newCdrWorkflow } from '../../lib/n8n/trigger-workflow.mts';

/** What must not appear anywhere in n8n. */
export const SECRETS: Secrets = { ...OF_API, ...OF_FILES, ...OF_WEBHOOK, 'SIP password': SANDBOX_SIP_PASSWORD };
/** Echoes that a download accepts as a file. The content of files is up to their host, so these are not fetched. */
const FILES = ['the older envelope with HTTP 200', 'a list of the headers, with HTTP 200', 'a success without its required parts', 'truncated JSON'];

const listFound = (texts: readonly string[]) => [...new Set(texts.flatMap((text) => secretsInText(text, SECRETS)))].join(', ');

/** Runs a workflow, and returns everything n8n says about the execution. */
async function runAndRead({ host }: SecretsFixture, draft: WorkflowDraft) {
	const { id } = await host.rest.createWorkflow(draft);
	const run = await runWorkflow(host.rest, id, START_NODE);
	const answer = await (await host.rest.send('GET', `/rest/executions/${run.id}`)).text();
	return { run, answer };
}

/** Every operation succeeds: what n8n stores has no secret, and the join token only where it was requested. */
export async function checkSuccesses(checks: Checks, fixture: SecretsFixture): Promise<string> {
	const { good, files } = fixture;
	const { run, answer } = await runAndRead(fixture, everyOperation('Canary: all works', good, fixture, `${files.origin}/a.mp4`, false));
	checks.that(`a workflow of all ${OPERATION_IDS.length} operations succeeds`, run.status === 'success', run.error ?? run.status);
	checks.that('its execution contains no secret', listFound([answer]) === '', listFound([answer]));
	const token = String(run.items(TOKEN_NODE)[0]?.json.token);
	checks.that('but the requested token, once', token.length > 20 && answer.split(token).length === 2);
	return token;
}

/** Hosts fail in every way and echo the login: no secret is in what n8n says and stores. */
export async function checkFailures(checks: Checks, fixture: SecretsFixture): Promise<void> {
	const { host: { rest }, echoed, echoedDraft, echo, files } = fixture;
	for (const name of Object.keys(ECHOES)) {
		fixture.setFailure(name);
		const isFile = FILES.includes(name);
		const fileUrl = `${isFile ? files.origin : echo.origin}/a.mp4`;
		const everything = await runAndRead(fixture, everyOperation(`Canary: ${name}`, echoed, fixture, fileUrl, true));
		const ended = [await runAndRead(fixture, oneOperation(`Canary: ${name}, ended`, echoed, 'room.getAll'))];
		if (!isFile) ended.push(await runAndRead(fixture, oneOperation(`Canary: ${name}, no file`, echoed, 'archive.download', { fileUrl })));
		const result = await rest.testCredential(echoed.id, echoedDraft);
		const listed = await rest.send('POST', '/rest/dynamic-node-parameters/resource-locator-results', listSearch(echoed)).then(async (response) => await response.text(), String);
		const texts = [everything.answer, ...ended.map(({ answer }) => answer), JSON.stringify(result), listed];
		const all = API_OPERATION_IDS.every((node) => everything.run.items(node).length > 0);
		const areErrors = all && ended.every(({ run }) => run.status === 'error') && result.message !== '';
		checks.that(`${name}: the executions fail and contain no secret`, areErrors && listFound(texts) === '', listFound(texts) || ended.map(({ run }) => run.error).join(' | '));
	}
}

const listSearch = (credential: SecretsFixture['echoed']) => ({
	path: 'parameters.roomId',
	methodName: 'searchRooms',
	nodeTypeAndVersion: { name: 'n8n-nodes-enablex.enableXVideo', version: 1 },
	currentNodeParameters: parametersOf('room.get'),
	credentials: { enableXApi: { id: credential.id, name: credential.name } },
});

/** A poll of the published trigger fails as a production execution. */
export async function checkTrigger(checks: Checks, fixture: SecretsFixture): Promise<void> {
	const { host, good } = fixture;
	const { control } = requireSandbox(host);
	const { id } = await host.rest.createWorkflow(withCredential(newCdrWorkflow('Canary: trigger'), good));
	await publishWorkflow(host.rest, id);
	const since = Date.now();
	await control.faults.add({ kind: 'status', status: 503, error: `You sent Basic ${LOGIN_OF_API}, that is ${APP.appKey}` });
	await waitForRefusedPoll(control, since);
	const readRuns = async () => await listRuns(host.rest, id);
	const runs = await readUntil(readRuns, ({ length }) => length > 0, { timeoutMs: 15_000, intervalMs: 250 });
	await control.faults.clear();
	const answers = await Promise.all(runs.map(async ({ id: run }) => await (await host.rest.send('GET', `/rest/executions/${run}`)).text()));
	checks.that('a poll fails, and its execution contains no secret', runs.some(({ status }) => status === 'error') && listFound(answers) === '', listFound(answers) || runs.map(({ error }) => error).join(' | '));
}

/** Notifications with the right login, a wrong one and broken bodies: what n8n answers and stores has no login. */
export async function checkNotifications(checks: Checks, { host, good }: SecretsFixture): Promise<void> {
	const webhookId = 'canary-hook';
	const { id } = await host.rest.createWorkflow(withCredential(notificationWorkflow('Canary: notifications', webhookId, { simplify: false }), good));
	await publishWorkflow(host.rest, id);
	const url = productionUrl(host.n8n.url, webhookId);
	const right = { authorization: `Basic ${LOGIN_OF_WEBHOOK}` };
	const almost = { authorization: `Basic ${LOGIN_OF_WEBHOOK.slice(0, -4)}` };
	const body = { ...NOTIFICATIONS.roomdrop, app_id: APP.appId };
	const replies = [await post(url, body, right)];
	for (const login of [right, almost, {}]) replies.push(await post(url, '{ broken', login), await post(url, [], login), await post(url, body, almost));
	const runs = await readUntil(async () => await listRuns(host.rest, id), ({ length }) => length > 0, { timeoutMs: 15_000, intervalMs: 250 });
	const texts = await Promise.all(runs.map(async ({ id: run }) => await (await host.rest.send('GET', `/rest/executions/${run}`)).text()));
	const statuses = replies.map(({ status }) => status);
	checks.that('a notification starts one execution, and nine bad requests start none', runs.length === 1 && statuses.filter((status) => status === 200).length === 1, statuses.join(', '));
	const found = listFound([...texts, ...replies.map(({ text }) => text)]);
	checks.that('the execution and the answers contain no login', found === '', found);
}

/** What n8n tells its editor about credentials, workflows and executions, and where the logins went. */
export async function checkAnswers(checks: Checks, { host, good, files, echo }: SecretsFixture): Promise<void> {
	const paths = [`/rest/credentials/${good.id}?includeData=true`, '/rest/credentials', '/rest/workflows', '/rest/executions?limit=100'];
	const texts = await Promise.all(paths.map(async (one) => await (await host.rest.send('GET', one)).text()));
	checks.that('the editor gets no secret of a credential', listFound(texts) === '', listFound(texts));
	const requests = await requireSandbox(host).control.requests();
	checks.that('the API got App ID and App Key, and no part of the recordings login', requests.length > 10 && secretsInValue(requests, OF_FILES).length === 0, `${requests.length} requests`);
	const ofFiles = [...files.seen, ...echo.seen.filter(({ url }) => !url.startsWith('/video/v2'))];
	checks.that('the recording host got its login, and no part of the App Key', ofFiles.some(({ headers }) => headers.authorization === `Basic ${LOGIN_OF_FILES}`) && secretsInValue(ofFiles, OF_API).length === 0, `${ofFiles.length} requests`);
}

/** Everything n8n has written: database, journal, log at debug level, settings, binary data. */
export async function checkFiles(checks: Checks, folder: string, token: string, when: string): Promise<void> {
	const files = await searchFolder(folder, SECRETS);
	const leaking = files.filter(({ secrets }) => secrets.length > 0).map(({ file, secrets }) => `${file}: ${secrets.join(', ')}`);
	const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
	checks.that(`${when}, no file of n8n contains a secret`, leaking.length === 0, leaking.join('; ') || `${files.length} files, ${Math.round(bytes / 1024)} KB`);
	const marks = await searchFolder(folder, { mark: 'Canary: all works', token });
	const holding = (mark: string, pattern: RegExp) => marks.some(({ file, secrets }) => pattern.test(file) && secrets.includes(mark));
	checks.that('… and the search would have found them: the database contains the name of a workflow', holding('mark', /database\.sqlite/));
	checks.that('… and the join token, which the log does not', holding('token', /database\.sqlite/) && !holding('token', /\.log$/));
}
