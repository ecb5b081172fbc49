/** Plays seeds of the hostile soak one after the other, and shows the smallest month that fails. */
import * as fc from 'fast-check';

import { formatElapsed } from '../../../lib/steps.mts';
import type { HostileOptions } from '../options.mts';
import { month } from './month.mts';
import { play } from './play.mts';
import { tellStory } from './story.mts';

interface SeedResult {
	seed: number;
	/** The smallest month that fails, as text. Not set if the month of this seed passes. */
	story?: string;
	polls: number;
	emitted: number;
}

/** When to stop looking for a smaller month. */
const SHRINK_MS = 120_000;

/** Plays the month of a seed. If it fails, looks for the smallest month that fails as well. */
async function playSeed(seed: number): Promise<SeedResult> {
	const totals = { polls: 0, emitted: 0 };
	const property = fc.asyncProperty(month, async (candidate) => {
		const { problems, polls, emitted } = await play(candidate);
		totals.polls += polls;
		totals.emitted += emitted;
		if (problems.length > 0) throw new Error(problems.join('\n'));
	});
	const { counterexample } = await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: SHRINK_MS });
	if (counterexample === null) return { seed, ...totals };
	const [smallest] = counterexample;
	return { seed, ...totals, story: tellStory(smallest, await play(smallest)) };
}

const PROGRESS_MS = 15_000;
/** So many failures show enough. */
const MAX_FAILURES = 3;

/** Plays months, shows the progress and the failures, and returns whether there were none. */
export async function playSeeds({ firstSeed, seeds, minutes }: HostileOptions): Promise<boolean> {
	const end = performance.now() + minutes * 60_000;
	const totals = { months: 0, polls: 0, emitted: 0, failures: 0 };
	const describe = () => `${totals.months} months, ${totals.polls} polls, ${totals.emitted} records emitted`;
	let shownAt = performance.now();
	for (let seed = firstSeed; seed < firstSeed + seeds && totals.failures < MAX_FAILURES && performance.now() < end; seed++) {
		const { story, polls, emitted } = await playSeed(seed);
		totals.months++;
		totals.polls += polls;
		totals.emitted += emitted;
		if (story !== undefined) {
			totals.failures++;
			console.log(`\nSeed ${seed} fails; repeat with npm run soak -- --hostile --seed ${seed}\n${story}\n`);
		} else if (performance.now() - shownAt > PROGRESS_MS) {
			shownAt = performance.now();
			console.log(describe());
		}
	}
	console.log(`${describe()}: ${totals.failures === 0 ? 'no record was lost, none came twice, and no failure stayed' : `${totals.failures} months failed`}`);
	console.log(`${formatElapsed(performance.now())} in total`);
	return totals.failures === 0;
}
