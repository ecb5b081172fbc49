import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface MutateOptions {
	help: boolean;
	/** Folders or files whose mutants are tried. */
	folders: readonly string[];
	/** How many mutants of each folder; all if it is missing. */
	sample?: number;
	seed: number;
	minutes: number;
	/** How many mutants are tried at the same time. */
	concurrency: number;
	unitsOnly: boolean;
	/** Try only what the last run did not notice. */
	again: boolean;
}

/** The folders in which a change that no test notices would hurt most. */
export const DEFAULT_FOLDERS = ['nodes/EnableXVideoTrigger/delivery', 'nodes/EnableXVideo/execution', 'nodes/shared/api', 'nodes/shared/time'];

export const HELP = `Changes the shipped code in small ways, one at a time in a copy of the project, and asks the tests
whether they notice: the unit tests of the room, then the engine tests named for it (covering-tests.mts).
Prints the share that was noticed by folder, and each change that was not.

npm run mutate -- [options]

  --folder <path>    folder or file to mutate, may be repeated; default ${DEFAULT_FOLDERS.join(',\n                     ')}
  --sample <number>  try so many mutants of each folder, drawn by the seed; default all
  --seed <number>    default 1
  --minutes <number> try no further mutants after this time, default 60
  --concurrency <number>
                     try so many mutants at the same time, default one for each core
  --again            try only the mutants that the last run did not notice
  --units-only       do not ask the engine tests
  --help             show this

Mutants that change nothing anybody could notice are listed with the reason in judged.mts, and left out.
Exits with 1 if the tests notice less than 95 % of a folder.
`;

/** Parses the command line. Throws a readable error for invalid options. */
export function parseOptions(argv: readonly string[]): MutateOptions {
	const { values } = parseArgs({
		args: [...argv],
		options: {
			folder: { type: 'string', multiple: true, default: DEFAULT_FOLDERS },
			sample: { type: 'string' },
			seed: { type: 'string', default: '1' },
			minutes: { type: 'string', default: '60' },
			concurrency: { type: 'string', default: String(availableParallelism()) },
			again: { type: 'boolean', default: false },
			'units-only': { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	return {
		help: values.help,
		folders: values.folder.map((folder) => folder.replace(/^\.\/|\/+$/g, '')),
		...(values.sample !== undefined && { sample: readNumber('--sample', values.sample, 1) }),
		seed: readNumber('--seed', values.seed, 0),
		minutes: readNumber('--minutes', values.minutes, 1),
		concurrency: readNumber('--concurrency', values.concurrency, 1),
		again: values.again,
		unitsOnly: values['units-only'],
	};
}

function readNumber(option: string, text: string, low: number): number {
	if (/^\d{1,9}$/.test(text) && Number(text) >= low) return Number(text);
	throw new Error(`${option} takes a whole number of at least ${low}, not "${text}".`);
}
