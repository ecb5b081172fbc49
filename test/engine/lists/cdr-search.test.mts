import type { INodeParameters } from 'n8n-workflow';

import { callEndingAt, callsEndingAt } from '../../lib/engine/calls.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { parametersOf } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';

const fixture = useFixture();
const cdrs = (parameters: INodeParameters) => parametersOf('cdr.getAll', { returnAll: true, ...parameters });
const inPeriod = (from: unknown, to: unknown = '') => cdrs({ findBy: 'period', from, to } as INodeParameters);

/** The user names of the found records. The calls below have their end time as the name. */
const found = async (parameters: INodeParameters, timezone?: string) =>
	(await fixture().output(parameters, { timezone })).map(({ user_name }) => user_name);
const pathsOf = async (parameters: INodeParameters, timezone?: string) =>
	(await fixture().requestsOf(parameters, { timezone })).map(({ url }) => url.replace('/video/v2', ''));

let roomId: string;
beforeEach(async () => {
	roomId = (await fixture().createRoom()).room_id;
});

describe('Get Many CDRs', () => {
	test('finds the calls of one session by its conference number', async () => {
		const [first] = await callsEndingAt(fixture().control, roomId, ['2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z']);
		const parameters = cdrs({ findBy: 'conference', conferenceNumber: first.confNum });
		expect(await found(parameters)).toEqual(['2024-03-10T10:00:00Z']);
		expect(await pathsOf(parameters)).toEqual([`/cdr/conf/${first.confNum}`]);
	});

	test('finds the calls of one room, given by its ID or a join link', async () => {
		const other = await fixture().createRoom();
		await callEndingAt(fixture().control, roomId, '2024-03-10T10:00:00Z', 'here');
		await callEndingAt(fixture().control, other.room_id, '2024-03-10T10:00:00Z', 'there');
		expect(await found(cdrs({ findBy: 'room', roomId: locator(roomId) }))).toEqual(['here']);
		expect(await pathsOf(cdrs({ findBy: 'room', roomId: locator(other.host_url, 'url') }))).toEqual([`/cdr/room/${other.room_id}`]);
	});

	test('finds the calls of one room in a period', async () => {
		const other = await fixture().createRoom();
		await callsEndingAt(fixture().control, roomId, ['2024-03-10T10:00:00Z', '2024-04-10T10:00:00Z']);
		await callEndingAt(fixture().control, other.room_id, '2024-03-10T10:00:00Z', 'elsewhere');
		const parameters = cdrs({ findBy: 'roomAndPeriod', roomId: locator(roomId), from: '2024-03-10', to: '2024-03-12' });
		expect(await found(parameters)).toEqual(['2024-03-10T10:00:00Z']);
		expect(await pathsOf(parameters)).toEqual([`/cdr/room-period/${roomId}/2024-03-10/2024-03-13`]);
	});

	test('includes the exact time of From and excludes the exact time of To', async () => {
		const ends = ['09:59:59.999', '10:00:00.000', '10:59:59.999', '11:00:00.000'].map((time) => `2024-03-10T${time}Z`);
		await callsEndingAt(fixture().control, roomId, ends);
		expect(await found(inPeriod('2024-03-10T10:00:00Z', '2024-03-10T11:00:00Z'))).toEqual([ends[2], ends[1]]);
	});

	test('includes the whole day if To is only a date', async () => {
		const ends = ['2024-03-10T23:59:59.999Z', '2024-03-11T00:00:00.000Z'];
		await callsEndingAt(fixture().control, roomId, ends);
		expect(await found(inPeriod('2024-03-10', '2024-03-10'))).toEqual([ends[0]]);
		expect(await found(inPeriod('2024-03-10', '2024-03-11'))).toEqual([ends[1], ends[0]]);
		expect(await found(inPeriod('2024-03-10T00:00:00', '2024-03-10T00:00:00'))).toEqual([]);
	});

	test('reads From and To in the time zone of the workflow, and requests the UTC days that cover them', async () => {
		const ends = ['2024-03-09T18:29:59Z', '2024-03-09T18:30:00Z', '2024-03-10T18:29:59Z', '2024-03-10T18:30:00Z'];
		await callsEndingAt(fixture().control, roomId, ends);
		const parameters = inPeriod('2024-03-10', '2024-03-10');
		expect(await found(parameters, 'Asia/Kolkata')).toEqual([ends[2], ends[1]]);
		expect(await pathsOf(parameters, 'Asia/Kolkata')).toEqual(['/cdr/period/2024-03-09/2024-03-11']);
	});

	test('includes the short day of a change to summer time up to its end', async () => {
		const ends = ['2024-03-10T04:59:59Z', '2024-03-10T05:00:00Z', '2024-03-11T03:59:59Z', '2024-03-11T04:00:00Z'];
		await callsEndingAt(fixture().control, roomId, ends);
		expect(await found(inPeriod('2024-03-10', '2024-03-10'), 'America/New_York')).toEqual([ends[2], ends[1]]);
	});

	test('honours an offset in From and To', async () => {
		await callsEndingAt(fixture().control, roomId, ['2024-03-10T10:00:00Z', '2024-03-10T12:00:00Z']);
		const parameters = inPeriod('2024-03-10T13:00:00+02:00', '2024-03-10T12:00:00-04:00');
		expect(await found(parameters, 'Asia/Tokyo')).toEqual(['2024-03-10T12:00:00Z']);
	});

	test('finds everything until now if To is empty, even if the clock of EnableX is ahead of that of n8n', async () => {
		const now = Date.now();
		const [past, aMinuteAhead] = [now - 120_000, now + 60_000].map((time) => new Date(time).toISOString());
		await fixture().control.advanceClock({ seconds: 120 });
		await callsEndingAt(fixture().control, roomId, [past, aMinuteAhead]);
		expect(await found(inPeriod(new Date(now - 86_400_000).toISOString()))).toEqual([aMinuteAhead, past]);
	});

	test('finds the calls of the last day even if the server excludes the last requested day', async () => {
		await fixture().control.settings({ toExclusive: true });
		const ends = ['2024-03-10T00:00:00Z', '2024-03-10T23:59:59Z'];
		await callsEndingAt(fixture().control, roomId, ends);
		expect(await found(inPeriod('2024-03-10', '2024-03-10'))).toEqual([ends[1], ends[0]]);
	});
});

describe('The route for a room and a period', () => {
	const parameters = () => cdrs({ findBy: 'roomAndPeriod', roomId: locator(roomId), from: '2024-03-10', to: '2024-03-10' });

	test('falls back to the older route if the API does not know it', async () => {
		await fixture().control.settings({ roomPeriodRoute: false });
		await callsEndingAt(fixture().control, roomId, ['2024-03-10T10:00:00Z']);
		expect(await found(parameters())).toEqual(['2024-03-10T10:00:00Z']);
		expect(await pathsOf(parameters())).toEqual([
			`/cdr/room-period/${roomId}/2024-03-10/2024-03-11`,
			`/cdr/room/${roomId}/2024-03-10/2024-03-11`,
		]);
	});

	test('returns only the period even if the older route ignores the days', async () => {
		await fixture().control.settings({ roomPeriodRoute: false });
		const cdr = ['2024-03-09', '2024-03-10', '2024-03-11'].map((day) => ({ trans_date: `${day}T12:00:00.000Z`, user: { name: day } }));
		await fixture().control.faults.add({ kind: 'body', match: { path: '/cdr/room/' }, body: { result: '0', cdr } });
		expect(await found(parameters())).toEqual(['2024-03-10']);
	});

	test('does not fall back if the API knows the route but not the room', async () => {
		await fixture().control.faults.add({ kind: 'status', status: 404, result: 40001, error: 'Room not found' });
		const { error } = await fixture().run(parameters());
		expect(error).toMatchObject({ message: 'Room not found' });
		expect(await fixture().control.requests({ path: '/cdr/' })).toHaveLength(1);
	});

	test('does not fall back on any other error, and reports it', async () => {
		await fixture().control.faults.add({ kind: 'status', status: 409, result: 1, error: 'Not now', times: 1 });
		expect((await fixture().run(parameters())).error).toMatchObject({ message: 'Not now' });
		expect(await fixture().control.requests({ path: '/cdr/' })).toHaveLength(1);
	});

	test('shows the message of the first response if the second one is a web page', async () => {
		await fixture().control.faults.add({ kind: 'body', status: 404, match: { path: '/room-period/' }, body: { message: 'Reports are switched off' } });
		await fixture().control.faults.add({ kind: 'html', status: 404, match: { path: '/cdr/room/' } });
		expect((await fixture().run(parameters())).error).toMatchObject({ message: 'Reports are switched off', httpCode: '404' });
	});

	test('fails with one error if the API knows neither route', async () => {
		await fixture().control.faults.add({ kind: 'html', status: 404 });
		expect((await fixture().run(parameters())).error).toMatchObject({ message: 'The API returned HTTP 404 (Not Found)' });
		expect(await fixture().control.requests({ path: '/cdr/' })).toHaveLength(2);
	});
});
