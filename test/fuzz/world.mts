import { Engine, type Outcome, type RunOptions } from '../engine/engine.mts';
import { RawHost } from './hosts.mts';
import type { ReplyPlan } from './reply-plan.mts';

export const APP_ID = 'fuzz-app-id-6034d7';
export const APP_KEY = 'fuzz-app-key-kept-secret';
export const RECORDINGS_PASSWORD = 'fuzz-recordings-password';
export const SECRETS = [APP_KEY, RECORDINGS_PASSWORD, Buffer.from(`${APP_ID}:${APP_KEY}`).toString('base64')];
export const API_LOGIN = `Basic ${Buffer.from(`${APP_ID}:${APP_KEY}`).toString('base64')}`;
export const FILES_LOGIN = `Basic ${Buffer.from(`ann:${RECORDINGS_PASSWORD}`).toString('base64')}`;
export const BASE_PATH = '/video/v2';

const FOREIGN_REPLY: ReplyPlan = {
	status: 200,
	headers: [['Content-Type', 'application/json']],
	body: '{"result":0,"foreign":true}',
	coding: 'none',
	framing: 'length',
	delivery: 'whole',
};

/** The API, the host of the recordings, and a host that is nobody's, with an engine whose credential names the first two. */
export class World {
	/** What went astray since the case began: rejections that nobody handles. */
	readonly strays: unknown[] = [];
	isPlaying = false;

	private constructor(
		readonly engine: Engine,
		readonly api: RawHost,
		readonly files: RawHost,
		readonly foreign: RawHost,
	) {}

	static async open(): Promise<World> {
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
		const world = new World(engine, api, files, foreign);
		for (const event of ['unhandledRejection', 'uncaughtException'] as const) process.on(event, (error) => {
			world.strays.push(error);
			if (world.isPlaying) return;
			// Not the node's: a case could not be made, and nobody would go on.
			console.error('Between two cases:', error);
			process.exit(2);
		});
		return world;
	}

	/** Begins a case: every host forgets the last one; both hosts of the credential answer by the plan. */
	begin(plan: ReplyPlan | undefined): void {
		this.strays.length = 0;
		const here = plan && { ...plan, headers: plan.headers.map(([name, value]): [string, string] => [name, this.fill(value)]) };
		this.api.begin(here);
		this.files.begin(here);
		this.foreign.begin(FOREIGN_REPLY);
	}

	/** Runs the node; again when the machine was so busy that n8n gave up its own check of a locator. */
	async run(options: RunOptions): Promise<Outcome> {
		for (let attempt = 1; ; attempt++) {
			try {
				return await this.engine.run(options);
			} catch (error) {
				if (attempt > 5 || !String(error).includes('Regular expression execution timed out')) throw error;
			}
		}
	}

	/** A text with the addresses of the hosts in the place of their names. */
	fill(text: string): string {
		return text
			.replaceAll('{api}', this.api.origin)
			.replaceAll('{files}', this.files.origin)
			.replaceAll('{foreign}', this.foreign.origin)
			.replaceAll('{apiHost}', this.api.host)
			.replaceAll('{filesHost}', this.files.host)
			.replaceAll('{foreignHost}', this.foreign.host);
	}

	/** Every request of the case that did not go where its login belongs. */
	checkLogins(): void {
		const allowed: Array<[RawHost, Array<string | undefined>]> = [
			[this.api, [API_LOGIN, undefined]],
			[this.files, [FILES_LOGIN, undefined]],
			[this.foreign, [undefined]],
		];
		for (const [host, logins] of allowed) {
			const wrong = host.requests.find(({ authorization }) => !logins.includes(authorization));
			if (wrong) throw new Error(`The host ${host.name} got a login that is not for it: ${wrong.method} ${wrong.path}`);
		}
	}

	async close(): Promise<void> {
		await Promise.all([this.api, this.files, this.foreign].map(async (host) => await host.close()));
	}
}

/** Longer than any case may take beyond its own timeout; there for hangs, not for speed. */
const HANG_MS = 10_000;

/** The result of some work, or an error when it goes on and on. */
export async function untilHang<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const hang = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error(`It hangs: no end ${HANG_MS} ms after its timeout of ${timeoutMs} ms`)), timeoutMs + HANG_MS);
	});
	return await Promise.race([work, hang]).finally(() => clearTimeout(timer));
}
