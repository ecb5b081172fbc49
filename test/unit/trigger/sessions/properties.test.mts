import * as fc from 'fast-check';

import { DAY } from '../../../../nodes/shared/time/days';
import { isOverAt, sizeAt, type Connection, type Meeting } from '../../../runs/soak/meetings.mts';
import { HOUR, MINUTE } from '../model.mts';
import { SessionHost, type PollOptions } from './host.mts';
import { confOf, lastListed, type Route, type SessionApi } from './model.mts';

/** After this many milliseconds, stops the search for a shorter counterexample, so that it is reported. */
const TIME_LIMIT = 300_000;
const BEGINNING = Date.UTC(2026, 10, 20, 12);

const rarely = <T,>(count: number, value: fc.Arbitrary<T>, usual: T) => fc.oneof({ arbitrary: fc.constant(usual), weight: count - 1 }, { arbitrary: value, weight: 1 });
const minutes = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * MINUTE);
const late = fc.oneof({ arbitrary: fc.constantFrom(0, MINUTE / 2, MINUTE / 3), weight: 5 }, { arbitrary: fc.constantFrom(4 * MINUTE, 3 * HOUR, 47 * HOUR), weight: 1 });
const stay = fc.record({ from: fc.double({ min: 0, max: 0.9, noNaN: true }), to: fc.double({ min: 0, max: 1, noNaN: true }), late });

interface Plan {
	room: Meeting['room'];
	gap: number;
	length: number;
	stays: Array<{ from: number; to: number; late: number }>;
	hostLate: number;
}

const plan: fc.Arbitrary<Plan> = fc.record({
	room: fc.constantFrom<Meeting['room'][]>(0, 1, 'adhoc'),
	gap: fc.oneof(fc.constantFrom(1_000, 2 * MINUTE, 6 * MINUTE), minutes(1, 2_000)),
	length: fc.oneof({ arbitrary: minutes(1, 90), weight: 4 }, { arbitrary: minutes(90, 900), weight: 2 }, { arbitrary: minutes(1_500, 8_000), weight: 1 }),
	stays: fc.array(stay, { maxLength: 3 }),
	hostLate: late,
});

const wholeSecond = (time: number) => Math.floor(time / 1_000) * 1_000;

/** Meetings one after the other in each room, from half a day before the beginning. */
function meetingsOf(plans: readonly Plan[]): Meeting[] {
	const ends = new Map<Meeting['room'], number>();
	return plans.map(({ room, gap, length, stays, hostLate }, index) => {
		const startAt = (room === 'adhoc' ? BEGINNING - DAY / 2 + index * HOUR : (ends.get(room) ?? BEGINNING - DAY / 2)) + gap;
		const connection = (name: string, from: number, to: number, delay: number): Connection => ({ name, joinedAt: from, leftAt: to, listedAt: to + delay });
		const guests = stays.map(({ from, to, late: delay }, guest) => {
			const [joined, left] = [from, from + (1 - from) * to].map((part) => wholeSecond(startAt + part * length));
			return connection(`guest ${guest % 2}`, joined, Math.max(joined, left), delay);
		});
		const connections = [connection('host', startAt, startAt + length, hostLate), ...guests];
		ends.set(room, startAt + length);
		return { room, startAt, endAt: startAt + length, connections, followedAt: Infinity };
	});
}

interface SessionStep extends PollOptions {
	wait: number;
}

const step: fc.Arbitrary<SessionStep> = fc.record({
	wait: fc.constantFrom(MINUTE, 5 * MINUTE, 5 * MINUTE, 30 * MINUTE, HOUR, 6 * HOUR, 3 * DAY),
	offset: rarely(5, fc.integer({ min: -12, max: 12 }).map((hours) => hours * HOUR), 0),
	failing: rarely(4, fc.constantFrom<Route[][]>(['period'], ['users'], ['conf'], ['users', 'conf'], ['period', 'users', 'conf']), []),
	status: fc.constantFrom(503, 429, 500),
	restarts: rarely(6, fc.constant(true), false),
});

interface SessionHistory {
	api: SessionApi;
	isDurable: boolean;
	steps: SessionStep[];
}

const history: fc.Arbitrary<SessionHistory> = fc.record({
	api: fc.record({ meetings: fc.array(plan, { minLength: 1, maxLength: 10 }).map(meetingsOf), sendsDate: rarely(4, fc.constant(false), true), includesLastDay: fc.boolean() }),
	isDurable: fc.boolean(),
	steps: fc.array(step, { maxLength: 60, size: 'max' }),
});

/** A poll every so often, without failures. */
async function pollCalmly(host: SessionHost, from: number, to: number, every: number): Promise<void> {
	for (let at = from; at <= to; at += every) await host.poll(at);
}

async function play({ api, isDurable, steps }: SessionHistory) {
	const host = new SessionHost({ api, isDurable });
	const since = Math.max(-Infinity, ...api.meetings.flatMap(({ connections }) => connections).filter(({ listedAt }) => listedAt <= BEGINNING).map(({ leftAt }) => leftAt));
	await host.poll(BEGINNING);
	let now = BEGINNING;
	// Without a Date header, the clock of n8n decides how long a session has been quiet.
	for (const { offset, ...options } of steps) await host.poll((now += options.wait), api.sendsDate ? { ...options, offset } : options);
	await pollCalmly(host, now + HOUR, Math.max(now, lastListed(api)) + 1.5 * DAY, 2 * HOUR);
	const ids = host.delivered.map(({ item }) => String(item.conf_num));
	const meetingOf = (id: unknown) => api.meetings.find((meeting) => confOf(api, meeting) === id);
	const wrong = host.delivered.filter(({ at, item, hasGivenUp }) => {
		const meeting = meetingOf(item.conf_num);
		// A session whose CDRs cannot be asked for during a whole day comes with those of the list, and the log says so.
		return meeting === undefined || !isOverAt(meeting, at) || (sizeAt(meeting, at) !== item.connection_count && !hasGivenUp);
	});
	return {
		lost: api.meetings.filter((meeting) => meeting.endAt > since).map((meeting) => confOf(api, meeting)).filter((id) => !ids.includes(id)),
		twice: ids.filter((id, index) => ids.indexOf(id) !== index),
		old: api.meetings.filter((meeting) => meeting.endAt <= since).map((meeting) => confOf(api, meeting)).filter((id) => ids.includes(id)),
		'too early or incomplete': wrong.map(({ item }) => item.conf_num),
	};
}

test('In any history, each session comes once, after it is over, with everybody whose CDR is listed', async () => {
	await fc.assert(
		fc.asyncProperty(history, async (plot) => {
			expect(await play(plot)).toEqual({ lost: [], twice: [], old: [], 'too early or incomplete': [] });
		}),
		{ numRuns: 100, interruptAfterTimeLimit: TIME_LIMIT, markInterruptAsFailure: true },
	);
}, 2 * TIME_LIMIT);
