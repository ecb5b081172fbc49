import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxControl } from '../sandbox/index.mts';

const EVERY_MS = 2_500;
/** How late the CDRs of one session after the other are listed, in seconds. */
const DELAYS = [0, 0, 25, 0, 12];
const ROOMS = 4;

/** Sessions that go on in the background. */
export interface Meetings {
	/** The CDRs that they have left so far. */
	readonly cdrIds: readonly string[];
	/** Ends them. Gives the time (milliseconds since 1970) by which the API lists everything that they left. */
	stop(): Promise<number>;
}

/** Has people meet in the sandbox every few seconds; some of the CDRs are listed late. */
export async function keepMeeting(control: SandboxControl): Promise<Meetings> {
	const { roomIds } = await control.seedRooms({ count: ROOMS, namePrefix: 'Standup' });
	const cdrIds: string[] = [];
	const end = new AbortController();
	let listedBy = 0;
	const meet = async () => {
		for (let turn = 0; !end.signal.aborted; turn++) {
			const delay = DELAYS[turn % DELAYS.length];
			const session = await runStandup(control, roomIds[turn % ROOMS], delay);
			cdrIds.push(...session);
			listedBy = Math.max(listedBy, Date.now() + delay * 1000);
			await sleep(EVERY_MS, undefined, { signal: end.signal }).catch(() => undefined);
		}
	};
	const going = meet();
	// Whoever stops the meetings gets the failure, however long ago it was.
	going.catch(() => undefined);
	return {
		cdrIds,
		stop: async () => {
			end.abort();
			await going;
			return listedBy;
		},
	};
}

/** A session that has just ended. Ann, who left last, is listed first: the API gives no order by time. */
export async function runStandup(control: SandboxControl, roomId: string, visibleAfterSeconds: number): Promise<string[]> {
	const users = [{ name: 'Ann', seconds: 30 }, { name: 'Bob', seconds: 21 }];
	return (await control.runSession({ roomId, users, visibleAfterSeconds })).cdrIds;
}
