/** The serving process: separate from the measuring process, so that its work does not count. */
import { basicAuth } from '../../lib/basic-auth.mts';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { serve } from '../rpc.mts';
import { Replay } from './replay.mts';

/** Many records of one kind: rooms, CDRs from 1 to 31 March 2024, or CDRs of yesterday. */
export interface Records {
	kind: 'rooms' | 'cdrs' | 'recentCdrs';
	count: number;
	/** Sends all of them so many times. */
	times?: number;
}

const DAY_MS = 86_400_000;
const yesterday = () => new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);

const replay = new Replay();
let sandbox: Sandbox | undefined;

async function openSandbox(): Promise<Sandbox> {
	sandbox ??= await startSandbox({});
	return sandbox;
}

/** The sandbox's own reply with this many records. */
async function replyWith({ kind, count }: Records): Promise<Buffer> {
	const { baseUrl, appId, appKey, control } = await openSandbox();
	await control.reset();
	const [from, to] = kind === 'recentCdrs' ? [yesterday(), yesterday()] : ['2024-03-01', '2024-03-31'];
	if (kind === 'rooms') await control.seedRooms({ count });
	else await control.seedCdrs({ count, from, to });
	const response = await fetch(baseUrl + (kind === 'rooms' ? '/rooms' : `/cdr/period/${from}/${to}`), {
		headers: { authorization: basicAuth(appId, appKey) },
	});
	const body = Buffer.from(await response.arrayBuffer());
	await control.reset();
	return body;
}

/** Making a hundred thousand records takes longer than reading them. */
const replies = new Map<string, Buffer>();

/** The reply with these records, made once. */
async function replyOnce(records: Records): Promise<Buffer> {
	const name = `${records.kind} ${records.count}`;
	const reply = replies.get(name) ?? (await replyWith(records));
	replies.set(name, reply);
	return reply;
}

const handlers = {
	/** Starts a sandbox and returns its addresses and logins. */
	sandbox: async () => {
		const { origin, baseUrl, filesOrigin, appId, appKey, recordings } = await openSandbox();
		return { origin, baseUrl, filesOrigin, appId, appKey, recordings };
	},
	/** Starts a server for the replies that `replay` prepares, and returns its origin. */
	openReplay: async () => await replay.listen(),
	/** Prepares the reply with these records and returns its size in bytes. */
	replay: async (records: Records) => {
		replay.use(await replyOnce(records), records.times);
		return replay.length;
	},
};

/** The calls that the serving process serves. */
export type Serving = typeof handlers;

serve(handlers);
