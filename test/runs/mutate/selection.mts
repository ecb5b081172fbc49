import { Random } from '../soak/random.mts';
import type { JudgedMutant } from './judged.mts';
import type { MutantKey } from './last-run.mts';
import type { Mutant } from './mutant.mts';

const isSame = (a: MutantKey) => (b: MutantKey) => a.file === b.file && a.place === b.place && a.change === b.change;

/** The mutants that are in a list, such as the survivors of the last run. */
export const only = (mutants: readonly Mutant[], wanted: readonly MutantKey[]): Mutant[] => mutants.filter((mutant) => wanted.some(isSame(mutant)));

/** The mutants that are not judged, and the judgements that fit no mutant of these files any more. */
export function withoutJudged(mutants: readonly Mutant[], judged: readonly JudgedMutant[]): { open: Mutant[]; outdated: JudgedMutant[] } {
	const files = new Set(mutants.map(({ file }) => file));
	return {
		open: mutants.filter((mutant) => !judged.some(isSame(mutant))),
		outdated: judged.filter((entry) => files.has(entry.file) && !mutants.some(isSame(entry))),
	};
}

/** So many of the mutants, drawn by the seed, in their order. */
export function draw(mutants: readonly Mutant[], count: number, seed: number, purpose: string): Mutant[] {
	const random = new Random(seed, purpose);
	return mutants
		.map((mutant, index) => ({ mutant, index, rank: random.next() }))
		.sort((a, b) => a.rank - b.rank)
		.slice(0, count)
		.sort((a, b) => a.index - b.index)
		.map(({ mutant }) => mutant);
}
