import type { INodeParameters } from 'n8n-workflow';

import { callEndingAt, callsEndingAt } from '../../lib/engine/calls.mts';
import { itemsOf, pairsOf, useFixture } from '../../lib/engine/fixture.mts';
import { parametersOf } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';
import { PARTICIPANT_ITEM, RECORDINGS_OF_SESSION } from '../../lib/operations/session.mts';

const fixture = useFixture();
const inPeriod = (from: unknown, to: unknown = '', more: INodeParameters = {}) => parametersOf('session.getAll', { from, to, ...more }, 'period');
const hintsOf = ({ run }: Awaited<ReturnType<ReturnType<typeof fixture>['run']>>) =>
	(run.data.resultData.runData['EnableX Video'][0].hints ?? []).map(({ message }) => message);
const paths = async () => (await fixture().control.requests()).map(({ path }) => path.replace('/video/v2', ''));

let roomId: string;
beforeEach(async () => {
	roomId = (await fixture().createRoom({ name: 'Demo' })).room_id;
	await fixture().control.setClock({ now: '2026-03-20T00:00:00Z', frozen: true });
});

/** A session over the midnight after this day that the API lists in parts: everybody but the host leaves before it. */
async function longSession(users: number, startAt: string) {
	const guests = Array.from({ length: users }, (_, index) => ({ name: `Guest ${index}`, userRef: 'guest', seconds: 3600 }));
	const host = { name: 'Host', userRef: 'h', seconds: 40 * 3600 };
	return await fixture().control.runSession({ roomId, startAt, users: [host, ...guests], recording: true, chat: true, transcodedAfterSeconds: 0 });
}

describe('Get Many of sessions', () => {
	test('returns the sessions that started in the period, newest first, and Limit keeps the newest', async () => {
		await callsEndingAt(fixture().control, roomId, ['2026-03-09T23:59:00Z', '2026-03-10T10:00:00Z', '2026-03-10T12:00:00Z', '2026-03-11T00:00:30Z', '2026-03-11T00:02:00Z']);
		const ends = async (more: INodeParameters = {}) => (await fixture().output(inPeriod('2026-03-10', '2026-03-10', more))).map(({ ended_at }) => ended_at);
		// The call until 00:00:30 started on the 10th, 30 seconds before midnight.
		const expected = ['2026-03-11T00:00:30.000Z', '2026-03-10T12:00:00.000Z', '2026-03-10T10:00:00.000Z'];
		expect(await ends({ returnAll: true })).toEqual(expected);
		expect(await ends({ limit: 2 })).toEqual(expected.slice(0, 2));
	});

	test('returns one item per participant with the facts of the session, and Limit counts sessions', async () => {
		for (const day of ['2026-03-10', '2026-03-11']) {
			const users = [{ name: 'Ann', userRef: 'a', seconds: 60 }, { name: 'Ben', userRef: 'b', joinAfterSeconds: 10, seconds: 30 }];
			await fixture().control.runSession({ roomId, startAt: `${day}T10:00:00Z`, users });
		}
		const rows = await fixture().output(inPeriod('2026-03-10', '2026-03-12', { output: 'participant', limit: 1 }));
		expect(rows.map((row) => Object.keys(row))).toEqual([PARTICIPANT_ITEM, PARTICIPANT_ITEM]);
		expect(rows).toMatchObject([{ name: 'Ann' }, { name: 'Ben' }].map((one) => ({ ...one, room_name: 'Demo', room_id: roomId, session_started_at: '2026-03-11T10:00:00.000Z' })));
	});

	test('completes a session that goes on after the days of the list', async () => {
		const { confNum } = await longSession(1, '2026-03-10T23:00:00Z');
		await fixture().control.clearRequests();
		const [item] = await fixture().output(inPeriod('2026-03-10', '2026-03-10'));
		expect(item).toMatchObject({ conf_num: confNum, participant_count: 2, ended_at: '2026-03-12T15:00:00.000Z' });
		expect(await paths()).toEqual(['/cdr/period/2026-03-09/2026-03-12', `/cdr/conf/${confNum}`]);
	});

	test('keeps to Max Concurrent Requests while it completes sessions', async () => {
		for (let index = 0; index < 6; index++) await longSession(1, `2026-03-10T${10 + index}:00:00Z`);
		await fixture().control.settings({ latencyMs: 100 });
		const mostInFlight = async (items: number, maxConcurrentRequests: number) => {
			await fixture().control.clearRequests();
			await fixture().run(inPeriod('2026-03-10', '2026-03-10', { options: { maxConcurrentRequests } }), { items: itemsOf(...Array.from({ length: items }, () => ({}))) });
			const requests = await fixture().control.requests();
			expect(requests).toHaveLength(items * 7);
			return Math.max(...requests.map(({ inFlight }) => inFlight));
		};
		expect(await mostInFlight(1, 3)).toBe(3);
		expect(await mostInFlight(4, 4)).toBe(4);
	});

	test('adds recordings from one list, and for a session that goes on from its own archives', async () => {
		const recorded = await callEndingAt(fixture().control, roomId, '2026-03-10T10:00:00Z');
		await fixture().control.runSession({ roomId, startAt: '2026-03-10T12:00:00Z', users: [{ name: 'Ann' }] });
		const long = await longSession(1, '2026-03-10T23:00:00Z');
		await fixture().control.clearRequests();
		const items = await fixture().output(inPeriod('2026-03-10', '2026-03-10', { options: { includeRecordings: true } }));
		expect(items.map((item) => RECORDINGS_OF_SESSION.map((key) => (Array.isArray(item[key]) ? item[key].length : item[key])))).toEqual([
			[2, 1, expect.stringContaining(long.confNum)], [0, 0, null], [1, 1, expect.stringContaining(recorded.confNum)],
		]);
		expect(await paths()).toEqual([
			'/cdr/period/2026-03-09/2026-03-12', `/cdr/conf/${long.confNum}`, '/archive/period/2026-03-09/2026-03-12', `/archive/conf/${long.confNum}`,
		]);
	});

	test('requests no recordings without sessions, nor for participants', async () => {
		const options = { includeRecordings: true };
		expect(await fixture().output(inPeriod('2026-03-10', '2026-03-10', { options }))).toEqual([]);
		await callEndingAt(fixture().control, roomId, '2026-03-10T10:00:00Z');
		expect(await fixture().output(inPeriod('2026-03-10', '2026-03-10', { output: 'participant', options }))).toHaveLength(1);
		expect((await paths()).filter((path) => path.startsWith('/archive'))).toEqual([]);
	});

	test('finds the sessions of a room, also with a period, and falls back to the older route', async () => {
		const other = await fixture().createRoom();
		const ends = ['2026-03-10T10:00:00Z', '2026-03-14T10:00:00Z'];
		await callsEndingAt(fixture().control, roomId, ends);
		await callEndingAt(fixture().control, other.room_id, ends[0]);
		const found = async (findBy: string) => {
			await fixture().control.clearRequests();
			const parameters = parametersOf('session.getAll', { roomId: locator(roomId), ...(findBy === 'room' ? {} : { from: '2026-03-10', to: '2026-03-10' }) }, findBy);
			const items = await fixture().output(parameters);
			return { ends: items.map(({ ended_at }) => Date.parse(String(ended_at))), paths: await paths() };
		};
		const times = ends.map((end) => Date.parse(end));
		expect(await found('room')).toEqual({ ends: [times[1], times[0]], paths: [`/cdr/room/${roomId}`] });
		const route = `${roomId}/2026-03-09/2026-03-12`;
		expect(await found('roomAndPeriod')).toEqual({ ends: [times[0]], paths: [`/cdr/room-period/${route}`] });
		await fixture().control.settings({ roomPeriodRoute: false });
		expect(await found('roomAndPeriod')).toEqual({ ends: [times[0]], paths: [`/cdr/room-period/${route}`, `/cdr/room/${route}`] });
	});

	test('says what EnableX keeps if the period starts more than 90 days ago, once for all items', async () => {
		const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
		const outcome = await fixture().run(inPeriod(daysAgo(91)), { items: itemsOf({}, {}) });
		expect(outcome.error).toBeUndefined();
		expect(hintsOf(outcome)).toEqual([expect.stringContaining('EnableX keeps sessions for 90 days')]);
		expect(hintsOf(await fixture().run(inPeriod(daysAgo(89))))).toEqual([]);
	});

	test('leaves out records without a conference number, and says so in a hint', async () => {
		const cdr = [{ cdr_id: 'c1', conf_num: 'conf-1' }, { cdr_id: 'c2' }];
		await fixture().control.faults.add({ kind: 'body', status: 200, body: { result: '0', cdr } });
		const outcome = await fixture().run(inPeriod(new Date().toISOString()));
		expect(outcome.items).toMatchObject([{ json: { conf_num: 'conf-1', connection_count: 1 } }]);
		expect(hintsOf(outcome)).toEqual(['EnableX listed entries that are not records. Entries skipped: 1']);
	});

	test('pairs its items with the input, and refuses a wrong input before it sends anything', async () => {
		await callEndingAt(fixture().control, roomId, '2026-03-10T10:00:00Z');
		const parameters = inPeriod('={{ $json.day }}', '={{ $json.day }}');
		const { items } = await fixture().run(parameters, { items: itemsOf({ day: '2026-03-11' }, { day: '2026-03-10' }) });
		expect(pairsOf(items)).toEqual([{ item: 1 }]);
		await fixture().control.clearRequests();
		const { error } = await fixture().run(parameters, { items: itemsOf({ day: '2026-03-10' }, { day: 'soon' }) });
		expect(error).toMatchObject({ message: 'From "soon" is not a date. Use a date and time such as 2026-11-22T09:30:00, or a date such as 2026-11-22', context: { itemIndex: 1 } });
		expect(await paths()).toEqual([]);
	});
});
