import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxControl } from '../../sandbox/index.mts';

const EVERY_MS = 2_500;
/** How late the CDRs of successive sessions are listed, in seconds. */
const DELAYS = [0, 0, 25, 0, 12];
const ROOMS = 4;

/** Sessions that run in the background. */
export interface Meetings {
	/** The CDRs of the sessions so far. */
	readonly cdrIds: readonly string[];
	/** Stops them. Returns the time (milliseconds since 1970) by which the API lists all of their CDRs. */
	stop(): Promise<number>;
}

/** Runs a session in the sandbox every few seconds; some of the CDRs are listed late. */
export async function startMeetings(control: SandboxControl): Promise<Meetings> {
	const { roomIds } = await control.seedRooms({ count: ROOMS, namePrefix: 'Standup' });
	const cdrIds: string[] = [];
	const end = new AbortController();
	let listedBy = 0;
	const runAll = async () => {
		for (let turn = 0; !end.signal.aborted; turn++) {
			const delay = DELAYS[turn % DELAYS.length];
			const session = await runStandup(control, roomIds[turn % ROOMS], delay);
			cdrIds.push(...session);
			listedBy = Math.max(listedBy, Date.now() + delay * 1000);
			await sleep(EVERY_MS, undefined, { signal: end.signal }).catch(() => undefined);
		}
	};
	const running = runAll();
	// Avoids an unhandled rejection; stop() reports the failure.
	running.catch(() => undefined);
	return {
		cdrIds,
		stop: async () => {
			end.abort();
			await running;
			return listedBy;
		},
	};
}

/** Runs a session that has just ended. Ann, who left last, is listed first: the API does not sort by time. */
export async function runStandup(control: SandboxControl, roomId: string, visibleAfterSeconds: number): Promise<string[]> {
	const users = [{ name: 'Ann', seconds: 30 }, { name: 'Bob', seconds: 21 }];
	return (await control.runSession({ roomId, users, visibleAfterSeconds })).cdrIds;
}
