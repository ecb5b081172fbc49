import { NodeApiError } from 'n8n-workflow';

import { secretsInValue } from '../secrets/canaries.mts';
import { echoing, ECHOES } from '../secrets/echoes.mts';
import { APP, LOGIN_OF_API, LOGIN_OF_FILES, OF_API, OF_FILES, RECORDINGS } from '../secrets/logins.mts';
import { operationsOn, titleOf } from '../secrets/operations.mts';
import { canariesIn } from './canary-account.mts';
import { testCredential } from './credential-test.mts';
import { download } from './downloads.mts';
import { itemsOf, useFixture } from './fixture.mts';
import { closeListeners, openListener, type Listener } from './listener.mts';
import { POLLERS, Scene } from './trigger-scene.mts';

const fixture = useFixture();
afterEach(closeListeners);

/** A reply in which two operations find all they need: the result code. */
const WITHOUT = 'a success without what it must have';

/** A host that is API and file host at once, by the paths. Only requests below /video/v2 are for the API. */
async function useEchoes(name: string): Promise<Listener> {
	const host = await openListener(echoing(ECHOES[name]));
	const files = new URL(host.origin).host;
	fixture().engine.useCredential({ ...APP, ...RECORDINGS, baseUrl: `${host.origin}/video/v2`, recordingsHosts: files });
	return host;
}

const left = (...values: unknown[]) => canariesIn(fixture(), ...values);

describe.each(Object.keys(ECHOES))('A host that repeats the login in %s gets none of it into n8n', (name) => {
	test.each(operationsOn().map((parameters) => [titleOf(parameters), parameters] as const))('by %s', async (_title, parameters) => {
		const host = await useEchoes(name);
		const { thrown, error, items, run } = await fixture().run({ ...parameters, options: { retries: 1 } });
		// A success of these two needs no more than the result code.
		const isDone = name === WITHOUT && ['update', 'delete'].includes(String(parameters.operation));
		if (isDone) expect(items).toMatchObject([{ json: { room_id: 'r1' } }]);
		else expect(thrown).toBeInstanceOf(NodeApiError);
		expect(left(thrown, error, items, run)).toEqual([]);
		// Each of them as n8n hands it on: to an error workflow, to the next node, to the saved data.
		for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
			const outcome = await fixture().run({ ...parameters, options: { retries: 0 } }, { onError, items: itemsOf({ own: 1 }) });
			expect([...outcome.items, ...outcome.errorItems]).toHaveLength(1);
			expect(left(outcome.items, outcome.errorItems, outcome.run)).toEqual([]);
		}
		for (const { headers } of host.seen) expect([headers.authorization, secretsInValue(headers, OF_FILES)]).toEqual([`Basic ${LOGIN_OF_API}`, []]);
		expect(host.seen.length).toBeGreaterThanOrEqual(3);
	});

	test('by a download', async () => {
		const host = await useEchoes(name);
		const { thrown, error, items, run } = await fixture().run({ ...download(`${host.origin}/a.mp4`), options: { retries: 1 } });
		// A file host may send any bytes: then the file holds them, and nothing else does.
		for (const { binary } of items) expect(Object.keys(binary ?? {})).toEqual(['data']);
		if (items.length === 0) expect(thrown).toBeInstanceOf(NodeApiError);
		expect(left(thrown, error, items, run)).toEqual([]);
		for (const { url, headers } of host.seen) expect([url, secretsInValue(headers, OF_API)]).toEqual([url, []]);
		expect(host.seen[0].headers.authorization).toBe(`Basic ${LOGIN_OF_FILES}`);
	});

	test('by the list of rooms and the test of the credential', async () => {
		await useEchoes(name);
		const getRooms = fixture().engine.nodeType.methods?.listSearch?.getRooms;
		const listed = getRooms?.call(fixture().engine.listSearchContext({ resource: 'room', operation: 'get' }));
		const error = await listed?.then(() => undefined, (reason: unknown) => reason);
		expect(error).toBeInstanceOf(NodeApiError);
		const tested = await testCredential(fixture().engine);
		expect(left(error, tested)).toEqual([]);
		expect(tested.message).toMatch(/./);
	});

	test.each(POLLERS)('by the trigger, with %s', async (_mode, Kind) => {
		const scene = new Scene(fixture());
		await scene.begin();
		const running = scene.poller(Kind);
		await running.publish();
		await running.tick();
		const before = JSON.stringify(running.saved);
		await useEchoes(name);
		const refused = await scene.poller(Kind, { event: 'recording' }).publish().then(() => undefined, (reason: unknown) => reason);
		const { error } = await running.test();
		await running.tick();
		// n8n gives up a trigger whose key is refused at its start, and shows why.
		await running.restart().then(async () => await running.tick(), (reason: Error) => void running.errors.push(reason));
		expect([refused, error].map((one) => Object(one).name)).toEqual(['NodeApiError', 'NodeApiError']);
		expect(running.errors.length).toBeGreaterThan(0);
		expect(left(refused, error, running.errors, running.saved, running.executions)).toEqual([]);
		expect(JSON.stringify(running.saved)).toBe(before);
	});
});
