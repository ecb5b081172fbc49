import { COVERING_TESTS, type CoveringTests } from './covering-tests.mts';
import type { Mutant } from './mutant.mts';
import type { Workspace } from './workspace.mts';

/** Who noticed a mutant; `nobody` means that it survived. */
export type Verdict = 'unit tests' | 'engine tests' | 'nobody';

/** Room for a busy machine; a mutant that is slower than this has come to an endless loop. */
const PATIENCE = { factor: 3, addedMs: 30_000 };
const BASELINE_TIMEOUT_MS = 600_000;

/** The order in which tests are asked: the quickest first. */
const ORDER = [
	{ project: 'parts', key: 'units' },
	{ project: 'parts', key: 'slowUnits' },
	{ project: 'engine', key: 'engine' },
] as const;

interface Stage {
	project: 'parts' | 'engine';
	paths: readonly string[];
	/** Tests that fail without any mutant. */
	except: readonly string[];
	quickestFirst: readonly string[];
	timeoutMs: number;
}

/** Tries the mutants of one folder. */
export class Trial {
	/** By source file: the test files that noticed its mutants, the last one first. They are likely to notice the next. */
	private readonly noticedBy = new Map<string, string[]>();

	private constructor(private readonly stages: readonly Stage[]) {}

	/** Test files that fail without any mutant, and so are not asked. */
	get failingTests(): string[] {
		return this.stages.flatMap(({ except }) => except);
	}

	/** Runs the tests without a mutant first, to learn how long they take and which of them fail anyway. */
	static async begin(workspace: Workspace, folder: string, unitsOnly: boolean): Promise<Trial> {
		const tests: CoveringTests = COVERING_TESTS[folder];
		const stages: Stage[] = [];
		for (const { project, key } of ORDER) {
			const paths = tests[key];
			if (paths === undefined || (unitsOnly && project === 'engine')) continue;
			if (project === 'engine') await workspace.build();
			const { failedFiles, quickestFirst, milliseconds } = await workspace.test(project, paths, { bail: false, timeoutMs: BASELINE_TIMEOUT_MS });
			stages.push({ project, paths, except: failedFiles, quickestFirst, timeoutMs: PATIENCE.factor * milliseconds + PATIENCE.addedMs });
		}
		return new Trial(stages);
	}

	/** Puts a mutant in place of its file in a workspace, asks the tests, and puts the file back. */
	async judge({ file, source }: Mutant, workspace: Workspace): Promise<Verdict> {
		const original = workspace.read(file);
		workspace.write(file, source);
		try {
			for (const { project, paths, except, quickestFirst, timeoutMs } of this.stages) {
				if (project === 'engine') await workspace.build();
				const order = [...(this.noticedBy.get(file) ?? []), ...quickestFirst];
				const { hasFailed, failedFiles } = await workspace.test(project, paths, { except, order, bail: true, timeoutMs });
				if (!hasFailed) continue;
				this.remember(file, failedFiles);
				return project === 'parts' ? 'unit tests' : 'engine tests';
			}
			return 'nobody';
		} finally {
			workspace.write(file, original);
		}
	}

	private remember(file: string, tests: readonly string[]): void {
		this.noticedBy.set(file, [...new Set([...tests, ...(this.noticedBy.get(file) ?? [])])]);
	}
}
