import type * as fc from 'fast-check';

import type { Simulation } from './simulation.mts';

/** Something to attack, such as an operation: how its cases are generated, and what outcome each must have. */
export interface Target<Case = unknown> {
	/** The name by which `--only` selects it, such as `replies room.get`. */
	name: string;
	/** Its share of a run's cases, relative to the other targets. */
	weight: number;
	cases: fc.Arbitrary<Case>;
	/** The kind of attack, for the results table. */
	kindOf(attempt: Case): string;
	/** Runs a case. Throws if a promise was broken, otherwise returns the outcome for the results table. */
	run(attempt: Case, simulation: Simulation): Promise<'items' | 'error'>;
}

/** Erases the type of a target's cases, so that different targets fit into one list. */
export function anyTarget<Case>({ cases, kindOf, run, ...rest }: Target<Case>): Target {
	return { ...rest, cases, kindOf: (attempt) => kindOf(attempt as Case), run: async (attempt, simulation) => await run(attempt as Case, simulation) };
}
