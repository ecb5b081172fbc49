/** The event Session Ended of a published workflow: a whole session arrives once, after the last person has left. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checks } from '../../lib/checks.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { polledWorkflow } from '../../lib/n8n/trigger-workflow.mts';
import { locator } from '../../lib/operations/locator.mts';
import { readUntil } from '../../lib/read-until.mts';
import { publish, readArrivals } from './arrivals.mts';

/** Ben leaves early, Ann comes back, Cem stays to the end. */
const USERS = [
	{ name: 'Ann', userRef: 'ann', joinAfterSeconds: 5, seconds: 30 },
	{ name: 'Ben', userRef: 'ben', joinAfterSeconds: 5, seconds: 15 },
	{ name: 'Ann', userRef: 'ann', joinAfterSeconds: 60, seconds: 90 },
	{ name: 'Cem', userRef: 'cem', joinAfterSeconds: 5, seconds: 175 },
];
const SECONDS = { Ann: 120, Ben: 15, Cem: 175 };
/** The quiet minute, a poll that sees the room empty and another a minute later. */
const EMITTED_WITHIN_MS = 240_000;
/** Time for two more polls, which would emit the session again. */
const AGAIN_MS = 125_000;

/**
 * Publishes the workflow and starts a session of three minutes with real time. Returns a function that waits for its end
 * and checks what arrived. The workflow watches one room, so its polls are no `waitForPoll` of other sections.
 */
export async function startSession(host: RunningHost): Promise<(checks: Checks) => Promise<void>> {
	const { control } = requireSandbox(host);
	const { roomIds: [roomId] } = await control.seedRooms({ count: 1, namePrefix: 'Session' });
	const parameters = { event: 'session', filters: { roomId: locator(roomId) }, options: { quietMinutes: 1 } };
	const id = await publish(host, polledWorkflow('Session Ended', parameters));
	const { confNum, endAt } = await control.runSession({ roomId, startAt: new Date().toISOString(), users: USERS });
	const readArrived = async () => await readArrivals(host, id);
	const end = Date.parse(endAt ?? '');

	return async (checks) => {
		await checks.section('Session Ended, with an early leaver and a rejoin', async () => {
			const [first] = await readUntil(readArrived, ({ length }) => length > 0, { timeoutMs: Math.max(0, end - Date.now()) + EMITTED_WITHIN_MS, intervalMs: 1_000 });
			checks.that('the session arrives after the last person has left', first?.json.conf_num === confNum && first.at >= end, JSON.stringify(first));
			const participants = (first?.json.participants ?? []) as Array<{ name: string; duration_seconds: number }>;
			const seconds = Object.fromEntries(participants.map(({ name, duration_seconds: duration }) => [name, duration]));
			checks.that('with every person once, and the time of each', participants.length === 3 && Object.entries(SECONDS).every(([name, expected]) => seconds[name] === expected), JSON.stringify(seconds));
			checks.that('with all four connections', first?.json.connection_count === USERS.length);
			await sleep(Math.max(0, (first?.at ?? 0) + AGAIN_MS - Date.now()));
			const { length } = await readArrived();
			checks.that('and never again', length === 1, `${length} items`);
		});
	};
}
