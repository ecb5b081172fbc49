import { NodeApiError, type IDataObject, type INodeParameters } from 'n8n-workflow';

import { SANDBOX_SIP_PASSWORD } from '../../sandbox/routes/dialin.mts';
import { secretsInValue } from '../../lib/secrets/canaries.mts';
import { APP, RECORDINGS } from '../../lib/secrets/logins.mts';
import { API_OPERATION_IDS, parametersIn, parametersOf, type ApiOperationId } from '../../lib/operations/index.mts';
import { operationsIn } from '../../lib/secrets/operations.mts';
import { canariesIn, useCanaryAccount } from '../../lib/engine/canary-account.mts';
import { testCredential } from '../../lib/engine/credential-test.mts';
import { download } from '../../lib/engine/downloads.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';

const fixture = useFixture();
afterEach(closeListeners);

const leaked = (...values: unknown[]) => canariesIn(fixture(), ...values);

describe('A success leaks no secret', () => {
	test.each(API_OPERATION_IDS)('in %s', async (id) => {
		for (const simplify of [true, false]) {
			const { roomId } = await useCanaryAccount(fixture());
			const { confNum } = await fixture().control.runSession({ roomId, users: [{ name: 'Ann', seconds: 60 }], recording: true, chat: true });
			const parameters = Object.fromEntries(operationsIn(roomId, confNum))[id];
			const { error, items, run } = await fixture().run({ ...parameters, simplify });
			expect(error).toBeUndefined();
			if (id !== 'user.getAll') expect(items).not.toEqual([]);
			expect(leaked(items, run)).toEqual([]);
			expect(secretsInValue([run, fixture().logged], { 'SIP password': SANDBOX_SIP_PASSWORD })).toEqual([]);
		}
	});

	test('in a download, the list of rooms and the credential test', async () => {
		const { fileUrl } = await useCanaryAccount(fixture());
		const { error, items, run } = await fixture().run(download(fileUrl));
		expect([error, items.length]).toEqual([undefined, 1]);
		const rooms = await fixture().engine.nodeType.methods?.listSearch?.searchRooms.call(fixture().engine.listSearchContext(parametersOf('room.get')));
		const tested = await testCredential(fixture().engine);
		expect([rooms?.results.length, tested.status]).toEqual([1, 'OK']);
		expect(leaked(items, run, rooms, tested)).toEqual([]);
	});

	test('except the requested token, which is only in its own field', async () => {
		const { roomId } = await useCanaryAccount(fixture());
		const { items, run } = await fixture().run(parametersIn('token.create', roomId));
		const [{ json: { token } }] = items;
		const saved = JSON.stringify(run.data.resultData);
		expect(saved.split(String(token))).toHaveLength(2);
		expect(secretsInValue(fixture().logged, { 'join token': String(token) })).toEqual([]);
	});
});

describe('A failed reply leaks nothing of its content', () => {
	const TOKEN = 'eyJjYW5hcnkiOiJqb2luIHRva2VuIn0=';
	const SIP = 'c4nary-sip-password';
	const secrets = { 'join token': TOKEN, 'SIP password': SIP };
	const replies: Array<[what: string, id: ApiOperationId, body: string | IDataObject]> = [
		['a token beside an error', 'token.create', { result: 50000, error: 'No', token: TOKEN }],
		['a token that is not a string', 'token.create', { result: 0, token: { value: TOKEN } }],
		['a token in the wrong place', 'token.create', { result: 0, data: TOKEN }],
		['a truncated token', 'token.create', `{"result":0,"token":"${TOKEN}`],
		['a token without a result code', 'token.create', { token: TOKEN }],
		['a SIP password beside an error', 'dialIn.getAll', { result: 50000, error: 'No', sip: { password: SIP } }],
		['a SIP password beside an invalid list', 'dialIn.getAll', { dialin: SIP, sip: { password: SIP } }],
		['a truncated SIP password', 'dialIn.getAll', `{"sip":{"password":"${SIP}"`],
		['a SIP password in the wrong place', 'dialIn.getAll', { account: { password: SIP } }],
	];

	test.each(replies)('%s', async (_what, id, body) => {
		await fixture().control.faults.add({ kind: 'body', body: body as string, contentType: 'application/json' });
		const { thrown, error, items, run } = await fixture().run(Object.fromEntries(operationsIn())[id]);
		expect(thrown).toBeInstanceOf(NodeApiError);
		expect(secretsInValue([thrown, error, items, run, fixture().logged], secrets)).toEqual([]);
	});
});

describe('A request without a response leaks no secret', () => {
	test.each(['room.getAll', 'token.create', 'archive.download'] as const)('if %s times out or is stopped', async (id) => {
		const requestSilentHost = async (more: INodeParameters, stops: boolean) => {
			const silent = await openListener(() => {});
			fixture().engine.useCredential({ ...APP, ...RECORDINGS, baseUrl: `${silent.origin}/video/v2`, recordingsHosts: new URL(silent.origin).host });
			const address = id === 'archive.download' ? { fileUrl: `${silent.origin}/a.mp4` } : {};
			const { thrown, error, run } = await fixture().run(parametersOf(id, { ...more, ...address }), { onStart: (stop) => void (stops && silent.asked.then(stop)) });
			expect(silent.seen[0].headers.authorization).toMatch(/^Basic /);
			expect(leaked(thrown, error, run)).toEqual([]);
			return error?.message;
		};
		expect(await requestSilentHost({ requestOptions: { timeout: 150 } }, false)).toMatch(/did not answer in time$/);
		expect(await requestSilentHost({}, true)).toMatch(/the execution was stopped$/);
	});
});
