import { SANDBOX_SIP_PASSWORD } from '../sandbox/routes/dialin.mts';
import { secretsInText, secretsInValue } from '../secrets/canaries.mts';
import type { Secrets } from '../secrets/canaries.mts';
import { ECHOES } from '../secrets/echoes.mts';
import { APP, LOGIN_OF_API, LOGIN_OF_FILES, OF_API, OF_FILES } from '../secrets/logins.mts';
import { LIST_ROOMS, operationsOn, titleOf } from '../secrets/operations.mts';
import type { Checks } from './checks.mts';
import { needSandbox } from './host-sandbox.mts';
import { listRuns, runWorkflow } from './n8n-executions.mts';
import { publishWorkflow } from './n8n-publication.mts';
import type { WorkflowDraft } from './n8n-rest.mts';
import { waitForRefusedPoll } from './polls.mts';
import { withCredential } from './provision.mts';
import type { SecretsScene } from './secrets-scene.mts';
import { searchFolder } from './secrets-search.mts';
import { everyOperation, oneOperation, TOKEN_NODE } from './secrets-workflows.mts';
import { START_NODE } from './smoke-workflow.mts';
import { newCdrWorkflow } from './trigger-workflow.mts';

/** What must be nowhere in n8n. */
export const SECRETS: Secrets = { ...OF_API, ...OF_FILES, 'SIP password': SANDBOX_SIP_PASSWORD };
/** Echoes that are a file to a download. What a host writes into its files is its own, so they are not fetched. */
const FILES = ['the older envelope with HTTP 200', 'a list of the headers, with HTTP 200', 'a success without what it must have', 'JSON that is cut off'];

const found = (texts: readonly string[], secrets = SECRETS) => [...new Set(texts.flatMap((text) => secretsInText(text, secrets)))].join(', ');

/** Runs a workflow, and gives all that n8n says about the execution. */
async function runAndRead({ host }: SecretsScene, draft: WorkflowDraft) {
	const { id } = await host.rest.createWorkflow(draft);
	const run = await runWorkflow(host.rest, id, START_NODE);
	const answer = await (await host.rest.send('GET', `/rest/executions/${run.id}`)).text();
	return { run, answer };
}

/** Every operation works: no secret is in what n8n keeps, and the join token only where it was asked for. */
export async function checkSuccesses(checks: Checks, scene: SecretsScene): Promise<string> {
	const { good, roomId, files } = scene;
	const { run, answer } = await runAndRead(scene, everyOperation('Canary: all works', good, roomId, `${files.origin}/a.mp4`, false));
	checks.that('a workflow of all 11 operations ends well', run.status === 'success', run.error ?? run.status);
	checks.that('its execution holds no secret', found([answer]) === '', found([answer]));
	const token = String(run.items(TOKEN_NODE)[0]?.json.token);
	checks.that('but the token that was asked for, once', token.length > 20 && answer.split(token).length === 2);
	return token;
}

/** Hosts fail in every way and repeat the login meanwhile: no secret is in what n8n says and keeps. */
export async function checkFailures(checks: Checks, scene: SecretsScene): Promise<void> {
	const { host: { rest }, echoed, echoedDraft, echo, files } = scene;
	for (const name of Object.keys(ECHOES)) {
		scene.failBy(name);
		const isFile = FILES.includes(name);
		const fileUrl = `${isFile ? files.origin : echo.origin}/a.mp4`;
		const everything = await runAndRead(scene, everyOperation(`Canary: ${name}`, echoed, scene.roomId, fileUrl, true));
		const ended = [await runAndRead(scene, oneOperation(`Canary: ${name}, ended`, echoed, LIST_ROOMS))];
		if (!isFile) ended.push(await runAndRead(scene, oneOperation(`Canary: ${name}, no file`, echoed, { resource: 'archive', operation: 'download', fileUrl })));
		const verdict = await rest.testCredential(echoed.id, echoedDraft);
		const listed = await rest.send('POST', '/rest/dynamic-node-parameters/resource-locator-results', listSearch(echoed)).then(async (response) => await response.text(), String);
		const texts = [everything.answer, ...ended.map(({ answer }) => answer), JSON.stringify(verdict), listed];
		const all = operationsOn().map(titleOf).every((node) => everything.run.items(node).length > 0);
		const areErrors = all && ended.every(({ run }) => run.status === 'error') && verdict.message !== '';
		checks.that(`${name}: the executions fail, and hold no secret`, areErrors && found(texts) === '', found(texts) || ended.map(({ run }) => run.error).join(' | '));
	}
}

const listSearch = (credential: SecretsScene['echoed']) => ({
	path: 'parameters.roomId',
	methodName: 'getRooms',
	nodeTypeAndVersion: { name: 'n8n-nodes-enablex.enableXVideo', version: 1 },
	currentNodeParameters: { resource: 'room', operation: 'get' },
	credentials: { enableXApi: { id: credential.id, name: credential.name } },
});

/** The trigger is published, and a poll fails as a production execution. */
export async function checkTrigger(checks: Checks, scene: SecretsScene): Promise<void> {
	const { host, good } = scene;
	const { control } = needSandbox(host);
	const { id } = await host.rest.createWorkflow(withCredential(newCdrWorkflow('Canary: trigger'), good));
	await publishWorkflow(host.rest, id);
	const since = Date.now();
	await control.faults.add({ kind: 'status', status: 503, error: `You sent Basic ${LOGIN_OF_API}, that is ${APP.appKey}` });
	await waitForRefusedPoll(control, since);
	let runs = await listRuns(host.rest, id);
	for (const limit = Date.now() + 15_000; runs.length === 0 && Date.now() < limit; ) runs = await listRuns(host.rest, id);
	await control.faults.clear();
	const answers = await Promise.all(runs.map(async ({ id: run }) => await (await host.rest.send('GET', `/rest/executions/${run}`)).text()));
	checks.that('a poll fails, and its execution holds no secret', runs.some(({ status }) => status === 'error') && found(answers) === '', found(answers) || runs.map(({ error }) => error).join(' | '));
}

/** What n8n's editor is told about credentials, workflows and executions, and whom the logins went to. */
export async function checkAnswers(checks: Checks, { host, good, files, echo }: SecretsScene): Promise<void> {
	const paths = [`/rest/credentials/${good.id}?includeData=true`, '/rest/credentials', '/rest/workflows', '/rest/executions?limit=100'];
	const texts = await Promise.all(paths.map(async (one) => await (await host.rest.send('GET', one)).text()));
	checks.that('the editor is told no secret of a credential', found(texts) === '', found(texts));
	const requests = await needSandbox(host).control.requests();
	checks.that('the API got App ID and App Key, and nothing of the recordings login', requests.length > 10 && secretsInValue(requests, OF_FILES).length === 0, `${requests.length} requests`);
	const ofFiles = [...files.seen, ...echo.seen.filter(({ url }) => !url.startsWith('/video/v2'))];
	checks.that('the recording host got its login, and nothing of App Key', ofFiles.some(({ headers }) => headers.authorization === `Basic ${LOGIN_OF_FILES}`) && secretsInValue(ofFiles, OF_API).length === 0, `${ofFiles.length} requests`);
}

/** Everything that n8n has written: database, journal, log at debug level, settings, binary data. */
export async function checkFiles(checks: Checks, folder: string, token: string, when: string): Promise<void> {
	const files = await searchFolder(folder, SECRETS);
	const leaking = files.filter(({ secrets }) => secrets.length > 0).map(({ file, secrets }) => `${file}: ${secrets.join(', ')}`);
	const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
	checks.that(`${when}, no file of n8n holds a secret`, leaking.length === 0, leaking.join('; ') || `${files.length} files, ${Math.round(bytes / 1024)} KB`);
	const marks = await searchFolder(folder, { mark: 'Canary: all works', token });
	const holding = (mark: string, pattern: RegExp) => marks.some(({ file, secrets }) => pattern.test(file) && secrets.includes(mark));
	checks.that('… and the search would have found them: the database holds the name of a workflow', holding('mark', /database\.sqlite/));
	checks.that('… and the join token, which the log does not', holding('token', /database\.sqlite/) && !holding('token', /\.log$/));
}
