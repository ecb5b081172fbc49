/** A month of the sandbox: what Get Many of sessions says about every person and minute, against what happened. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useFixture } from '../../lib/engine/fixture.mts';
import { parametersOf } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';
import { attendanceOf, inOneOrder } from '../../lib/session-cdrs.mts';
import { Random } from '../../runs/soak/random.mts';
import type { SessionUserInput } from '../../sandbox/index.mts';

const fixture = useFixture();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The clocks change in Europe on the last night but two of this month. */
const MONTH = { from: '2026-03-01', to: '2026-03-31' };
const ZONE = 'Europe/Berlin';
const START = Date.parse('2026-02-28T23:00:00Z');
const END = Date.parse('2026-03-31T22:00:00Z');
const SESSIONS = 120;

/** A session that took place, with the connections of its people. */
interface Held {
	confNum: string;
	roomId: string;
	startAt: number;
	users: SessionUserInput[];
	isRecorded: boolean;
}

const minutes = (random: Random, low: number, high: number) => random.integer(low, high) * 60 + random.integer(0, 59);

/** Guests share a reference, some leave early, some come back, some have two devices at once. */
function peopleOf(random: Random, seconds: number): SessionUserInput[] {
	const host: SessionUserInput = { name: 'Ann', userRef: 'host-1', role: 'moderator', seconds };
	const guests = ['Ben', 'Cleo', 'Dee', 'Eli'].slice(0, random.integer(0, 4)).flatMap((name): SessionUserInput[] => {
		const joinAfterSeconds = Math.floor(random.between(0, seconds * 0.8));
		const stay = Math.max(1, Math.floor(random.between(1, seconds - joinAfterSeconds)));
		const first = { name, userRef: 'guest', joinAfterSeconds, seconds: stay, quality: random.pick(['Good', 'Good', 'Bad'] as const) };
		// The second connection begins during the first or after it.
		const again = joinAfterSeconds + Math.floor(stay * random.pick([0.5, 1, 1.2]));
		return random.next() < 0.3 && again < seconds - 1 ? [first, { ...first, joinAfterSeconds: again, seconds: seconds - again }] : [first];
	});
	return [host, ...guests];
}

/** Runs a month of sessions in three rooms, from two days before it to two days after it. */
async function playMonth(): Promise<Held[]> {
	await fixture().control.setClock({ now: '2026-04-04T00:00:00Z', frozen: true });
	const random = new Random(14, 'a month of sessions');
	const { roomIds } = await fixture().control.seedRooms({ count: 3 });
	const held: Held[] = [];
	for (let index = 0; index < SESSIONS; index++) {
		const startAt = Math.floor(random.between(START - 2 * DAY, END + 2 * DAY) / 1000) * 1000;
		// One of eight takes hours, so that many go over midnight, and some over the edges of the month.
		const users = peopleOf(random, index % 8 === 0 ? minutes(random, 300, 1200) : minutes(random, 1, 180));
		const isRecorded = random.next() < 0.3;
		const roomId = random.pick(roomIds);
		const { confNum } = await fixture().control.runSession({ roomId, users, startAt: new Date(startAt).toISOString(), recording: isRecorded, chat: isRecorded });
		held.push({ confNum, roomId, startAt, users, isRecorded });
	}
	return held;
}

const connectionsOf = ({ startAt, users }: Held) =>
	users.map(({ name = '', userRef = '', joinAfterSeconds = 0, seconds = 0 }) => {
		const from = startAt + joinAfterSeconds * 1000;
		return { name, userRef, from, to: from + seconds * 1000 };
	});

/** What Get Many has to say about a session. */
function truthOf(held: Held) {
	const connections = connectionsOf(held);
	const end = Math.max(...connections.map(({ to }) => to));
	return {
		conf_num: held.confNum,
		room_id: held.roomId,
		started_at: new Date(held.startAt).toISOString(),
		ended_at: new Date(end).toISOString(),
		duration_seconds: (end - held.startAt) / 1000,
		connection_count: connections.length,
		billed_minutes: connections.reduce((sum, { from, to }) => sum + Math.ceil((to - from) / MINUTE), 0),
		worst_call_quality: held.users.some(({ quality }) => quality === 'Bad') ? 'Bad' : 'Good',
		people: inOneOrder(attendanceOf(connections)),
	};
}

const toComparable = ({ participants, ...session }: IDataObject) => {
	const people = (participants as IDataObject[]).map(({ role: _role, call_quality: _quality, ...one }) => one);
	return { ...session, people: inOneOrder(people as unknown as ReturnType<typeof attendanceOf>) };
};
const newestFirst = (one: Held, other: Held) => other.startAt - one.startAt;
const getMany = async (parameters: INodeParameters) =>
	await fixture().output(parametersOf('session.getAll', { returnAll: true, ...parameters }, String(parameters.findBy)), { timezone: ZONE });

describe('Get Many of sessions agrees with a month of the sandbox', () => {
	test('on every session, person and minute, by period and by room', async () => {
		const held = (await playMonth()).sort(newestFirst);
		const ofMonth = held.filter(({ startAt }) => startAt >= START && startAt < END);
		const overMidnight = ofMonth.filter((one) => Math.floor(one.startAt / DAY) < Math.floor(Math.max(...connectionsOf(one).map(({ to }) => to)) / DAY));
		expect([ofMonth.length < held.length, overMidnight.length > 5]).toEqual([true, true]);

		await fixture().control.clearRequests();
		const sessions = await getMany({ findBy: 'period', ...MONTH });
		expect(sessions.map(toComparable)).toEqual(ofMonth.map((one) => expect.objectContaining(truthOf(one))));
		const paths = (await fixture().control.requests()).map(({ path }) => path);
		expect(paths[0]).toBe('/video/v2/cdr/period/2026-02-27/2026-04-02');
		expect(paths.length).toBeLessThan(5);

		const [{ roomId }] = ofMonth;
		const inRoom = held.filter((one) => one.roomId === roomId);
		const room = locator(roomId);
		expect((await getMany({ findBy: 'room', roomId: room })).map(toComparable)).toEqual(inRoom.map((one) => expect.objectContaining(truthOf(one))));
		const inBoth = inRoom.filter((one) => ofMonth.includes(one));
		expect((await getMany({ findBy: 'roomAndPeriod', roomId: room, ...MONTH })).map(toComparable)).toEqual(inBoth.map((one) => expect.objectContaining(truthOf(one))));

		const rows = await getMany({ findBy: 'period', ...MONTH, output: 'participant' });
		expect(rows).toHaveLength(sessions.reduce((sum, { participant_count }) => sum + Number(participant_count), 0));
		const minutesOfRows = rows.reduce((sum, { duration_seconds }) => sum + Number(duration_seconds), 0);
		expect(minutesOfRows).toBe(ofMonth.flatMap((one) => truthOf(one).people).reduce((sum, one) => sum + one.duration_seconds, 0));

		const recorded = await getMany({ findBy: 'period', ...MONTH, options: { includeRecordings: true } });
		const hasRecording = ({ recording_urls, transcoded_urls, chat_url }: IDataObject) => [recording_urls, transcoded_urls].every((urls) => Array.isArray(urls) && urls.length > 0) && chat_url !== null;
		expect(recorded.map(hasRecording)).toEqual(ofMonth.map(({ isRecorded }) => isRecorded));
	});
});
