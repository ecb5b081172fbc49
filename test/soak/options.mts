import path from 'node:path';
import { parseArgs } from 'node:util';

/** One run of the soak. */
export interface Rate {
	title: string;
	cdrsPerDay: number;
	recordingsPerDay: number;
	pollMinutes: number;
}

export interface SoakOptions {
	help: boolean;
	days: number;
	seed: number;
	/** Where package.json and dist are. */
	packageFolder: string;
	rates: Rate[];
}

export const HELP = `Plays simulated days of the built trigger against the sandbox, with late records, outages, restarts
and a downtime, and counts what was lost and what came twice.

npm run soak -- [options]

  --days <number>           simulated days with calls, default 30
  --rate <low|high|number>  CDRs a day: low is 200, high is 10000; default both, at the same time
  --poll-minutes <number>   minutes between polls, default 5, or 30 above 2000 CDRs a day
  --seed <number>           another world, default 1
  --package <folder>        another build of the package, such as one that is broken on purpose
  --help                    show this

Up to 2000 CDRs a day, recordings are played alongside.
Exits with 1 if anything was lost, came twice, came out of order, came more than two hours and four
polls after it was listed, or came though it should not; if a poll failed without an outage, or if a
restart switched the trigger off.
`;

/** More CDRs a day than this are many. */
const MANY = 2_000;
const NAMED: Record<string, number> = { low: 200, high: 10_000 };

/** Reads the command line; throws a sentence for what makes no sense. */
export function parseOptions(argv: readonly string[]): SoakOptions {
	const { values } = parseArgs({
		args: [...argv],
		options: {
			days: { type: 'string', default: '30' },
			rate: { type: 'string', multiple: true, default: ['low', 'high'] },
			'poll-minutes': { type: 'string' },
			seed: { type: 'string', default: '1' },
			package: { type: 'string', default: '.' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	const pollMinutes = values['poll-minutes'];
	return {
		help: values.help,
		days: readNumber('--days', values.days, 1, 365),
		seed: readNumber('--seed', values.seed, 0, 2 ** 32 - 1),
		packageFolder: path.resolve(values.package),
		rates: values.rate.map((rate) => makeRate(rate, pollMinutes)),
	};
}

function makeRate(rate: string, pollMinutes: string | undefined): Rate {
	const cdrsPerDay = NAMED[rate] ?? readNumber('--rate', rate, 1, 100_000);
	const isHigh = cdrsPerDay > MANY;
	return {
		title: rate in NAMED ? rate : `${rate} a day`,
		cdrsPerDay,
		recordingsPerDay: isHigh ? 0 : Math.max(1, cdrsPerDay / 20),
		pollMinutes: pollMinutes === undefined ? (isHigh ? 30 : 5) : readNumber('--poll-minutes', pollMinutes, 1, 1440),
	};
}

function readNumber(option: string, text: string, low: number, high: number): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number < low || number > high) {
		throw new Error(`${option} takes a whole number from ${low} to ${high}, not "${text}".`);
	}
	return number;
}
