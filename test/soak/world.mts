/** What happens in the simulated days: who called when, what is listed late, and what breaks. Times are epoch milliseconds. */
import { Random } from './random.mts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The trigger's default lookback: how late a record may be listed without being lost. */
const LOOKBACK = 2 * DAY;
const LONGEST_DOWNTIME = 3 * DAY;

export interface WorldOptions {
	days: number;
	cdrsPerDay: number;
	recordingsPerDay: number;
	seed: number;
}

/** A record that is logged at one time and listed by the API at another. */
export interface Call {
	leftAt: number;
	listedAt: number;
}

/** A recorded session; `readyAt` is when the transcoded file is there, `null` when it never comes. */
export interface Recording {
	endedAt: number;
	listedAt: number;
	readyAt: number | null;
}

export interface Span {
	from: number;
	to: number;
}

export interface World {
	/** Midnight before the first call. */
	start: number;
	/** When the workflow is published: a while after the first calls, which are none of its business. */
	publishedAt: number;
	/** When everything is listed and had time to be delivered. */
	end: number;
	calls: Call[];
	recordings: Recording[];
	/** When the API fails. */
	outages: Span[];
	/** When n8n does not run. */
	downtime: Span;
	/** When n8n is killed and started again. */
	restarts: number[];
}

/** Invents a world; the same options give the same one. A new year begins in it, at two thirds. */
export function makeWorld(options: WorldOptions): World {
	const { days, seed } = options;
	const start = Date.UTC(2028, 0, 1) - Math.round((days * 2) / 3) * DAY;
	const calls = makeCalls(options, start);
	const recordings = makeRecordings(options, start);
	const outages = makeOutages(new Random(seed, 'outages'), start, days);
	const lastListed = [...calls.map(({ listedAt }) => listedAt), ...recordings.map(({ listedAt, readyAt }) => readyAt ?? listedAt)]
		.reduce((last, time) => Math.max(last, time), start + days * DAY);
	const middle = start + (days * DAY) / 2;
	const halfDown = Math.min(LONGEST_DOWNTIME, (days * DAY) / 10) / 2;
	return {
		start,
		publishedAt: start + HOUR,
		// README: a late record comes at the latest an hour after it is listed.
		end: lastListed + 2 * HOUR,
		calls,
		recordings,
		outages,
		downtime: { from: middle - halfDown, to: middle + halfDown },
		restarts: makeRestarts(new Random(seed, 'restarts'), start, days, outages),
	};
}

/** One arrival in a hundred is a crowd that leaves within one second. */
function makeCalls({ days, cdrsPerDay, seed }: WorldOptions, start: number): Call[] {
	const random = new Random(seed, 'calls');
	const calls: Call[] = [];
	for (let day = start; day < start + days * DAY; day += DAY) {
		for (let left = cdrsPerDay; left > 0; ) {
			const leftAt = wholeSecond(random.between(day, day + DAY));
			const size = Math.min(left, random.next() < 0.01 ? random.whole(5, 85) : 1);
			for (let i = 0; i < size; i++) calls.push({ leftAt, listedAt: leftAt + makeLateness(random) });
			left -= size;
		}
		for (const call of pickExtremes(random, calls.slice(-cdrsPerDay))) call.listedAt = call.leftAt + extremeLateness(random);
	}
	// The API lists them as it gets them, so late ones come after newer ones.
	return calls.sort((a, b) => a.listedAt - b.listedAt);
}

/** Half a minute for most, hours for two in a thousand. */
const makeLateness = (random: Random) =>
	wholeSecond(random.next() < 0.002 ? random.between(HOUR, 4 * HOUR) : random.around(20 * SECOND));

/** Two records of each day are listed almost too late. */
const pickExtremes = (random: Random, calls: Call[]) => (calls.length === 0 ? [] : [random.pick(calls), random.pick(calls)]);
const extremeLateness = (random: Random) =>
	random.next() < 0.5 ? LOOKBACK - MINUTE : wholeSecond(random.between(4 * HOUR, LOOKBACK - MINUTE));

/** One in twenty is never transcoded; the others after minutes to ten days. */
function makeRecordings({ days, recordingsPerDay, seed }: WorldOptions, start: number): Recording[] {
	const random = new Random(seed, 'recordings');
	return Array.from({ length: Math.round(days * recordingsPerDay) }, () => {
		const endedAt = wholeSecond(random.between(start, start + days * DAY));
		const listedAt = endedAt + makeLateness(random);
		const readyAt = endedAt + wholeSecond(random.betweenMagnitudes(2 * MINUTE, 10 * DAY));
		return { endedAt, listedAt, readyAt: random.next() < 0.05 ? null : Math.max(listedAt, readyAt) };
	});
}

function makeOutages(random: Random, start: number, days: number): Span[] {
	return Array.from({ length: Math.ceil(days) }, (_, day) => {
		const from = start + day * DAY + random.between(2 * HOUR, DAY - HOUR);
		return { from, to: from + random.between(5 * MINUTE, 30 * MINUTE) };
	});
}

/** About every two days, and once more in the middle of every fourth outage. */
function makeRestarts(random: Random, start: number, days: number, outages: Span[]): number[] {
	const restarts = outages.filter((_, index) => index % 4 === 1).map(({ from, to }) => (from + to) / 2);
	for (let time = start; (time += random.wait(2 * DAY)) < start + days * DAY; ) restarts.push(time);
	return restarts.sort((a, b) => a - b);
}

const wholeSecond = (time: number) => Math.floor(time / SECOND) * SECOND;

/** Whether a moment lies in a span. */
export const isWithin = ({ from, to }: Span, time: number): boolean => time >= from && time < to;
