import dns from 'node:dns';
import * as fc from 'fast-check';

import { downloadTarget } from './download-target.mts';
import { otherInputTargets } from './input-other-targets.mts';
import { inputTargets } from './input-targets.mts';
import { listTargets } from './list-targets.mts';
import type { FuzzOptions } from './options.mts';
import { replyTargets } from './reply-targets.mts';
import { Results } from './results.mts';
import type { Target } from './target.mts';
import { triggerTargets } from './trigger-targets.mts';
import { Simulation } from './simulation.mts';
import { webhookTarget } from './webhook-target.mts';

const TARGETS: readonly Target[] = [...replyTargets, downloadTarget, ...triggerTargets, webhookTarget, ...listTargets, ...inputTargets, ...otherInputTargets];
/** Longer counterexamples add nothing. */
const MAX_SHOWN = 1_500;
/** The time limit for shrinking a failure; a hang takes its full time at every step. */
const SHRINK_MS = 15_000;

/** Attacks every target and returns whether all promises held. */
export async function fuzz({ seed, cases, seconds, only, path }: FuzzOptions): Promise<boolean> {
	blockNameLookups();
	const targets = TARGETS.filter(({ name }) => (path === undefined ? name.includes(only) : name === only));
	if (targets.length === 0) throw new Error(`There is no target "${only}". Available targets:\n  ${TARGETS.map(({ name }) => name).join('\n  ')}`);
	const startedAt = performance.now();
	const simulation = await Simulation.open();
	const results = new Results();
	const weights = targets.reduce((sum, { weight }) => sum + weight, 0);
	let round = 0;
	do {
		console.log(`Round ${round + 1}, seed ${seed + round}`);
		for (const target of targets) {
			const numRuns = Math.ceil((cases * target.weight) / weights);
			const parameters: fc.Parameters<[unknown]> = path === undefined ? { seed: seedOf(target, seed + round), numRuns } : { seed, path, numRuns: 1 };
			await attack(target, simulation, results, parameters);
		}
		round++;
	} while (seconds !== undefined && performance.now() - startedAt < seconds * 1000);
	await simulation.close();
	console.log(`\n${results.toTable()}\n\n${results.cases} cases in ${Math.round((performance.now() - startedAt) / 1000)} s, seed ${seed}${round > 1 ? ` to ${seed + round - 1}` : ''}`);
	console.log(results.failures.length === 0 ? 'All promises held.' : `${results.failures.length} targets failed, see above.`);
	return results.failures.length === 0;
}

/** A separate seed for each target, so that similar targets do not get the same cases. */
const seedOf = (target: Target, seed: number): number => (seed + TARGETS.indexOf(target) * 7_919_113) % 2 ** 31;

/** Runs the cases of one target. A failure is shrunk for a while and recorded with the command that repeats it. */
async function attack(target: Target, simulation: Simulation, results: Results, parameters: fc.Parameters<[unknown]>): Promise<void> {
	let hasFailed = false;
	const property = fc.asyncProperty(target.cases, async (attempt) => {
		simulation.isRunning = true;
		const outcome = await target.run(attempt, simulation).finally(async () => {
			// Unhandled rejections surface one tick later.
			await new Promise((resolve) => setImmediate(resolve));
			simulation.isRunning = false;
		});
		if (simulation.unhandled.length > 0) throw new Error(`Unhandled: ${String(simulation.unhandled[0])}`);
		if (!hasFailed) results.count(target.name, target.kindOf(attempt), outcome);
	});
	const first = await fc.check(property, { ...parameters, endOnFailure: true });
	if (!first.failed) return;
	hasFailed = true;
	const smaller = await fc.check(property, { ...parameters, path: first.counterexamplePath ?? '', interruptAfterTimeLimit: SHRINK_MS });
	const { counterexample, counterexamplePath, errorInstance, seed } = smaller.counterexample === null ? first : smaller;
	const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
	const shown = fc.stringify(counterexample).replace(/(.)\1{50,}/g, '$1…').slice(0, MAX_SHOWN);
	const failure = `${target.name}: ${why}\n  with ${shown}\n  repeat with: npm run fuzz -- --only "${target.name}" --seed ${seed} --path "${counterexamplePath}"`;
	results.failures.push(failure);
	console.log(failure);
}

/** Resolves local names only, so that no hostile address of a case is ever looked up or contacted. */
function blockNameLookups(): void {
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
