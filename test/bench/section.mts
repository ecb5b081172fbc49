import type { Step } from '../host/steps.mts';
import type { Row } from './report.mts';
import type { Workplace } from './workplace.mts';

/** What every section works with. */
export interface Bench {
	workplace: Workplace;
	step: Step;
	/** Few rounds, to see that everything works. */
	isQuick: boolean;
}

/** A part of the benchmark that can be run alone, by its letter. */
export interface Section {
	letter: string;
	title: string;
	run(bench: Bench): Promise<Row[]>;
}

/** Names things as a row's title does. */
export const named = (...parts: string[]): string => parts.join(' · ');

/**
 * Runs all variants, one after the other, in each round: what else the machine does then slows all of
 * them down alike. Gives the results of each variant, round by round.
 */
export async function interleave<V extends string, T>(
	variants: readonly V[],
	rounds: number,
	run: (variant: V, round: number) => Promise<T>,
): Promise<Record<V, T[]>> {
	const results = new Map<V, T[]>(variants.map((variant) => [variant, []]));
	for (let round = 0; round < rounds; round++) {
		for (const variant of variants) results.get(variant)?.push(await run(variant, round));
	}
	return Object.fromEntries(results) as Record<V, T[]>;
}
