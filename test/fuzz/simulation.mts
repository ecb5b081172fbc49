import { basicAuth, encodeLogin } from '../lib/basic-auth.mts';
import { Engine, type Outcome, type RunOptions } from '../lib/engine/engine.mts';
import { RawHost } from './hosts.mts';
import type { ReplyPlan } from './reply-plan.mts';

export const APP_ID = 'fuzz-app-id-6034d7';
export const APP_KEY = 'fuzz-app-key-kept-secret';
export const RECORDINGS_PASSWORD = 'fuzz-recordings-password';
export const SECRETS = [APP_KEY, RECORDINGS_PASSWORD, encodeLogin(APP_ID, APP_KEY)];
export const API_LOGIN = basicAuth(APP_ID, APP_KEY);
export const FILES_LOGIN = basicAuth('ann', RECORDINGS_PASSWORD);
export const BASE_PATH = '/video/v2';

const FOREIGN_REPLY: ReplyPlan = {
	status: 200,
	headers: [['Content-Type', 'application/json']],
	body: '{"result":0,"foreign":true}',
	coding: 'none',
	framing: 'length',
	delivery: 'whole',
};

/** The API, the recordings host, and a foreign host, with an engine whose credential covers the first two. */
export class Simulation {
	/** Unhandled rejections and exceptions since the case started. */
	readonly unhandled: unknown[] = [];
	isRunning = false;

	private constructor(
		readonly engine: Engine,
		readonly api: RawHost,
		readonly files: RawHost,
		readonly foreign: RawHost,
	) {}

	static async open(): Promise<Simulation> {
		const [api, files, foreign] = await Promise.all(['API', 'files', 'foreign'].map(async (name) => await RawHost.open(name)));
		const engine = await Engine.open({
			appId: APP_ID,
			appKey: APP_KEY,
			baseUrl: `${api.origin}${BASE_PATH}`,
			recordingsUsername: 'ann',
			recordingsPassword: RECORDINGS_PASSWORD,
			recordingsHosts: files.host,
			meetingDomain: 'acme.yourvideo.live',
			allowUnauthorizedCerts: false,
		});
		const simulation = new Simulation(engine, api, files, foreign);
		for (const event of ['unhandledRejection', 'uncaughtException'] as const) process.on(event, (error) => {
			simulation.unhandled.push(error);
			if (simulation.isRunning) return;
			// Not caused by the node: generating a case failed, and the run would stall.
			console.error('Between two cases:', error);
			process.exit(2);
		});
		return simulation;
	}

	/** Starts a case: every host forgets the last one, and the two hosts of the credential reply as planned. */
	startCase(plan: ReplyPlan | undefined): void {
		this.unhandled.length = 0;
		const filled = plan && { ...plan, headers: plan.headers.map(([name, value]): [string, string] => [name, this.fillPlaceholders(value)]) };
		this.api.reset(filled);
		this.files.reset(filled);
		this.foreign.reset(FOREIGN_REPLY);
	}

	/** Runs the node. Retries if the machine was so busy that n8n's own check of a resource locator timed out. */
	async run(options: RunOptions): Promise<Outcome> {
		for (let attempt = 1; ; attempt++) {
			try {
				return await this.engine.run(options);
			} catch (error) {
				if (attempt > 5 || !String(error).includes('Regular expression execution timed out')) throw error;
			}
		}
	}

	/** Replaces placeholders such as `{api}` with the addresses of the hosts. */
	fillPlaceholders(text: string): string {
		return text
			.replaceAll('{api}', this.api.origin)
			.replaceAll('{files}', this.files.origin)
			.replaceAll('{foreign}', this.foreign.origin)
			.replaceAll('{apiHost}', this.api.host)
			.replaceAll('{filesHost}', this.files.host)
			.replaceAll('{foreignHost}', this.foreign.host);
	}

	/** Throws if a request of the case carried a login to a host it is not for. */
	checkLogins(): void {
		const allowed: Array<[RawHost, Array<string | undefined>]> = [
			[this.api, [API_LOGIN, undefined]],
			[this.files, [FILES_LOGIN, undefined]],
			[this.foreign, [undefined]],
		];
		for (const [host, logins] of allowed) {
			const wrong = host.requests.find(({ authorization }) => !logins.includes(authorization));
			if (wrong) throw new Error(`The host ${host.name} received a login that is not for it: ${wrong.method} ${wrong.path}`);
		}
	}

	async close(): Promise<void> {
		await Promise.all([this.api, this.files, this.foreign].map(async (host) => await host.close()));
	}
}

/** How long a case may run past its own timeout before it counts as a hang. */
const HANG_MS = 10_000;

/** Waits for the work, and rejects if it hangs. */
export async function failOnHang<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const hang = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error(`It hangs: still running ${HANG_MS} ms after its timeout of ${timeoutMs} ms`)), timeoutMs + HANG_MS);
	});
	return await Promise.race([work, hang]).finally(() => clearTimeout(timer));
}
