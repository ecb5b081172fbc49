import { inspect } from 'node:util';
import type { INodeParameters } from 'n8n-workflow';

import { SANDBOX_SIP_PASSWORD } from '../sandbox/routes/dialin.mts';
import { useFixture } from './fixture.mts';
import { given, refusalOf } from './refusal.mts';

const fixture = useFixture();
const getNumbers = async (parameters: INodeParameters = {}) =>
	await fixture().run({ resource: 'dialIn', operation: 'getAll', ...parameters });

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
	test('gives one item for each number', async () => {
		const { items } = await getNumbers();
		expect(items).toEqual(NUMBERS.map((json) => ({ json, pairedItem: { item: 0 } })));
	});

	test('asks with a slash at the end, the only form that is documented', async () => {
		const [request] = await fixture().requestsOf({ resource: 'dialIn', operation: 'getAll' });
		expect(request).toMatchObject({ method: 'GET', url: '/video/v2/dialin/', status: 200 });
	});

	test('gives as many as Limit says, or all of them', async () => {
		expect((await getNumbers({ limit: 2 })).items).toHaveLength(2);
		expect((await getNumbers({ returnAll: true, limit: 1 })).items).toHaveLength(3);
	});

	test('adds the SIP account to each item when that is asked for', async () => {
		const { items } = await getNumbers({ options: { includeSipAccount: true } });
		expect(items.map(({ json }) => json)).toEqual(NUMBERS.map((number) => ({ ...number, sip_account: SIP_ACCOUNT })));
	});

	test.each([['={{ "true" }}', true], ['={{ "false" }}', false]])('takes %s of an expression for Include SIP Account', async (includeSipAccount, isThere) => {
		const { items } = await getNumbers({ options: { includeSipAccount } });
		expect(items.map(({ json }) => 'sip_account' in json)).toEqual([isThere, isThere, isThere]);
	});

	test('refuses an Include SIP Account that is neither on nor off, before anything is sent', async () => {
		const { message } = await refusalOf(fixture(), { resource: 'dialIn', operation: 'getAll', options: { includeSipAccount: given('maybe') } });
		expect(message).toMatch(/^Include SIP Account has to be on or off/);
	});

	test('never puts out the SIP password, and leaves it nowhere in the data of the execution', async () => {
		for (const options of [{}, { includeSipAccount: true }]) {
			const { run } = await getNumbers({ options });
			const everything = inspect(run, { depth: 20, maxArrayLength: null, maxStringLength: null });
			expect(everything).toContain('+1 202 555 0100');
			expect(everything).not.toContain(SANDBOX_SIP_PASSWORD);
			expect(everything).not.toMatch(/password/i);
		}
	});

	test.each(['array', 'null', 'missing'] as const)('gives no item without numbers, written as %s, but still the SIP account', async (emptyLists) => {
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
	])('an answer of %s is no list of numbers', async (_what, body) => {
		await fixture().control.faults.add({ kind: 'body', body });
		const { items, error } = await getNumbers();
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^(The answer of the API lacks the list of dial-in numbers|Application not found)$/);
	});
});
