import type { INodeParameters } from 'n8n-workflow';

import { callsEndingAt } from '../../lib/engine/calls.mts';
import { CREATE_ROOM, useFixture } from '../../lib/engine/fixture.mts';
import { given, refusalOf } from '../../lib/engine/refusal.mts';
import { API_OPERATION_IDS, parametersOf } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';
import { fieldsOf, variantsShowing, withValue } from '../../lib/operations/values.mts';

const fixture = useFixture();
const scheduled = (scheduledTime: unknown) => parametersOf('room.create', { scheduledTime }, 'scheduled');
const moved = (scheduledTime: unknown) => parametersOf('room.update', { updateFields: { scheduledTime } });
const cdrs = (from: unknown, to: unknown) => parametersOf('cdr.getAll', { from, to }, 'period');

/** Every time field, in each variant that shows it, with a function that sets its value. */
const FIELDS = API_OPERATION_IDS.flatMap((id) =>
	fieldsOf(id)
		.filter(({ field }) => field.type === 'dateTime')
		.flatMap((named) =>
			variantsShowing(id, named).map(({ what }) => ({
				title: `${named.field.displayName} of ${id}, ${what},`,
				name: named.field.displayName,
				parameters: (value: unknown) => withValue(parametersOf(id, {}, what), named.path, value),
			})),
		),
);

describe.each(FIELDS)('$title', ({ name, parameters }) => {
	test.each([5, 0, -5, 2026, 20261122, 999_999_999])('rejects %j, a number that is not a time', async (number) => {
		const { message } = await refusalOf(fixture(), parameters(given(number)));
		expect(message).toMatch(new RegExp(`^${name} "${number}" is not a date`));
	});

	test('shortens a wrong value to one line', async () => {
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
	test.each([['seconds', 1940490000], ['milliseconds', 1940490000000]])('in %s is accepted by Scheduled Time', async (_unit, number) => {
		for (const value of [given(number), given(String(number))]) {
			const [request] = await fixture().requestsOf(scheduled(value));
			expect(request.body).toMatchObject({ settings: { scheduled_time: '2031-06-29 09:00:00' } });
		}
	});

	test.each([['seconds', 1710064800, 1710068400], ['milliseconds', 1710064800000, 1710068400000]])('in %s is accepted by From and To', async (_unit, from, to) => {
		const { room_id } = await fixture().createRoom();
		const ends = ['2024-03-10T09:59:59Z', '2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z'];
		await callsEndingAt(fixture().control, room_id, ends);
		const found = await fixture().output(cdrs(given(from), given(to)));
		expect(found.map(({ user_name }) => user_name)).toEqual([ends[1]]);
	});
});

describe('Scheduled Time without a time of day is rejected, because midnight is never meant', () => {
	test.each([['a new room', scheduled], ['an update', moved]])('of %s', async (_what, parameters) => {
		for (const day of ['2031-11-22', '20311122']) {
			const { message, description } = await refusalOf(fixture(), parameters(given(day)));
			expect(message).toContain(`Scheduled Time "${day}" is not a date and time`);
			expect(description).toContain('2026-11-22T09:30:00');
		}
	});
});

describe('Other wrong values are shortened to one line', () => {
	const LONG = `a/b\n\u0000\u202e${'y'.repeat(3000)}`;
	test.each<[string, INodeParameters]>([
		['Room "a/b', parametersOf('room.get', { roomId: locator(given(LONG)) })],
		['Room is not text', parametersOf('room.get', { roomId: locator('={{ { text: "z".repeat(3000) } }}') })],
		['Conference Number "a/b', parametersOf('cdr.getAll', { conferenceNumber: given(LONG) }, 'conference')],
		['Mode "a/b', { ...CREATE_ROOM, mode: given(LONG) }],
		['Name is not text', { ...CREATE_ROOM, name: '={{ { text: "z".repeat(3000) } }}' }],
		['Limit has to be', parametersOf('room.getAll', { limit: given(LONG) })],
	])('%s …', async (start, parameters) => {
		const { message, description } = await refusalOf(fixture(), parameters);
		expect(message.startsWith(start)).toBe(true);
		expect(message + description).not.toMatch(/\p{C}/u);
		expect(message).not.toMatch(/[yz]{61}/);
		expect(description).not.toMatch(/[yz]{61}/);
	});
});
