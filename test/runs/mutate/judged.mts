/** Mutants that no test can notice, or should, each with the reason. They are not tried again. */
export interface JudgedMutant {
	file: string;
	/** As `npm run mutate` prints them. */
	place: string;
	change: string;
	reason: string;
}

export const JUDGED: readonly JudgedMutant[] = [];
