import dns from 'node:dns';
import * as fc from 'fast-check';

import { downloadTarget } from './download-target.mts';
import { otherInputTargets } from './input-other-targets.mts';
import { inputTargets } from './input-targets.mts';
import { listTargets } from './list-targets.mts';
import type { FuzzOptions } from './options.mts';
import { replyTargets } from './reply-targets.mts';
import { Tally } from './tally.mts';
import type { Target } from './target.mts';
import { triggerTargets } from './trigger-targets.mts';
import { World } from './world.mts';

const TARGETS: readonly Target[] = [...replyTargets, downloadTarget, ...triggerTargets, ...listTargets, ...inputTargets, ...otherInputTargets];
/** Longer counterexamples say no more. */
const MAX_SHOWN = 1_500;
/** How long a failure is made smaller; one that hangs takes its time at every step. */
const SHRINK_MS = 15_000;

/** Attacks every target; gives whether every promise held. */
export async function fuzz({ seed, cases, seconds, only, path }: FuzzOptions): Promise<boolean> {
	keepFromNetwork();
	const targets = TARGETS.filter(({ name }) => (path === undefined ? name.includes(only) : name === only));
	if (targets.length === 0) throw new Error(`There is no target "${only}". There are:\n  ${TARGETS.map(({ name }) => name).join('\n  ')}`);
	const begun = performance.now();
	const world = await World.open();
	const tally = new Tally();
	const weights = targets.reduce((sum, { weight }) => sum + weight, 0);
	let round = 0;
	do {
		console.log(`Round ${round + 1}, seed ${seed + round}`);
		for (const target of targets) {
			const numRuns = Math.ceil((cases * target.weight) / weights);
			const parameters: fc.Parameters<[unknown]> = path === undefined ? { seed: seedOf(target, seed + round), numRuns } : { seed, path, numRuns: 1 };
			await attack(target, world, tally, parameters);
		}
		round++;
	} while (seconds !== undefined && performance.now() - begun < seconds * 1000);
	await world.close();
	console.log(`\n${tally.toTable()}\n\n${tally.cases} cases in ${Math.round((performance.now() - begun) / 1000)} s, seed ${seed}${round > 1 ? ` to ${seed + round - 1}` : ''}`);
	console.log(tally.failures.length === 0 ? 'Everything held.' : `${tally.failures.length} targets did not hold, see above.`);
	return tally.failures.length === 0;
}

/** A seed of its own for each target, so that similar targets do not get the same cases. */
const seedOf = (target: Target, seed: number): number => (seed + TARGETS.indexOf(target) * 7_919_113) % 2 ** 31;

/** Plays the cases of one target; a failure is made smaller for a while, and kept with what replays it. */
async function attack(target: Target, world: World, tally: Tally, parameters: fc.Parameters<[unknown]>): Promise<void> {
	let hasFailed = false;
	const property = fc.asyncProperty(target.cases, async (attempt) => {
		world.isPlaying = true;
		const outcome = await target.play(attempt, world).finally(async () => {
			// What goes astray does so a moment later.
			await new Promise((resolve) => setImmediate(resolve));
			world.isPlaying = false;
		});
		if (world.strays.length > 0) throw new Error(`Unhandled: ${String(world.strays[0])}`);
		if (!hasFailed) tally.count(target.name, target.kindOf(attempt), outcome);
	});
	const first = await fc.check(property, { ...parameters, endOnFailure: true });
	if (!first.failed) return;
	hasFailed = true;
	const smaller = await fc.check(property, { ...parameters, path: first.counterexamplePath ?? '', interruptAfterTimeLimit: SHRINK_MS });
	const { counterexample, counterexamplePath, errorInstance, seed } = smaller.counterexample === null ? first : smaller;
	const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
	const shown = fc.stringify(counterexample).replace(/(.)\1{50,}/g, '$1…').slice(0, MAX_SHOWN);
	const failure = `${target.name}: ${why}\n  with ${shown}\n  again by: npm run fuzz -- --only "${target.name}" --seed ${seed} --path "${counterexamplePath}"`;
	tally.failures.push(failure);
	console.log(failure);
}

/** Names are found on this machine only, so that no hostile address of a case is ever looked up or called. */
function keepFromNetwork(): void {
	const refuse = (host: string, options: unknown, done: unknown) => {
		const answer = typeof options === 'function' ? options : done;
		if (typeof answer !== 'function') return;
		const all = typeof options === 'object' && options !== null && 'all' in options && options.all === true;
		const isHere = host === 'localhost' || host === '127.0.0.1';
		if (isHere) return answer(null, all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1', 4);
		answer(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND', hostname: host }));
	};
	Object.assign(dns, { lookup: refuse });
}
