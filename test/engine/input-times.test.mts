import type { INodeParameters } from 'n8n-workflow';

import { callsEndingAt } from './calls.mts';
import { CREATE_ROOM, locator, useFixture } from './fixture.mts';
import { given, refusalOf } from './refusal.mts';

const fixture = useFixture();
const scheduled = (scheduledTime: unknown) => ({ ...CREATE_ROOM, roomType: 'scheduled', scheduledTime, duration: 30 }) as INodeParameters;
const moved = (scheduledTime: unknown) =>
	({ resource: 'room', operation: 'update', roomId: locator('r1'), updateFields: { scheduledTime } }) as INodeParameters;
const cdrs = (from: unknown, to: unknown) => ({ resource: 'cdr', operation: 'getAll', findBy: 'period', from, to }) as INodeParameters;

/** Every field that holds a moment, with what puts a value into it. */
const FIELDS: Array<[name: string, parameters: (value: unknown) => INodeParameters]> = [
	['Scheduled Time', scheduled],
	['Scheduled Time', moved],
	['From', (value) => cdrs(value, '2033-01-01')],
	['To', (value) => cdrs('2001-01-01', value)],
];

describe.each(FIELDS)('%s', (name, parameters) => {
	test.each([5, 0, -5, 2026, 20261122, 999_999_999])('does not take %j, a number that is no moment', async (number) => {
		const { message } = await refusalOf(fixture(), parameters(given(number)));
		expect(message).toMatch(new RegExp(`^${name} "${number}" is not a date`));
	});

	test('shows a wrong value short and in one line', async () => {
		const { message, description } = await refusalOf(fixture(), parameters(given(`so\non\u0000\u202e\u001b[31m ${'x'.repeat(3000)}`)));
		expect(message).toMatch(new RegExp(`^${name} "so on `));
		expect(message + description).not.toMatch(/\p{C}/u);
		expect(message.length + description.length).toBeLessThan(350);
	});

	test('shows a wrong object as JSON', async () => {
		const { message } = await refusalOf(fixture(), parameters('={{ { year: 2031 } }}'));
		expect(message).toMatch(new RegExp(`^${name} "\\{"year":2031\\}" is not a date`));
	});
});

describe('A Unix time', () => {
	test.each([['seconds', 1940490000], ['milliseconds', 1940490000000]])('in %s is taken by Scheduled Time', async (_unit, number) => {
		for (const value of [given(number), given(String(number))]) {
			const [request] = await fixture().requestsOf(scheduled(value));
			expect(request.body).toMatchObject({ settings: { scheduled_time: '2031-06-29 09:00:00' } });
		}
	});

	test.each([['seconds', 1710064800, 1710068400], ['milliseconds', 1710064800000, 1710068400000]])('in %s is taken by From and To', async (_unit, from, to) => {
		const { room_id } = await fixture().createRoom();
		const ends = ['2024-03-10T09:59:59Z', '2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z'];
		await callsEndingAt(fixture().control, room_id, ends);
		const found = await fixture().output(cdrs(given(from), given(to)));
		expect(found.map(({ user_name }) => user_name)).toEqual([ends[1]]);
	});
});

describe('Scheduled Time as a day alone is refused, since nobody means midnight', () => {
	test.each([['a new room', scheduled], ['an update', moved]])('of %s', async (_what, parameters) => {
		for (const day of ['2031-11-22', '20311122']) {
			const { message, description } = await refusalOf(fixture(), parameters(given(day)));
			expect(message).toContain(`Scheduled Time "${day}" is not a date and time`);
			expect(description).toContain('2026-11-22T09:30:00');
		}
	});
});

describe('Other wrong values are shown short and in one line', () => {
	const LONG = `a/b\n\u0000\u202e${'y'.repeat(3000)}`;
	const room = { resource: 'room', operation: 'get' };
	test.each<[string, INodeParameters]>([
		['Room "a/b', { ...room, roomId: locator(given(LONG)) }],
		['Room is not a text', { ...room, roomId: locator('={{ { text: "z".repeat(3000) } }}') }],
		['Conference Number "a/b', { resource: 'cdr', operation: 'getAll', findBy: 'conference', conferenceNumber: given(LONG) }],
		['Mode "a/b', { ...CREATE_ROOM, mode: given(LONG) }],
		['Name is not a text', { ...CREATE_ROOM, name: '={{ { text: "z".repeat(3000) } }}' }],
		['Limit has to be', { resource: 'room', operation: 'getAll', limit: given(LONG) }],
	])('%s …', async (start, parameters) => {
		const { message, description } = await refusalOf(fixture(), parameters);
		expect(message.startsWith(start)).toBe(true);
		expect(message + description).not.toMatch(/\p{C}/u);
		expect(message).not.toMatch(/[yz]{61}/);
		expect(description).not.toMatch(/[yz]{61}/);
	});
});
