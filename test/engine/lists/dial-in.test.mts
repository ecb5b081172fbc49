import { inspect } from 'node:util';
import type { INodeParameters } from 'n8n-workflow';

import { SANDBOX_SIP_PASSWORD } from '../../sandbox/routes/dialin.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { parametersOf } from '../../lib/operations/index.mts';
import { given, refusalOf } from '../../lib/engine/refusal.mts';

const fixture = useFixture();
const getNumbers = async (parameters: INodeParameters = {}) =>
	await fixture().run(parametersOf('dialIn.getAll', parameters));

/** The sandbox's dial-in numbers, as items. */
const NUMBERS = [
	{ country: 'United States', country_code: '+1', phone: '+1 202 555 0100', toll_free: false },
	{ country: 'United States', country_code: '+1', phone: '+1 800 555 0199', toll_free: true },
	{ country: 'United Kingdom', country_code: '+44', phone: '+44 20 7946 0000', toll_free: false },
];
const SIP_ACCOUNT = {
	server_url: 'sip://sip.sandbox.example:5060',
	username: 'sandbox-sip',
	sig_servers: ['192.0.2.10'],
	media_servers: ['192.0.2.20', '192.0.2.21'],
};

describe('Get Many dial-in numbers', () => {
	test('returns one item for each number', async () => {
		const { items } = await getNumbers();
		expect(items).toEqual(NUMBERS.map((json) => ({ json, pairedItem: { item: 0 } })));
	});

	test('requests the route with a trailing slash, the only documented form', async () => {
		const [request] = await fixture().requestsOf(parametersOf('dialIn.getAll'));
		expect(request).toMatchObject({ method: 'GET', url: '/video/v2/dialin/', status: 200 });
	});

	test('returns as many as Limit says, or all of them', async () => {
		expect((await getNumbers({ limit: 2 })).items).toHaveLength(2);
		expect((await getNumbers({ returnAll: true, limit: 1 })).items).toHaveLength(3);
	});

	test('adds the SIP account to each item if requested', async () => {
		const { items } = await getNumbers({ options: { includeSipAccount: true } });
		expect(items.map(({ json }) => json)).toEqual(NUMBERS.map((number) => ({ ...number, sip_account: SIP_ACCOUNT })));
	});

	test.each([['={{ "true" }}', true], ['={{ "false" }}', false]])('accepts %s for Include SIP Account', async (includeSipAccount, isThere) => {
		const { items } = await getNumbers({ options: { includeSipAccount } });
		expect(items.map(({ json }) => 'sip_account' in json)).toEqual([isThere, isThere, isThere]);
	});

	test('rejects an Include SIP Account that is neither true nor false, without a request', async () => {
		const { message } = await refusalOf(fixture(), parametersOf('dialIn.getAll', { options: { includeSipAccount: given('maybe') } }));
		expect(message).toMatch(/^Include SIP Account has to be on or off/);
	});

	test('never outputs the SIP password, and does not leave it in the execution data', async () => {
		for (const options of [{}, { includeSipAccount: true }]) {
			const { run } = await getNumbers({ options });
			const everything = inspect(run, { depth: 20, maxArrayLength: null, maxStringLength: null });
			expect(everything).toContain('+1 202 555 0100');
			expect(everything).not.toContain(SANDBOX_SIP_PASSWORD);
			expect(everything).not.toMatch(/password/i);
		}
	});

	test.each(['array', 'null', 'missing'] as const)('returns no item without numbers, sent as %s, but still the SIP account', async (emptyLists) => {
		const { control, engine, sandbox } = fixture();
		await control.project({ appId: 'without-numbers', appKey: sandbox.appKey, dialin: [] });
		await control.settings({ emptyLists });
		engine.useCredential({ appId: 'without-numbers' });
		expect((await getNumbers()).items).toEqual([]);
		const { items } = await getNumbers({ options: { includeSipAccount: true } });
		expect(items.map(({ json }) => json)).toEqual([
			{ country: null, country_code: null, phone: null, toll_free: null, sip_account: SIP_ACCOUNT },
		]);
	});

	test.each([
		['another API', { ok: true }],
		['an error of this API', { result: 10000, error: '[Reason] Application not found' }],
	])('rejects a reply of %s', async (_what, body) => {
		await fixture().control.faults.add({ kind: 'body', body });
		const { items, error } = await getNumbers();
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^(The API response lacks the list of dial-in numbers|Application not found)$/);
	});
});
