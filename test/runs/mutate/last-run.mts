import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Mutant } from './mutant.mts';

/** What identifies a mutant while the code around it changes. */
export type MutantKey = Pick<Mutant, 'file' | 'place' | 'change'>;

const fileIn = (root: string) => path.join(root, 'node_modules', '.cache', 'enablex-mutate', 'survivors.json');

/** Keeps the survivors of a run, for `--again`. */
export function keepSurvivors(root: string, survivors: readonly Mutant[]): void {
	mkdirSync(path.dirname(fileIn(root)), { recursive: true });
	writeFileSync(fileIn(root), JSON.stringify(survivors.map(({ file, place, change }) => ({ file, place, change })), null, '\t'));
}

/** The survivors of the last run. Throws if there was none. */
export function readSurvivors(root: string): MutantKey[] {
	if (!existsSync(fileIn(root))) throw new Error('No run has been recorded yet: --again needs one.');
	return JSON.parse(readFileSync(fileIn(root), 'utf8'));
}
