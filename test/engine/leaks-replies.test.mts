import { NodeApiError, type IDataObject, type INodeParameters } from 'n8n-workflow';

import { SANDBOX_SIP_PASSWORD } from '../sandbox/routes/dialin.mts';
import { secretsInValue } from '../secrets/canaries.mts';
import { APP, RECORDINGS } from '../secrets/logins.mts';
import { createToken, LIST_DIAL_IN, LIST_ROOMS, operationsOn, titleOf } from '../secrets/operations.mts';
import { canariesIn, useCanaryAccount } from './canary-account.mts';
import { testCredential } from './credential-test.mts';
import { download } from './downloads.mts';
import { useFixture } from './fixture.mts';
import { closeListeners, openListener } from './listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

const left = (...values: unknown[]) => canariesIn(fixture(), ...values);

describe('A success leaves no secret', () => {
	test.each(operationsOn().map(titleOf))('of %s', async (title) => {
		for (const simplify of [true, false]) {
			const { roomId } = await useCanaryAccount(fixture());
			await fixture().control.runSession({ roomId, users: [{ name: 'Ann', seconds: 60 }], recording: true, chat: true });
			const parameters = operationsOn(roomId).find((operation) => titleOf(operation) === title);
			const { error, items, run } = await fixture().run({ ...parameters, simplify });
			expect(error).toBeUndefined();
			if (title !== 'user getAll') expect(items).not.toEqual([]);
			expect(left(items, run)).toEqual([]);
			expect(secretsInValue([run, fixture().logged], { 'SIP password': SANDBOX_SIP_PASSWORD })).toEqual([]);
		}
	});

	test('of a download, of the list of rooms and of the test of the credential', async () => {
		const { fileUrl } = await useCanaryAccount(fixture());
		const { error, items, run } = await fixture().run(download(fileUrl));
		expect([error, items.length]).toEqual([undefined, 1]);
		const rooms = await fixture().engine.nodeType.methods?.listSearch?.getRooms.call(fixture().engine.listSearchContext({ resource: 'room', operation: 'get' }));
		const tested = await testCredential(fixture().engine);
		expect([rooms?.results.length, tested.status]).toEqual([1, 'OK']);
		expect(left(items, run, rooms, tested)).toEqual([]);
	});

	test('but the token that was asked for, which stands in its own field and nowhere else', async () => {
		const { roomId } = await useCanaryAccount(fixture());
		const { items, run } = await fixture().run(createToken(roomId));
		const [{ json: { token } }] = items;
		const saved = JSON.stringify(run.data.resultData);
		expect(saved.split(String(token))).toHaveLength(2);
		expect(secretsInValue(fixture().logged, { 'join token': String(token) })).toEqual([]);
	});
});

describe('A reply that fails takes what it held with it', () => {
	const TOKEN = 'eyJjYW5hcnkiOiJqb2luIHRva2VuIn0=';
	const SIP = 'c4nary-sip-password';
	const secrets = { 'join token': TOKEN, 'SIP password': SIP };
	const replies: Array<[what: string, parameters: INodeParameters, body: string | IDataObject]> = [
		['a token beside an error', createToken(), { result: 50000, error: 'No', token: TOKEN }],
		['a token that is none', createToken(), { result: 0, token: { value: TOKEN } }],
		['a token in the wrong place', createToken(), { result: 0, data: TOKEN }],
		['a token that was cut off', createToken(), `{"result":0,"token":"${TOKEN}`],
		['a token without its result', createToken(), { token: TOKEN }],
		['a SIP password beside an error', LIST_DIAL_IN, { result: 50000, error: 'No', sip: { password: SIP } }],
		['a SIP password beside a list that is none', LIST_DIAL_IN, { dialin: SIP, sip: { password: SIP } }],
		['a SIP password that was cut off', LIST_DIAL_IN, `{"sip":{"password":"${SIP}"`],
		['a SIP password in the wrong place', LIST_DIAL_IN, { account: { password: SIP } }],
	];

	test.each(replies)('%s', async (_what, parameters, body) => {
		await fixture().control.faults.add({ kind: 'body', body: body as string, contentType: 'application/json' });
		const { thrown, error, items, run } = await fixture().run(parameters);
		expect(thrown).toBeInstanceOf(NodeApiError);
		expect(secretsInValue([thrown, error, items, run, fixture().logged], secrets)).toEqual([]);
	});
});

describe('A request without an answer leaves no secret', () => {
	const ASKED: INodeParameters[] = [LIST_ROOMS, createToken(), download('')];

	test.each(ASKED.map((parameters) => [titleOf(parameters), parameters] as const))('when %s takes too long, or is stopped', async (_title, parameters) => {
		const askSilence = async (more: INodeParameters, stops: boolean) => {
			const silent = await openListener(() => {});
			fixture().engine.useCredential({ ...APP, ...RECORDINGS, baseUrl: `${silent.origin}/video/v2`, recordingsHosts: new URL(silent.origin).host });
			const address = 'fileUrl' in parameters ? { fileUrl: `${silent.origin}/a.mp4` } : {};
			const { thrown, error, run } = await fixture().run({ ...parameters, ...more, ...address }, { onStart: (stop) => void (stops && silent.asked.then(stop)) });
			expect(silent.seen[0].headers.authorization).toMatch(/^Basic /);
			expect(left(thrown, error, run)).toEqual([]);
			return error?.message;
		};
		expect(await askSilence({ requestOptions: { timeout: 150 } }, false)).toMatch(/did not answer in time$/);
		expect(await askSilence({}, true)).toMatch(/the execution was stopped$/);
	});
});
