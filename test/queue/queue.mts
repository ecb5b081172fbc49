/**
 * n8n in queue mode, as it runs on several machines: Redis, Postgres, a main process, a webhook process
 * and two workers, each with the packed package in a user folder of its own. Books 500 rooms through
 * the webhook process while CDRs arrive, and kills a worker in the midst. Prints a line per check and
 * the figures of the run; the exit code tells the outcome.
 */
import type { Checks } from '../host/checks.mts';
import { runChecked } from '../host/headless.mts';
import type { Workplace } from '../host/headless.mts';
import { untilAborted } from '../host/stop-signals.mts';
import { checkBookings } from './booking-checks.mts';
import { playStory } from './bookings.mts';
import { checkCdrs } from './cdr-checks.mts';
import { describeFigures } from './figures.mts';
import { checkLogs } from './log-checks.mts';
import { setScene } from './scene.mts';

type Cleanup = () => Promise<void>;

await runChecked('queue', async (checks, place) => {
	const cleanups: Cleanup[] = [];
	const endAll = async () => {
		for (let last = cleanups.pop(); last; last = cleanups.pop()) await last();
	};
	const stopped = untilAborted(place.signal).then(() => place.signal.throwIfAborted());
	try {
		await Promise.race([run(checks, place, (cleanup) => cleanups.push(cleanup), endAll), stopped]);
	} finally {
		await endAll();
	}
});

async function run(checks: Checks, place: Workplace, later: (cleanup: Cleanup) => void, endAll: Cleanup): Promise<void> {
	const scene = await setScene({ ...place, later });
	const story = await playStory(scene);
	const bookings = await checkBookings(checks, scene, story);
	const cdrs = await checkCdrs(checks, scene, story);
	checks.note('stopping all processes');
	await endAll();
	await checkLogs(checks, scene, place.data, story.calls);
	console.log(`\n${describeFigures(story, bookings, cdrs)}`);
}
