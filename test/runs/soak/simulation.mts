/** The simulated events: calls, late records, outages and restarts. Times are epoch milliseconds. */
import { makeMeetings, type Meeting } from './meetings.mts';
import { Random } from './random.mts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The trigger's default lookback: how late a record may be listed and still be emitted. */
const LOOKBACK = 2 * DAY;
const MAX_DOWNTIME = 3 * DAY;

export interface SimulationOptions {
	days: number;
	cdrsPerDay: number;
	recordingsPerDay: number;
	meetingsPerDay?: number;
	seed: number;
}

/** A record that is logged at one time and listed by the API at another. */
export interface Call {
	leftAt: number;
	listedAt: number;
}

/** A recorded session; `readyAt` is when the transcoded file becomes available, `null` if it never does. */
export interface Recording {
	endedAt: number;
	listedAt: number;
	readyAt: number | null;
}

export interface TimeRange {
	from: number;
	to: number;
}

export interface Simulation {
	/** Midnight before the first call. */
	start: number;
	/** When the workflow is published, a while after the first calls, which it must ignore. */
	publishedAt: number;
	/** When everything has been listed and had time to be emitted. */
	end: number;
	calls: Call[];
	recordings: Recording[];
	meetings: Meeting[];
	/** When the API fails. */
	outages: TimeRange[];
	/** When n8n does not run. */
	downtime: TimeRange;
	/** When n8n is killed and restarted. */
	restarts: number[];
}

/** Generates a simulation; the same options produce the same one. It crosses a new year after two thirds. */
export function createSimulation(options: SimulationOptions): Simulation {
	const { days, seed } = options;
	const start = Date.UTC(2028, 0, 1) - Math.round((days * 2) / 3) * DAY;
	const calls = makeCalls(options, start);
	const recordings = makeRecordings(options, start);
	const meetings = makeMeetings(seed, start, days, options.meetingsPerDay ?? 0);
	const outages = makeOutages(new Random(seed, 'outages'), start, days);
	const connections = meetings.flatMap((meeting) => meeting.connections);
	const lastListed = [...[...calls, ...connections].map(({ listedAt }) => listedAt), ...recordings.map(({ listedAt, readyAt }) => readyAt ?? listedAt)]
		.reduce((last, time) => Math.max(last, time), start + days * DAY);
	const middle = start + (days * DAY) / 2;
	const halfDowntime = Math.min(MAX_DOWNTIME, (days * DAY) / 10) / 2;
	return {
		start,
		publishedAt: start + HOUR,
		// The contract: a late record is emitted at most an hour after it is listed.
		end: lastListed + 2 * HOUR,
		calls,
		recordings,
		meetings,
		outages,
		downtime: { from: middle - halfDowntime, to: middle + halfDowntime },
		restarts: makeRestarts(new Random(seed, 'restarts'), start, days, outages),
	};
}

/** One departure in a hundred is a group that leaves within the same second. */
function makeCalls({ days, cdrsPerDay, seed }: SimulationOptions, start: number): Call[] {
	const random = new Random(seed, 'calls');
	const calls: Call[] = [];
	for (let day = start; day < start + days * DAY; day += DAY) {
		for (let left = cdrsPerDay; left > 0; ) {
			const leftAt = wholeSecond(random.between(day, day + DAY));
			const size = Math.min(left, random.next() < 0.01 ? random.integer(5, 85) : 1);
			for (let i = 0; i < size; i++) calls.push({ leftAt, listedAt: leftAt + chooseDelay(random) });
			left -= size;
		}
		for (const call of pickExtremes(random, calls.slice(-cdrsPerDay))) call.listedAt = call.leftAt + chooseExtremeDelay(random);
	}
	// The API lists records in order of arrival, so late ones follow newer ones.
	return calls.sort((a, b) => a.listedAt - b.listedAt);
}

/** Half a minute for most records, hours for two in a thousand. */
const chooseDelay = (random: Random) =>
	wholeSecond(random.next() < 0.002 ? random.between(HOUR, 4 * HOUR) : random.logNormal(20 * SECOND));

/** Two records per day are listed almost too late. */
const pickExtremes = (random: Random, calls: Call[]) => (calls.length === 0 ? [] : [random.pick(calls), random.pick(calls)]);
const chooseExtremeDelay = (random: Random) =>
	random.next() < 0.5 ? LOOKBACK - MINUTE : wholeSecond(random.between(4 * HOUR, LOOKBACK - MINUTE));

/** One in twenty is never transcoded; the others within minutes to ten days. */
function makeRecordings({ days, recordingsPerDay, seed }: SimulationOptions, start: number): Recording[] {
	const random = new Random(seed, 'recordings');
	return Array.from({ length: Math.round(days * recordingsPerDay) }, () => {
		const endedAt = wholeSecond(random.between(start, start + days * DAY));
		const listedAt = endedAt + chooseDelay(random);
		const readyAt = endedAt + wholeSecond(random.logUniform(2 * MINUTE, 10 * DAY));
		return { endedAt, listedAt, readyAt: random.next() < 0.05 ? null : Math.max(listedAt, readyAt) };
	});
}

function makeOutages(random: Random, start: number, days: number): TimeRange[] {
	return Array.from({ length: Math.ceil(days) }, (_, day) => {
		const from = start + day * DAY + random.between(2 * HOUR, DAY - HOUR);
		return { from, to: from + random.between(5 * MINUTE, 30 * MINUTE) };
	});
}

/** About every two days, plus once in the middle of every fourth outage. */
function makeRestarts(random: Random, start: number, days: number, outages: TimeRange[]): number[] {
	const restarts = outages.filter((_, index) => index % 4 === 1).map(({ from, to }) => (from + to) / 2);
	for (let time = start; (time += random.exponential(2 * DAY)) < start + days * DAY; ) restarts.push(time);
	return restarts.sort((a, b) => a - b);
}

const wholeSecond = (time: number) => Math.floor(time / SECOND) * SECOND;

/** Whether a time is within a range. */
export const isWithin = ({ from, to }: TimeRange, time: number): boolean => time >= from && time < to;
