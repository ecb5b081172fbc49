import type { Step } from '../lib/steps.mts';
import type { Row } from './report.mts';
import type { BenchEnvironment } from './environment.mts';

/** What every section works with. */
export interface Bench {
	environment: BenchEnvironment;
	step: Step;
	/** Few rounds, to check that everything works. */
	isQuick: boolean;
}

/** A part of the benchmark; `--only` selects it by its letter. */
export interface Section {
	letter: string;
	title: string;
	run(bench: Bench): Promise<Row[]>;
}

/** Joins the parts of a row's title. */
export const joinTitle = (...parts: string[]): string => parts.join(' · ');

/**
 * Runs all variants, one after the other, in each round, so that other load on the machine affects
 * them all alike. Returns each variant's results, round by round.
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
