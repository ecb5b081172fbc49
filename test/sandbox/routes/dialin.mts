/** Route 16 of enablex-api.md 3: dial-in numbers and the SIP account (enablex-api.md 9.1). No `result` key. */
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.mts';
import { withList } from '../envelope.mts';
import { readProject } from '../request.mts';
import type { DialInNumber, JsonObject } from '../types.mts';

/** Numbers from the ranges reserved for fictional use. */
export const DEFAULT_DIALIN: readonly DialInNumber[] = [
	{ country: 'United States', country_code: '+1', phone: '+1 202 555 0100', toll: true },
	{ country: 'United States', country_code: '+1', phone: '+1 800 555 0199', toll: false },
	{ country: 'United Kingdom', country_code: '+44', phone: '+44 20 7946 0000', toll: true },
];

/** The SIP password of the sandbox: clients must treat it as a secret, but it protects nothing. */
export const SANDBOX_SIP_PASSWORD = ['sandbox', 'sip', 'password'].join('-');

/** Mounts the dial-in route. */
export function mountDialIn(app: FastifyInstance, ctx: Context): void {
	app.get('/dialin', async (request) => {
		const project = readProject(request);
		const account: JsonObject = {
			_id: '73616e64626f7800000000d1',
			app_key: project.appId,
			settings: { sip: true },
			sip: {
				server_url: 'sip://sip.sandbox.example:5060',
				username: 'sandbox-sip',
				password: SANDBOX_SIP_PASSWORD,
				sig_servers: ['192.0.2.10'],
				media_servers: ['192.0.2.20', '192.0.2.21'],
			},
		};
		return withList(ctx.settings, account, 'dialin', project.dialin.map((number) => ({ ...number })));
	});
}
