/** Get Many of sessions against an API in memory that lists CDRs by the day on which they were logged (enablex-api.md 7). */
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { getSessions } from '../../../nodes/EnableXVideo/resources/session/getAll';
import type { ItemContext } from '../../../nodes/EnableXVideo/execution/itemContext';
import { fakeExecution } from '../../lib/fakes.mts';
import { attendanceOf, inOneOrder, sessionCdr, type Connection } from '../../lib/session-cdrs.mts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Meeting {
	conference: string;
	connections: Connection[];
}

const startOf = ({ connections }: Meeting) => Math.min(...connections.map(({ from }) => from));
const endOf = ({ connections }: Meeting) => Math.max(...connections.map(({ to }) => to));

/** An API with the CDRs of these meetings, and the context of an item that asks it. */
function apiWith(meetings: readonly Meeting[], parameters: IDataObject, { includesLastDay = true, zone = 'UTC' } = {}) {
	const cdrs = meetings.flatMap(({ conference, connections }) =>
		connections.map((one, index) => sessionCdr({ ...one, conference, id: `${conference}-${index}` })));
	const asked: string[] = [];
	const answer = (path: string): IDataObject[] => {
		const [, , way, first, last] = path.split('/');
		if (way === 'conf') return cdrs.filter(({ conf_num }) => conf_num === first);
		const isListed = (day: string) => day >= first && (includesLastDay ? day <= last : day < last);
		return cdrs.filter(({ trans_date }) => isListed(String(trans_date).slice(0, 10)));
	};
	const context: ItemContext = Object.assign(Object.create(null), fakeExecution(parameters, zone), {
		getExecutionCancelSignal: () => undefined,
		helpers: {
			async httpRequestWithAuthentication(_name: string, { url }: { url: string }) {
				asked.push(url);
				return await Promise.resolve({ statusCode: 200, headers: {}, body: { result: '0', cdr: answer(url) } });
			},
		},
	});
	return { context, asked };
}

async function sessionsOf(context: ItemContext): Promise<IDataObject[]> {
	return (await getSessions.run(context, getSessions.read(context), {})).map(({ json }) => json);
}

const PERIOD = { findBy: 'period', output: 'session', returnAll: true };

describe('Get Many of sessions by period, for any meetings', () => {
	/** Around the days on which the clocks change in Europe, in America and on Lord Howe. */
	const moment = fc.tuple(fc.constantFrom('2026-03-07', '2026-03-28', '2026-04-04', '2026-10-24', '2026-10-31'), fc.integer({ min: 0, max: 5 * 24 * 60 }))
		.map(([day, minutes]) => Date.parse(day) + minutes * 60_000);
	const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');

	const who = fc.constantFrom({ name: 'Ann', userRef: 'a' }, { name: 'Ben', userRef: 'guest' }, { name: 'Cleo', userRef: 'guest' });
	/** Somebody joins while others are there, stays up to 20 hours, and is logged up to 3 hours later. */
	const arrival = fc.record({ who, at: fc.double({ min: 0, max: 1, noNaN: true }), minutes: fc.integer({ min: 1, max: 20 * 60 }), late: fc.nat(180) });
	const meetingFrom = (start: number, arrivals: Array<{ who: { name: string; userRef: string }; at: number; minutes: number; late: number }>): Connection[] => {
		let end = start;
		return arrivals.map(({ who: person, at, minutes, late }) => {
			const from = start + Math.round((end - start) * at);
			const to = from + minutes * 60_000;
			end = Math.max(end, to);
			return { ...person, from, to, loggedAt: to + late * 60_000 };
		});
	};
	const meetings = fc
		.uniqueArray(fc.tuple(moment, fc.array(arrival, { minLength: 1, maxLength: 7 })), { maxLength: 8, selector: ([start]) => start })
		.map((list) => list.map(([start, arrivals], index): Meeting => ({ conference: `conf-${index}`, connections: meetingFrom(start, arrivals) })));
	/** A period of days, or of exact times. */
	const period = fc.record({ start: moment, hours: fc.integer({ min: 1, max: 100 }), isDays: fc.boolean() });
	const textsOf = ({ start, hours, isDays }: { start: number; hours: number; isDays: boolean }, inZone: string) => {
		const [from, to] = [start, start + hours * HOUR].map((time) => DateTime.fromMillis(time, { zone: inZone }));
		return isDays
			? { from: from.toISODate()!, to: to.toISODate()!, first: from.startOf('day').toMillis(), end: to.startOf('day').plus({ days: 1 }).toMillis() }
			: { from: from.toISO()!, to: to.toISO()!, first: start, end: start + hours * HOUR };
	};

	test('returns exactly those that started in the period, whole, newest first, with every person and minute', async () => {
		await fc.assert(fc.asyncProperty(meetings, period, zone, fc.boolean(), fc.integer({ min: 1, max: 4 }), async (all, chosen, inZone, includesLastDay, limit) => {
			const { from, to, first, end } = textsOf(chosen, inZone);
			const inPeriod = all.filter((one) => startOf(one) >= first && startOf(one) < end).sort((a, b) => startOf(b) - startOf(a));
			const expected = inPeriod.map(({ conference, connections }) => ({
				conf_num: conference,
				started_at: new Date(Math.min(...connections.map((one) => one.from))).toISOString(),
				ended_at: new Date(Math.max(...connections.map((one) => one.to))).toISOString(),
				connection_count: connections.length,
				participants: inOneOrder(attendanceOf(connections)).map((one) => expect.objectContaining(one)),
			}));
			const found = async (parameters: IDataObject) => {
				const { context, asked } = apiWith(all, { ...PERIOD, from, to, ...parameters }, { includesLastDay, zone: inZone });
				const sessions = (await sessionsOf(context)).map((one) => ({ ...one, participants: inOneOrder(one.participants as never[]) }));
				return { sessions, asked };
			};
			const { sessions, asked } = await found({});
			expect(sessions).toEqual(expected.map((one) => expect.objectContaining(one)));
			expect((await found({ returnAll: false, limit })).sessions).toEqual(sessions.slice(0, limit));
			// One list, and one request more for each session that goes on after the day of To.
			const goOn = inPeriod.filter((one) => endOf(one) + 3 * HOUR > end).length;
			expect(asked.length).toBeLessThanOrEqual(1 + goOn);
		}), { numRuns: 200 });
	});
});

describe('Get Many of sessions', () => {
	const NOON = Date.parse('2026-03-10T12:00:00Z');
	const meeting = (conference: string, from: number, ...lengths: number[]): Meeting => ({
		conference,
		connections: lengths.map((length, index) => ({ name: `User ${index}`, userRef: '', from, to: from + length })),
	});
	const DAYS = { ...PERIOD, from: '2026-03-10', to: '2026-03-10' };
	const numbersOf = async (meetings: Meeting[], parameters: IDataObject = DAYS) => {
		const { context, asked } = apiWith(meetings, parameters);
		return { numbers: (await sessionsOf(context)).map(({ conf_num }) => conf_num), asked };
	};
	const LIST = '/cdr/period/2026-03-09/2026-03-12';

	test('sends one request if all of its sessions are over on the day after the period at the latest', async () => {
		expect(await numbersOf([meeting('a', NOON, HOUR), meeting('b', NOON + HOUR, 6 * HOUR)])).toEqual({ numbers: ['b', 'a'], asked: [LIST] });
	});

	test('requests those that go on after it by their number', async () => {
		const { numbers, asked } = await numbersOf([meeting('a', NOON, HOUR), meeting('long', NOON + HOUR, 15 * HOUR, 70 * HOUR)]);
		expect({ numbers, asked }).toEqual({ numbers: ['long', 'a'], asked: [LIST, '/cdr/conf/long'] });
	});

	test('requests only those that Limit keeps', async () => {
		const long = (name: string, start: number) => meeting(name, start, 15 * HOUR, 70 * HOUR);
		const meetings = [long('a', NOON), long('b', NOON + HOUR), long('c', NOON + 2 * HOUR)];
		const { numbers, asked } = await numbersOf(meetings, { ...DAYS, returnAll: false, limit: 1 });
		expect({ numbers, asked }).toEqual({ numbers: ['c'], asked: [LIST, '/cdr/conf/c'] });
	});

	test('leaves out a session that turns out to have started before the period', async () => {
		// The host joined the day before and is logged three days after it; the guest alone looks like a session of the period.
		const early: Meeting = {
			conference: 'early',
			connections: [
				{ name: 'Host', userRef: '', from: NOON - DAY, to: NOON + 3 * DAY },
				{ name: 'Guest', userRef: '', from: NOON + HOUR, to: NOON + 14 * HOUR },
			],
		};
		const expected = { numbers: ['a'], asked: [LIST, '/cdr/conf/early'] };
		expect(await numbersOf([early, meeting('a', NOON, HOUR)], { ...DAYS, returnAll: false, limit: 1 })).toEqual(expected);
		expect(await numbersOf([early, meeting('a', NOON, HOUR)])).toEqual(expected);
	});

	test('requests no session by its number if the list has everything up to now', async () => {
		const now = Date.now();
		const { numbers, asked } = await numbersOf([meeting('a', now - 3 * HOUR, 2 * HOUR, 3 * HOUR)], { ...PERIOD, from: new Date(now - 5 * HOUR).toISOString() });
		expect([numbers, asked.length]).toEqual([['a'], 1]);
	});
});
