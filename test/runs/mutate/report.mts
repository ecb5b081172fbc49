import type { Mutant } from './mutant.mts';
import type { Verdict } from './trial.mts';

/** What was found out about the mutants of one folder. */
export interface FolderResult {
	folder: string;
	/** How many mutants there are, judged ones left out. */
	open: number;
	judged: number;
	verdicts: Verdict[];
	survivors: Mutant[];
}

/** The share of the tried mutants that was noticed, in percent. */
export const scoreOf = ({ verdicts }: FolderResult): number =>
	verdicts.length === 0 ? 100 : (100 * verdicts.filter((verdict) => verdict !== 'nobody').length) / verdicts.length;

const count = (verdicts: readonly Verdict[], wanted: Verdict) => verdicts.filter((verdict) => verdict === wanted).length;

/** A mutant as judged.mts knows it, with the line where it is now. */
export const describeMutant = ({ file, line, place, change }: Mutant): string => `${file}:${line} (${place}): ${change}`;

/** One line for each folder. */
export const formatResults = (results: readonly FolderResult[]): string =>
	results
		.map((result) => {
			const { folder, open, judged, verdicts, survivors } = result;
			const noticed = `${count(verdicts, 'unit tests')} by unit tests, ${count(verdicts, 'engine tests')} by engine tests`;
			return `${scoreOf(result).toFixed(1).padStart(5)} %  ${folder}: ${noticed}, ${survivors.length} not noticed; tried ${verdicts.length} of ${open}, ${judged} judged`;
		})
		.join('\n');
