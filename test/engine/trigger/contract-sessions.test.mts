import type { IDataObject } from 'n8n-workflow';

import type { Poller } from '../../lib/engine/poller.mts';
import { NOON, POLLERS, useTriggerFixture, type PollerKind } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();
const HOUR = 60;
const DAY = 24 * HOUR;

/** A session as it was delivered: in which minute, and its item. */
type Arrival = [minute: number, session: IDataObject];

const minutesSinceNoon = () => (Date.parse(fixture().now) - Date.parse(NOON)) / 60_000;

/** Polls until so many minutes after noon, every `every` minutes. Returns what was delivered, and when. */
async function pollUntil(poller: Poller, end: number, every = 5): Promise<Arrival[]> {
	const arrivals: Arrival[] = [];
	while (minutesSinceNoon() < end) {
		const before = poller.executions.length;
		await fixture().passMinutes(every);
		await poller.tick();
		for (const item of poller.executions.slice(before).flat()) arrivals.push([minutesSinceNoon(), item]);
	}
	return arrivals;
}

async function publish(Kind: PollerKind, parameters: IDataObject = {}) {
	const poller = fixture().poller(Kind, { event: 'session', ...(parameters as object) });
	await poller.publish();
	return poller;
}

const idsOf = (arrivals: readonly Arrival[]) => arrivals.map(([, { conf_num: id }]) => id);
const namesIn = ({ participants }: IDataObject) => (participants as IDataObject[]).map(({ name }) => name).sort();

describe("The trigger's contract", () => {
	describe.each(POLLERS)('with %s', (_mode, Kind) => {
		test('A session is delivered once, when it is over, with everybody who was in it.', async () => {
			const poller = await publish(Kind);
			const { confNum } = await fixture().meet([['Ann', 0, 10], ['Ann', 12, 42], ['Bob', 0, 5], ['Cleo', 20, 40]]);
			const [[minute, session], ...more] = await pollUntil(poller, 2 * HOUR);
			expect(minute).toBeGreaterThanOrEqual(42 + 5);
			expect(minute).toBeLessThanOrEqual(42 + 15);
			expect(more).toEqual([]);
			expect(session).toMatchObject({ summary: 'Room 1: 3 people, 42 minutes', conf_num: confNum, duration_seconds: 2520, participant_count: 3, connection_count: 4 });
			const [ann] = (session.participants as IDataObject[]).filter(({ name }) => name === 'Ann');
			expect(ann).toMatchObject({ connection_count: 2, duration_seconds: 2400 });

			await poller.restart();
			await poller.republish();
			await poller.republish({ options: { quietMinutes: 1, includeRecordings: true } });
			expect(await pollUntil(poller, 4 * DAY, 180)).toEqual([]);
			expect(poller.errors).toEqual([]);
		});

		test('It is whole whatever happens around it: midnight, the next session of its room, a room that is gone, people who stay for hours.', async () => {
			const poller = await publish(Kind);
			const { roomIds: [adhoc, quiet, late] } = await fixture().control.seedRooms({ count: 3, settings: { adhoc: true } });
			const first = await fixture().meet([['Ann', 0, 50], ['Bob', 0, 3]]);
			const second = await fixture().meet([['Ann', 51, 310], ['Bob', 51, 60]]);
			const gone = await fixture().meet([['Cleo', 0, 20], ['Dan', 0, 5]], { roomId: adhoc });
			const long = await fixture().meet([['Eve', 0, 5 * HOUR], ['Finn', 0, 2], ['Gil', 1, 4]], { roomId: quiet });
			const night = await fixture().meet([['Hal', 11 * HOUR, 13 * HOUR], ['Ida', 11 * HOUR, 11.5 * HOUR], ['Jo', 12.2 * HOUR, 12.4 * HOUR]], { roomId: late });
			const arrivals = await pollUntil(poller, 15 * HOUR, 10);
			expect(poller.errors).toEqual([]);
			expect(idsOf(arrivals)).toEqual([gone, first, long, second, night].map(({ confNum }) => confNum));
			expect(arrivals.map(([, session]) => namesIn(session))).toEqual([['Cleo', 'Dan'], ['Ann', 'Bob'], ['Eve', 'Finn', 'Gil'], ['Ann', 'Bob'], ['Hal', 'Ida', 'Jo']]);
			const ends = [20, 50, 5 * HOUR, 310, 13 * HOUR];
			for (const [index, [minute]] of arrivals.entries()) expect(minute - ends[index]).toBeGreaterThanOrEqual(5);
			for (const [index, [minute]] of arrivals.entries()) expect(minute - ends[index]).toBeLessThanOrEqual(30);
		});

		test('A session without a CDR for 24 hours is over, even if somebody is still in its room.', async () => {
			const poller = await publish(Kind);
			const { confNum } = await fixture().meet([['Ann', 0, 10], ['the screen in the hall', 0, 6 * DAY]]);
			const [[minute, session], ...more] = [...(await pollUntil(poller, 2 * DAY, HOUR)), ...(await pollUntil(poller, 10 * DAY, 6 * HOUR))];
			expect(minute).toBeGreaterThanOrEqual(DAY + 10);
			expect(minute).toBeLessThanOrEqual(DAY + 3 * HOUR);
			expect([session.conf_num, namesIn(session)]).toEqual([confNum, ['Ann']]);
			expect(more).toEqual([]);
			expect(poller.errors).toEqual([]);
		});

		test('A CDR that is listed later does not deliver the session again.', async () => {
			const poller = await publish(Kind);
			const { confNum } = await fixture().meet([['Ann', 0, 30], ['Bob', 0, 20, 47 * HOUR], ['Cleo', 11 * HOUR, 13 * HOUR, 47 * HOUR], ['Dan', 0, 13 * HOUR + 1]]);
			const arrivals = [...(await pollUntil(poller, 15 * HOUR, 20)), ...(await pollUntil(poller, 5 * DAY, 4 * HOUR))];
			expect(idsOf(arrivals)).toEqual([confNum]);
			expect(namesIn(arrivals[0][1])).toEqual(['Ann', 'Dan']);
		});

		test('With Start From Now, a session is delivered if somebody leaves it after you publish.', async () => {
			await fixture().meet([['Ann', -60, -1], ['Bob', -60, -30]]);
			const { roomIds: [room, another] } = await fixture().control.seedRooms({ count: 2 });
			const { confNum } = await fixture().meet([['Cleo', -60, 40], ['Dan', -60, -20]], { roomId: room });
			await fixture().meet([['Eve', -60, -50]], { roomId: another });
			const poller = await publish(Kind);
			const arrivals = [...(await pollUntil(poller, 2 * HOUR, 10)), ...(await pollUntil(poller, 2 * DAY, 4 * HOUR))];
			expect(idsOf(arrivals)).toEqual([confNum]);
			expect(namesIn(arrivals[0][1])).toEqual(['Cleo', 'Dan']);
		});

		test('After downtime, sessions are delivered late but complete, oldest first.', async () => {
			const poller = await publish(Kind);
			const planned = [];
			for (let day = 0; day < 8; day++) planned.push(await fixture().meet([['Ann', day * DAY, day * DAY + 30], ['Bob', day * DAY + 10, day * DAY + 50]]));
			expect(idsOf(await pollUntil(poller, HOUR + 15))).toEqual([planned[0].confNum]);
			await fixture().passHours(8 * 24);
			await poller.restart();
			await poller.tick();
			await poller.tick();
			expect(poller.errors).toEqual([]);
			expect(poller.executions.flat().map(({ conf_num: id }) => id)).toEqual(planned.map(({ confNum }) => confNum));
			for (const session of poller.executions.flat()) expect(namesIn(session)).toEqual(['Ann', 'Bob']);
		});

		test('A failed request about one session holds up no other.', async () => {
			const poller = await publish(Kind);
			const { roomIds: [room] } = await fixture().control.seedRooms({ count: 1 });
			const broken = await fixture().meet([['Ann', 0, 10]]);
			const fine = await fixture().meet([['Bob', 0, 12]], { roomId: room });
			await fixture().control.faults.add({ kind: 'status', status: 500, match: { path: `/cdr/conf/${broken.confNum}` } });
			expect(idsOf(await pollUntil(poller, 35))).toEqual([fine.confNum]);
			await fixture().control.faults.clear();
			expect(idsOf(await pollUntil(poller, 45))).toEqual([broken.confNum]);
			// At last a poll had nothing but the failing request: it has failed, so that somebody sees it.
			expect(poller.errors.length).toBeGreaterThan(0);

			const last = await fixture().meet([['Cleo', 0, 5]]);
			await fixture().control.faults.add({ kind: 'rateLimit', match: { path: '/users' } });
			expect(await pollUntil(poller, 65)).toEqual([]);
			expect(poller.errors.at(-1)).toMatchObject({ failure: { cause: 'rate-limited' } });
			await fixture().control.faults.clear();
			expect(idsOf(await pollUntil(poller, 80))).toEqual([last.confNum]);
		});
	});
});
