import { parseArgs } from 'node:util';

export interface FuzzOptions {
	help: boolean;
	/** Cases in one round over all targets. */
	cases: number;
	/** Rounds are played until so many seconds have passed; one round when it is missing. */
	seconds: number | undefined;
	seed: number;
	/** Only targets with this in their names. */
	only: string;
	/** The way to one case of one target, as a failure prints it. */
	path: string | undefined;
}

export const HELP = `Attacks the built nodes in n8n's engine: with wrong replies of the API, over HTTP, and with hostile input.

npm run fuzz -- [options]

  --cases <number>    cases of a round, spread over the targets, default 12000
  --seconds <number>  plays rounds with new seeds until this time has passed
  --seed <number>     plays the cases of an earlier run, default a new seed
  --only <text>       only targets with this text in their names, such as "replies room.get"
  --path <path>       with --seed and --only: one case alone, as a failure prints it
  --help              show this

Exits with 1 when a promise did not hold.
`;

/** Reads the command line; throws a sentence for what makes no sense. */
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
		throw new Error('--path goes with --seed and --only: all three are in the line that a failure prints.');
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
