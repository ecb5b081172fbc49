/**
 * The queue run: n8n in queue mode, as on several machines: Redis, Postgres, a main process, a webhook process
 * and two workers, each with the packed package in its own user folder. Books 500 rooms through
 * the webhook process while CDRs and notifications arrive, and kills a worker in the meantime. Prints one line per check
 * and the figures of the run. Exits with 1 if a check fails.
 */
import type { Checks } from '../../lib/checks.mts';
import { runChecked } from '../../lib/n8n/headless.mts';
import type { RunContext } from '../../lib/n8n/headless.mts';
import { untilAborted } from '../../lib/stop-signals.mts';
import { checkBookings } from './booking-checks.mts';
import { runScenario } from './scenario.mts';
import { checkCdrs } from './cdr-checks.mts';
import { describeFigures } from './figures.mts';
import { checkLogs } from './log-checks.mts';
import { checkNotified } from './notifications.mts';
import { openFixture } from './fixture.mts';

type Cleanup = () => Promise<void>;

await runChecked('queue', async (checks, context) => {
	const cleanups: Cleanup[] = [];
	const stopAll = async () => {
		for (let last = cleanups.pop(); last; last = cleanups.pop()) await last();
	};
	const stopped = untilAborted(context.signal).then(() => context.signal.throwIfAborted());
	try {
		await Promise.race([run(checks, context, (cleanup) => cleanups.push(cleanup), stopAll), stopped]);
	} finally {
		await stopAll();
	}
});

async function run(checks: Checks, context: RunContext, addCleanup: (cleanup: Cleanup) => void, stopAll: Cleanup): Promise<void> {
	const fixture = await openFixture({ ...context, addCleanup });
	const scenario = await runScenario(fixture);
	const bookings = await checkBookings(checks, fixture, scenario);
	const cdrs = await checkCdrs(checks, fixture, scenario);
	await checkNotified(checks, fixture, scenario.notifications);
	checks.note('stopping all processes');
	await stopAll();
	await checkLogs(checks, fixture, context.data, scenario.calls);
	console.log(`\n${describeFigures(scenario, bookings, cdrs)}`);
}
