import type * as fc from 'fast-check';

import type { World } from './world.mts';

/** One thing that is attacked, such as an operation: how its cases are made, and what has to come of each. */
export interface Target<Case = unknown> {
	/** By which `--only` chooses it, such as `replies room.get`. */
	name: string;
	/** How many of a run's cases it gets, beside the others. */
	weight: number;
	cases: fc.Arbitrary<Case>;
	/** The kind of attack, for the table of the run. */
	kindOf(attempt: Case): string;
	/** Plays a case; throws a sentence when a promise did not hold. Gives what came of it, for the table. */
	play(attempt: Case, world: World): Promise<'items' | 'error'>;
}

/** Forgets the type of a target's cases, so that different targets can stand in one list. */
export function anyTarget<Case>({ cases, kindOf, play, ...rest }: Target<Case>): Target {
	return { ...rest, cases, kindOf: (attempt) => kindOf(attempt as Case), play: async (attempt, world) => await play(attempt as Case, world) };
}
