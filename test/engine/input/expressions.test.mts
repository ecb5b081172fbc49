import type { INodeParameters } from 'n8n-workflow';

import { callsEndingAt } from '../../lib/engine/calls.mts';
import { itemsOf, useFixture } from '../../lib/engine/fixture.mts';
import { parametersIn, parametersOf } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';

const fixture = useFixture();

/** The request bodies of a run, in the order in which they were sent. */
async function sentBodies(parameters: INodeParameters, items: Parameters<typeof itemsOf>, timezone = 'UTC') {
	await fixture().control.clearRequests();
	const { error } = await fixture().run(parameters, { items: itemsOf(...items), timezone });
	if (error) throw new Error(error.message);
	return (await fixture().control.requests()).map(({ body }) => body);
}

describe('Every kind of field accepts an expression, evaluated for each item', () => {
	test('text, numbers, booleans, options, times, JSON and collections of a new room', async () => {
		const parameters = parametersOf('room.create', {
			name: '={{ $json.name }}',
			ownerRef: '=deal-{{ $json.deal }}',
			mode: '={{ $json.mode }}',
			roomType: '={{ $json.type }}',
			scheduledTime: '={{ $json.time }}',
			duration: '={{ $json.minutes }}',
			additionalFields: {
				participants: '={{ $json.seats }}',
				knock: '={{ $json.seats > 5 }}',
				quality: '={{ $json.quality }}',
				data: '={ "deal": {{ $json.deal }} }',
				roleBasedRecording: { moderator: '={{ $json.track }}' },
				liveRecording: { autoRecording: '={{ $json.seats > 5 }}', url: '=https://example.com/{{ $json.deal }}' },
			},
		});
		const one = { name: 'A', deal: 1, mode: 'group', type: 'permanent', time: '', minutes: 0, seats: 2, quality: 'SD', track: 'audio' };
		const two = { name: 'B', deal: 2, mode: 'lecture', type: 'scheduled', time: '2031-07-01T09:00:00', minutes: 45, seats: 9, quality: 'HD', track: 'audiovideo' };
		const bodies = await sentBodies(parameters, [one, two], 'Europe/Berlin');
		expect(bodies).toHaveLength(2);
		expect(bodies).toContainEqual({
			name: 'A',
			owner_ref: 'deal-1',
			settings: {
				mode: 'group', scheduled: false, adhoc: false, participants: 2, knock: false, quality: 'SD',
				role_based_recording: { moderator: 'audio' }, live_recording: { auto_recording: false, url: 'https://example.com/1' },
			},
			data: { deal: 1 },
		});
		expect(bodies).toContainEqual({
			name: 'B',
			owner_ref: 'deal-2',
			settings: {
				mode: 'lecture', scheduled: true, adhoc: false, scheduled_time: '2031-07-01 07:00:00', duration: 45, participants: 9, knock: true, quality: 'HD',
				role_based_recording: { moderator: 'audiovideo' }, live_recording: { auto_recording: true, url: 'https://example.com/2' },
			},
			data: { deal: 2 },
		});
	});

	test('a join link, a role and data of a token', async () => {
		const a = await fixture().createRoom();
		const b = await fixture().createRoom();
		const parameters = parametersOf('token.create', {
			roomId: locator('={{ $json.link }}', 'url'),
			name: '={{ $json.who }}',
			role: '={{ $json.role }}',
			userRef: '={{ $json.who.toLowerCase() }}',
			additionalFields: { data: '={{ { seat: $itemIndex } }}' },
		});
		const bodies = await sentBodies(parameters, [
			{ link: a.guest_url, who: 'Ann', role: 'viewer' },
			{ link: b.host_url, who: 'Ben', role: 'moderator' },
		]);
		expect(bodies).toContainEqual({ name: 'Ann', role: 'viewer', user_ref: 'ann', data: { seat: 0 } });
		expect(bodies).toContainEqual({ name: 'Ben', role: 'moderator', user_ref: 'ben', data: { seat: 1 } });
	});

	test('limits, filters, Return All, Simplify and options', async () => {
		await fixture().control.seedRooms({ count: 4, namePrefix: 'Sales' });
		await fixture().control.seedRooms({ count: 2, namePrefix: 'Support' });
		const parameters = parametersOf('room.getAll', {
			returnAll: '={{ $json.all }}',
			limit: '={{ $json.limit }}',
			filters: { nameContains: '={{ $json.team }}' },
			simplify: '={{ $json.flat }}',
		});
		const { items } = await fixture().run(parameters, {
			items: itemsOf({ all: false, limit: 3, team: 'sales', flat: true }, { all: true, limit: 1, team: 'support', flat: false }),
		});
		expect(items.map(({ json, pairedItem }) => [json.name, 'type' in json, pairedItem])).toEqual([
			['Sales 1', true, { item: 0 }],
			['Sales 2', true, { item: 0 }],
			['Sales 3', true, { item: 0 }],
			['Support 1', false, { item: 1 }],
			['Support 2', false, { item: 1 }],
		]);
	});
});

describe('Time fields accept a DateTime or a Date from an expression', () => {
	const TIMES: Array<[what: string, expression: string]> = [
		['a DateTime with a zone', '={{ DateTime.fromISO("2031-07-01T09:00:00", { zone: "America/New_York" }) }}'],
		['a DateTime that n8n creates from a string', '={{ "2031-07-01T13:00:00Z".toDateTime() }}'],
		['a DateTime after some arithmetic', '={{ DateTime.fromISO("2031-07-01T12:30:00Z").plus({ minutes: 30 }) }}'],
		['a Date', '={{ new Date("2031-07-01T13:00:00Z") }}'],
		['an ISO 8601 string', '={{ DateTime.fromISO("2031-07-01T13:00:00Z").toISO() }}'],
		['milliseconds', '={{ new Date("2031-07-01T13:00:00Z").getTime() }}'],
		['a string from the item', '={{ $json.start }}'],
	];

	test.each(TIMES)('as Scheduled Time: %s', async (_what, scheduledTime) => {
		const [body] = await sentBodies(parametersOf('room.create', { scheduledTime }, 'scheduled'), [{ start: '2031-07-01T18:30:00' }], 'Asia/Kolkata');
		expect(body).toMatchObject({ settings: { scheduled_time: '2031-07-01 13:00:00' } });
	});

	test('as Scheduled Time of an update', async () => {
		const { room_id } = await fixture().createRoom(parametersOf('room.create', {}, 'scheduled'));
		const updateFields = { scheduledTime: '={{ DateTime.fromISO($json.start, { zone: "utc" }).plus({ days: 1 }) }}' };
		const bodies = await sentBodies(parametersIn('room.update', room_id, { updateFields }), [{ start: '2031-07-01T13:00:00' }]);
		// The room is read again after the change.
		expect(bodies).toEqual([{ settings: { scheduled_time: '2031-07-02 13:00:00' } }, null]);
	});

	test.each([
		['DateTimes', '={{ DateTime.fromISO($json.from) }}', '={{ DateTime.fromISO($json.from).plus({ hours: 1 }) }}'],
		['Dates', '={{ new Date($json.from) }}', '={{ new Date(new Date($json.from).getTime() + 3600000) }}'],
		['the start and the end of a day', '={{ DateTime.fromISO($json.from).startOf("day") }}', '={{ DateTime.fromISO($json.from).set({ hour: 11 }) }}'],
	])('as From and To: %s', async (_what, from, to) => {
		const { room_id } = await fixture().createRoom();
		const ends = ['2024-03-09T23:59:59Z', '2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z'];
		await callsEndingAt(fixture().control, room_id, ends);
		const cdrs = await fixture().output(
			parametersOf('cdr.getAll', { from, to }, 'period'),
			{ items: itemsOf({ from: '2024-03-10T10:00:00Z' }) },
		);
		expect(cdrs.map(({ user_name }) => user_name)).toEqual(['2024-03-10T10:00:00Z']);
	});

	test('$now minus some days as From, without To, finds all calls since then', async () => {
		const { room_id } = await fixture().createRoom();
		const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
		const ends = [hoursAgo(50), hoursAgo(20)];
		await callsEndingAt(fixture().control, room_id, ends);
		const parameters = parametersOf('cdr.getAll', { from: '={{ $now.minus({ days: 2 }) }}', to: '' }, 'period');
		expect((await fixture().output(parameters)).map(({ user_name }) => user_name)).toEqual([ends[1]]);
	});
});
