import { basicAuth } from '../lib/basic-auth.mts';
import { SANDBOX_SIP_PASSWORD } from './routes/dialin.mts';
import { startSandbox, type Sandbox } from './index.mts';
import { ApiClient } from './support.mts';

describe('dial-in of the sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(() => sandbox.stop());

	it('answers as documented: account, numbers, a SIP password, and no result', async () => {
		const { status, text } = await new ApiClient(sandbox).get('/dialin/');
		expect(status).toBe(200);
		const number = { country: expect.any(String), country_code: expect.stringMatching(/^\+\d+$/), phone: expect.any(String), toll: expect.any(Boolean) };
		expect(JSON.parse(text)).toEqual({
			_id: expect.any(String),
			app_key: expect.any(String),
			settings: { sip: true },
			sip: {
				server_url: expect.stringMatching(/^sip:\/\/.+:\d+$/), username: expect.any(String), password: SANDBOX_SIP_PASSWORD,
				sig_servers: [expect.any(String)], media_servers: [expect.any(String), expect.any(String)],
			},
			dialin: [number, number, number],
		});
	});

	it('returns the numbers of a project', async () => {
		const dialin = [{ country: 'India', country_code: '+91', phone: '+91 11 5550 0100', toll: false }];
		await sandbox.control.project({ appId: 'c'.repeat(24), appKey: 'key', dialin });
		const { text } = await new ApiClient(sandbox, { authorization: basicAuth('c'.repeat(24), 'key') }).get('/dialin');
		expect(JSON.parse(text).dialin).toEqual(dialin);
	});
});
