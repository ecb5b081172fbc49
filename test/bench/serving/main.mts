/** The serving process: what it does does not count, because it is not in the measuring process. */
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { answer } from '../rpc.mts';
import { Replay } from './replay.mts';

/** Many records of one kind; CDRs are of the days from 1 to 31 March 2024. */
export interface Records {
	kind: 'rooms' | 'cdrs';
	count: number;
}

const replay = new Replay();
let sandbox: Sandbox | undefined;

async function openSandbox(): Promise<Sandbox> {
	sandbox ??= await startSandbox({});
	return sandbox;
}

/** The sandbox's own reply with that many records. */
async function replyWith({ kind, count }: Records): Promise<Buffer> {
	const { baseUrl, appId, appKey, control } = await openSandbox();
	await control.reset();
	if (kind === 'rooms') await control.seedRooms({ count });
	else await control.seedCdrs({ count, from: '2024-03-01', to: '2024-03-31' });
	const response = await fetch(baseUrl + (kind === 'rooms' ? '/rooms' : '/cdr/period/2024-03-01/2024-03-31'), {
		headers: { authorization: `Basic ${Buffer.from(`${appId}:${appKey}`).toString('base64')}` },
	});
	const body = Buffer.from(await response.arrayBuffer());
	await control.reset();
	return body;
}

const handlers = {
	/** Starts a sandbox and gives its addresses and logins. */
	sandbox: async () => {
		const { origin, baseUrl, filesOrigin, appId, appKey, recordings } = await openSandbox();
		return { origin, baseUrl, filesOrigin, appId, appKey, recordings };
	},
	/** Starts a server for the replies that `replay` prepares, and gives its origin. */
	openReplay: async () => await replay.listen(),
	/** Prepares the reply with these records and gives its size in bytes. */
	replay: async (records: Records) => {
		const body = await replyWith(records);
		replay.use(body);
		return body.length;
	},
};

/** What the serving process can be asked for. */
export type Serving = typeof handlers;

answer(handlers);
