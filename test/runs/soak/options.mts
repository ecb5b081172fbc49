import path from 'node:path';
import { parseArgs } from 'node:util';

/** One run of the soak. */
export interface Rate {
	title: string;
	cdrsPerDay: number;
	recordingsPerDay: number;
	/** Above 0, the run is about sessions and has no other records. */
	meetingsPerDay: number;
	pollMinutes: number;
}

export interface SoakOptions {
	help: boolean;
	days: number;
	seed: number;
	/** The folder with package.json and dist. */
	packageFolder: string;
	rates: Rate[];
	/** Set for the hostile soak, which ignores the other options. */
	hostile?: HostileOptions;
}

/** Which months the hostile soak plays. */
export interface HostileOptions {
	firstSeed: number;
	seeds: number;
	/** When to start no other month. */
	minutes: number;
}

export const HELP = `Runs the built trigger against the sandbox for simulated days with late records, outages, restarts
and downtime, and counts lost and duplicate records.

npm run soak -- [options]

  --days <number>           simulated days with calls, default 30
  --rate <low|high|sessions|number>
                            CDRs per day: low is 200, high is 10000; sessions: 60 sessions a day, for the
                            event Session Ended; default all three, in parallel
  --poll-minutes <number>   minutes between polls, default 5, or 30 above 2000 CDRs per day
  --seed <number>           seed of the simulation, default 1
  --package <folder>        another build of the package, such as an intentionally broken one
  --help                    show this

npm run soak -- --hostile [options] plays random months full of failures instead, each in about a second,
against the sources of the trigger. If one fails, it shows the smallest month that fails as well.

  --seeds <number>          number of months, default 200
  --minutes <number>        stop after this time
  --seed <number>           only the month of this seed

Up to 2000 CDRs per day, recordings are simulated as well.
Exits with 1 if a record was lost, emitted twice, out of order, or more than two hours and four polls
after it was listed, or should not have been emitted; if a session came before it was over or without a CDR; if a poll failed without an outage; or if a
restart deactivated the trigger.
`;

const MAX_SEED = 2 ** 31 - 1;
/** Above this many CDRs per day, polls are less frequent and there are no recordings. */
const HIGH_RATE = 2_000;
/** The rate that is about sessions. */
const SESSIONS = 'sessions';
const MEETINGS_PER_DAY = 60;
const NAMED: Record<string, number> = { low: 200, high: 10_000 };

/** Parses the command line. Throws a readable error for invalid options. */
export function parseOptions(argv: readonly string[]): SoakOptions {
	const { values } = parseArgs({
		args: [...argv],
		options: {
			days: { type: 'string', default: '30' },
			rate: { type: 'string', multiple: true, default: ['low', 'high', SESSIONS] },
			'poll-minutes': { type: 'string' },
			seed: { type: 'string' },
			hostile: { type: 'boolean', default: false },
			seeds: { type: 'string', default: '200' },
			minutes: { type: 'string' },
			package: { type: 'string', default: '.' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	const pollMinutes = values['poll-minutes'];
	return {
		help: values.help,
		days: readNumber('--days', values.days, 1, 365),
		seed: readNumber('--seed', values.seed ?? '1', 0, MAX_SEED),
		packageFolder: path.resolve(values.package),
		rates: values.rate.map((rate) => makeRate(rate, pollMinutes)),
		...(values.hostile && { hostile: readHostile(values) }),
	};
}

function readHostile({ seed, seeds, minutes }: { seed?: string; seeds: string; minutes?: string }): HostileOptions {
	return {
		firstSeed: readNumber('--seed', seed ?? '1', 0, MAX_SEED),
		seeds: seed === undefined ? readNumber('--seeds', seeds, 1, MAX_SEED) : 1,
		minutes: minutes === undefined ? Infinity : readNumber('--minutes', minutes, 1, 1440),
	};
}

function makeRate(rate: string, pollMinutes: string | undefined): Rate {
	const minutes = (usual: number) => (pollMinutes === undefined ? usual : readNumber('--poll-minutes', pollMinutes, 1, 1440));
	if (rate === SESSIONS) return { title: rate, cdrsPerDay: 0, recordingsPerDay: 0, meetingsPerDay: MEETINGS_PER_DAY, pollMinutes: minutes(5) };
	const cdrsPerDay = NAMED[rate] ?? readNumber('--rate', rate, 1, 100_000);
	const isHigh = cdrsPerDay > HIGH_RATE;
	return {
		title: rate in NAMED ? rate : `${rate} per day`,
		cdrsPerDay,
		recordingsPerDay: isHigh ? 0 : Math.max(1, cdrsPerDay / 20),
		meetingsPerDay: 0,
		pollMinutes: minutes(isHigh ? 30 : 5),
	};
}

function readNumber(option: string, text: string, low: number, high: number): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number < low || number > high) {
		throw new Error(`${option} takes a whole number from ${low} to ${high}, not "${text}".`);
	}
	return number;
}
