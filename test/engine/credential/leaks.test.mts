import { NodeApiError } from 'n8n-workflow';

import { secretsInValue } from '../../lib/secrets/canaries.mts';
import { echoing, ECHOES } from '../../lib/secrets/echoes.mts';
import { APP, LOGIN_OF_API, LOGIN_OF_FILES, OF_API, OF_FILES, RECORDINGS } from '../../lib/secrets/logins.mts';
import { operationsIn } from '../../lib/secrets/operations.mts';
import { parametersOf } from '../../lib/operations/index.mts';
import { canariesIn } from '../../lib/engine/canary-account.mts';
import { testCredential } from '../../lib/engine/credential-test.mts';
import { download } from '../../lib/engine/downloads.mts';
import { itemsOf, useFixture } from '../../lib/engine/fixture.mts';
import { closeListeners, openListener, type Listener } from '../../lib/listener.mts';
import { POLLERS, TriggerFixture } from '../../lib/engine/trigger-fixture.mts';

const fixture = useFixture();
afterEach(closeListeners);

/** A reply with only a result code, which is a success for two operations. */
const INCOMPLETE_SUCCESS = 'a success without its required parts';

/** Starts a host that is both API and file host. Only requests below /video/v2 are for the API. */
async function useEchoes(name: string): Promise<Listener> {
	const host = await openListener(echoing(ECHOES[name]));
	const files = new URL(host.origin).host;
	fixture().engine.useCredential({ ...APP, ...RECORDINGS, baseUrl: `${host.origin}/video/v2`, recordingsHosts: files });
	return host;
}

const leaked = (...values: unknown[]) => canariesIn(fixture(), ...values);

const REPEATED = 'You sent Authorization: Basic [hidden], that is canary-app:[hidden], ?key=[hidden]&h=Basic%20[hidden], {"password":"[hidden]"}, Basic [hidden]';
const CLOSED = 'The host HOST closed the connection unexpectedly';
const GOOD = 'Connection successful!';

/** How the error of the list of rooms begins, and what the test of the credential says where that is another sentence. */
const SENTENCES: Record<string, [list: string, test?: string]> = {
	'the older envelope': [REPEATED],
	'the older envelope with HTTP 200': [REPEATED],
	'a nested error': [REPEATED],
	'the newer envelope': [REPEATED, `The API rejected App ID and App Key. Copy both again from the EnableX portal (the API says: ${REPEATED}`],
	'an error about a room that does not exist': [REPEATED, GOOD],
	'a busy API': [REPEATED],
	'a list of the headers, with HTTP 200': ['The response lacks the result code that every EnableX Video API response has'],
	[INCOMPLETE_SUCCESS]: ['The API response lacks a list in "rooms"', GOOD],
	'truncated JSON': ['The API response is not a JSON object, or it was cut off'],
	'text': ['The API returned HTTP 403 (Forbidden)'],
	'a web page': ['The server returned a web page instead of an EnableX Video API response'],
	'a web page with HTTP 401': ['The API returned HTTP 401 (Unauthorized)', 'The API rejected App ID and App Key. Copy both again from the EnableX portal (HTTP 401)'],
	'a web page with HTTP 502': ['The API returned HTTP 502 (Bad Gateway)'],
	'the status text': [`The API returned HTTP 503 (${REPEATED}`],
	'a redirect': ['The API returned HTTP 302 (Found), a redirect, which is not followed'],
	headers: ['The API returned HTTP 400 (Bad Request)'],
	'no reply and a broken connection': [CLOSED],
	'a partial reply and a broken connection': [CLOSED, 'The API returned an empty response'],
	'a reply with a wrong content encoding': ['The host HOST sent a damaged response', 'The API returned an empty response'],
	'an invalid header': [CLOSED],
};

describe.each(Object.keys(ECHOES))('A login that a host echoes in %s does not get into n8n', (name) => {
	test.each(operationsIn())('through %s', async (id, parameters) => {
		const host = await useEchoes(name);
		const { thrown, error, items, run } = await fixture().run({ ...parameters, options: { retries: 1 } });
		// These two succeed with only a result code.
		const isDone = name === INCOMPLETE_SUCCESS && ['room.update', 'room.delete'].includes(id);
		if (isDone) expect(items).toMatchObject([{ json: { room_id: 'r1' } }]);
		else expect(thrown).toBeInstanceOf(NodeApiError);
		expect(leaked(thrown, error, items, run)).toEqual([]);
		// Every way in which n8n passes the error on: to the next node, to the error output, to the saved data.
		for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
			const outcome = await fixture().run({ ...parameters, options: { retries: 0 } }, { onError, items: itemsOf({ own: 1 }) });
			expect([...outcome.items, ...outcome.errorItems]).toHaveLength(1);
			expect(leaked(outcome.items, outcome.errorItems, outcome.run)).toEqual([]);
		}
		for (const { headers } of host.seen) expect([headers.authorization, secretsInValue(headers, OF_FILES)]).toEqual([`Basic ${LOGIN_OF_API}`, []]);
		expect(host.seen.length).toBeGreaterThanOrEqual(3);
	});

	test('through a download', async () => {
		const host = await useEchoes(name);
		const { thrown, error, items, run } = await fixture().run({ ...download(`${host.origin}/a.mp4`), options: { retries: 1 } });
		// A file host may send any bytes. Then only the file contains them.
		for (const { binary } of items) expect(Object.keys(binary ?? {})).toEqual(['data']);
		if (items.length === 0) expect(thrown).toBeInstanceOf(NodeApiError);
		expect(leaked(thrown, error, items, run)).toEqual([]);
		for (const { url, headers } of host.seen) expect([url, secretsInValue(headers, OF_API)]).toEqual([url, []]);
		expect(host.seen[0].headers.authorization).toBe(`Basic ${LOGIN_OF_FILES}`);
	});

	test('through the list of rooms and the credential test', async () => {
		const { origin } = await useEchoes(name);
		const getRooms = fixture().engine.nodeType.methods?.listSearch?.searchRooms;
		const listed = getRooms?.call(fixture().engine.listSearchContext(parametersOf('room.get')));
		const error = await listed?.then(() => undefined, (reason: unknown) => reason);
		expect(error).toBeInstanceOf(NodeApiError);
		const tested = await testCredential(fixture().engine);
		expect(leaked(error, tested)).toEqual([]);
		const [ofList, ofTest = ofList] = SENTENCES[name];
		const beginOf = (message: string, { length }: string) => message.replace(new URL(origin).host, 'HOST').slice(0, length);
		expect(beginOf(Object(error).message, ofList)).toBe(ofList);
		expect(beginOf(tested.message, ofTest)).toBe(ofTest);
		expect(tested.status).toBe(ofTest === GOOD ? 'OK' : 'Error');
	});

	test.each(POLLERS)('through the trigger, with %s', async (_mode, Kind) => {
		const trigger = new TriggerFixture(fixture());
		await trigger.begin();
		const running = trigger.poller(Kind);
		await running.publish();
		await running.tick();
		const before = JSON.stringify(running.saved);
		await useEchoes(name);
		const rejected = await trigger.poller(Kind, { event: 'recording' }).publish().then(() => undefined, (reason: unknown) => reason);
		const { error } = await running.test();
		await running.tick();
		// n8n deactivates a trigger whose key is rejected when n8n starts, and shows why.
		await running.restart().then(async () => await running.tick(), (reason: Error) => void running.errors.push(reason));
		expect([rejected, error].map((one) => Object(one).name)).toEqual(['NodeApiError', 'NodeApiError']);
		expect(running.errors.length).toBeGreaterThan(0);
		expect(leaked(rejected, error, running.errors, running.saved, running.executions)).toEqual([]);
		expect(JSON.stringify(running.saved)).toBe(before);
	});
});
