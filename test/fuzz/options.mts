import { parseArgs } from 'node:util';

export interface FuzzOptions {
	help: boolean;
	/** Cases per round, over all targets. */
	cases: number;
	/** Rounds are run until this many seconds have passed; a single round if undefined. */
	seconds: number | undefined;
	seed: number;
	/** Only targets whose names contain this text. */
	only: string;
	/** The path to one case of one target, as a failure prints it. */
	path: string | undefined;
}

export const HELP = `Attacks the built nodes in n8n's engine with faulty replies of the API, over HTTP, and with hostile input.

npm run fuzz -- [options]

  --cases <number>    cases per round, spread over the targets, default 12000
  --seconds <number>  run rounds with new seeds until this time has passed
  --seed <number>     repeat the cases of an earlier run, default a new seed
  --only <text>       only targets whose names contain this text, such as "replies room.get"
  --path <path>       with --seed and --only: a single case, as printed with a failure
  --help              show this

Exits with 1 if a promise was broken.
`;

/** Parses the command line. Throws a readable error for invalid options. */
export function parseOptions(argv: readonly string[]): FuzzOptions {
	const { values } = parseArgs({
		args: [...argv],
		options: {
			cases: { type: 'string', default: '12000' },
			seconds: { type: 'string' },
			seed: { type: 'string' },
			only: { type: 'string', default: '' },
			path: { type: 'string' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.path !== undefined && (values.seed === undefined || values.only === '')) {
		throw new Error('--path needs --seed and --only: the command printed with a failure has all three.');
	}
	return {
		help: values.help,
		cases: readNumber('--cases', values.cases),
		seconds: values.seconds === undefined ? undefined : readNumber('--seconds', values.seconds),
		seed: values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : readNumber('--seed', values.seed),
		only: values.only,
		path: values.path,
	};
}

function readNumber(option: string, text: string): number {
	if (!/^\d{1,10}$/.test(text)) throw new Error(`${option} takes a whole number, not "${text}".`);
	return Number(text);
}
