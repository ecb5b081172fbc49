import type { Connection, Meeting } from '../../../runs/soak/meetings.mts';
import { HOUR, MINUTE } from '../model.mts';
import { SessionHost, type PollOptions } from './host.mts';
import type { Route, SessionApi } from './model.mts';

const NOON = Date.UTC(2026, 10, 20, 12);
const at = (minutes: number) => NOON + minutes * MINUTE;
type Stay = [name: string, from: number, to: number, late?: number];

const meeting = (room: Meeting['room'], ...stays: Stay[]): Meeting => {
	const connections = stays.map(([name, from, to, late = 0]): Connection => ({ name, joinedAt: at(from), leftAt: at(to), listedAt: at(to + late) }));
	return { room, startAt: Math.min(...connections.map(({ joinedAt }) => joinedAt)), endAt: Math.max(...connections.map(({ leftAt }) => leftAt)), connections, followedAt: Infinity };
};

/** A host that has polled at noon, with these meetings. */
async function hostOf(meetings: Meeting[], parameters = {}, more: Partial<SessionApi> = {}) {
	const host = new SessionHost({ api: { meetings, sendsDate: true, includesLastDay: false, ...more }, isDurable: true, parameters });
	await host.poll(NOON);
	/** Polls at these minutes. Returns the requests of each poll, without those for lists, and the minutes when something came. */
	const pollAt = async (minutes: number[], options: PollOptions = {}) => {
		const sent: string[][] = [];
		for (const minute of minutes) {
			await host.poll(at(minute), options);
			sent.push(host.sent.filter(({ route }) => route !== 'period').map(({ route, id }) => `${route} ${id}`));
		}
		return sent;
	};
	const came = () => host.delivered.map(({ at: time, item }) => [(time - NOON) / MINUTE, item.conf_num]);
	return { host, pollAt, came };
}

const every = (step: number, from: number, to: number) => Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

describe('A room is asked for its users', () => {
	test('only once its session has been quiet, and the session is fetched a minute after the room was seen empty', async () => {
		const { pollAt, came } = await hostOf([meeting(0, ['Ann', 0, 30], ['Bob', 0, 31])]);
		expect(await pollAt([10, 31, 35])).toEqual([[], [], []]);
		expect(await pollAt([36, 37, 38])).toEqual([['users room-0'], ['conf conf-0'], []]);
		expect(came()).toEqual([[37, 'conf-0']]);
	});

	test('at most once a minute, however often n8n polls', async () => {
		const { host, pollAt } = await hostOf([meeting(0, ['Ann', 0, 5], ['Bob', 0, 300])]);
		const sent = await pollAt(every(0.25, 11, 31));
		expect(sent.flat().length).toBeLessThanOrEqual(21);
		expect(sent.flat().length).toBeGreaterThan(10);
		expect(host.delivered).toEqual([]);
	});

	test('once for all of its sessions, and not for one that another has followed', async () => {
		const { pollAt, came } = await hostOf([meeting(0, ['Ann', 0, 5]), meeting(0, ['Bob', 6, 200], ['Cleo', 6, 8])]);
		expect(await pollAt([20])).toEqual([['users room-0', 'conf conf-0']]);
		expect(came()).toEqual([[20, 'conf-0']]);
	});

	test('200 of them in a poll, and in the next ones those that were not asked yet', async () => {
		const meetings = Array.from({ length: 500 }, (_, index) => meeting('adhoc', [`Ann ${index}`, 0, 5], [`Bob ${index}`, 0, 600]));
		const { pollAt } = await hostOf(meetings);
		const [first, second, third] = await pollAt([20, 25, 30]);
		expect([first, second, third].map(({ length }) => length)).toEqual([200, 200, 200]);
		expect(new Set([...first, ...second, ...third]).size).toBe(500);
	});
});

describe('The sessions of an earlier day', () => {
	/** Minutes after noon: 07:00 on the next day. */
	const MORNING = 19 * 60;

	test('come a minute after their rooms were seen empty, 200 rooms in each poll', async () => {
		const meetings = Array.from({ length: 450 }, (_, index) => meeting('adhoc', [`Ann ${index}`, 0, 5]));
		const { pollAt, came } = await hostOf(meetings);
		await pollAt([MORNING, MORNING + 1, MORNING + 2, MORNING + 3, MORNING + 4]);
		const perPoll = [1, 2, 3].map((minute) => came().filter(([at]) => at === MORNING + minute).length);
		expect(perPoll).toEqual([200, 200, 50]);
	});

	test('are read again only after an hour while somebody is in their rooms', async () => {
		const { host, pollAt } = await hostOf([meeting(0, ['Ann', 0, 5], ['Bob', 0, 30 * 60])]);
		await pollAt([MORNING]);
		const listings = [];
		for (const minute of [1, 30, 61]) {
			await pollAt([MORNING + minute]);
			listings.push(host.sent.filter(({ route }) => route === 'period').length);
		}
		expect(listings).toEqual([1, 1, expect.any(Number)]);
		expect(listings[2]).toBeGreaterThan(1);
	});
});

describe('A failed request', () => {
	const meetings = [meeting(0, ['Ann', 0, 5], ['Dan', 0, 1]), meeting(1, ['Bob', 0, 6])];

	test.each<[Route, number]>([['users', 503], ['users', 500], ['conf', 503], ['conf', 429], ['archive', 503]])('for %s with HTTP %d shows the error, changes nothing, and loses nothing', async (route, status) => {
		const { host, pollAt, came } = await hostOf(meetings, { options: { includeRecordings: true } });
		if (route !== 'users') await pollAt([20]);
		const before = host.state;
		await pollAt([30, 35], { failing: [route], status });
		const isShown = route === 'archive' ? [] : [`${route} fails`, `${route} fails`];
		expect(host.errors.map(({ message }) => message)).toEqual(isShown);
		if (isShown.length > 0) expect(host.state).toBe(before);
		if (isShown.length === 0) expect(host.warnings.join()).toContain('Requests for individual ended sessions failed: 2. First error: archive fails. The next poll tries again');
		await pollAt([40, 45, 50]);
		expect(came().map(([, id]) => id)).toEqual(['conf-0', 'conf-1']);
	});

	test('about one session holds up no other', async () => {
		const { host, pollAt, came } = await hostOf(meetings);
		host.failsFor = 'conf-0';
		await pollAt([20, 21, 22]);
		expect(came()).toEqual([[21, 'conf-1']]);
		host.failsFor = undefined;
		await pollAt([30]);
		expect(came()).toEqual([[21, 'conf-1'], [30, 'conf-0']]);
	});

	test('that goes on for a day is given up: the session comes with what the list says, and the log says so', async () => {
		const { host, pollAt, came } = await hostOf(meetings);
		await pollAt(every(60, 20, 26 * 60), { failing: ['conf'] });
		expect(came().map(([, id]) => id)).toEqual(['conf-0', 'conf-1']);
		expect(Number(came()[0][0])).toBeGreaterThanOrEqual(24 * 60);
		expect(host.delivered[0].item).toMatchObject({ connection_count: 2, participant_count: 2 });
		expect(host.warnings.join()).toContain('After a day of failures, records were delivered without this data: 2');
	});

	test('does not repeat until the budget is spent: five failures in a row, or one rate limit, end the requests of a poll', async () => {
		const many = Array.from({ length: 40 }, (_, index) => meeting('adhoc', [`Ann ${index}`, 0, 5]));
		const { pollAt } = await hostOf(many);
		const [unavailable] = await pollAt([20], { failing: ['users'], status: 503 });
		expect(unavailable.length).toBeLessThanOrEqual(10);
		const [limited] = await pollAt([30], { failing: ['users'], status: 429 });
		expect(limited.length).toBeLessThanOrEqual(5);
	});
});

describe('Filters and options', () => {
	const meetings = [meeting(0, ['Ann', 0, 1]), meeting(1, ['Bob', 0, 30], ['Cleo', 0, 10])];

	test('a session that is too short is not delivered, and not asked for again at each poll', async () => {
		const { pollAt, came, host } = await hostOf(meetings, { filters: { minDuration: 120 } });
		const sent = await pollAt(every(5, 5, 65));
		expect(came()).toEqual([[40, 'conf-1']]);
		expect(sent.flat().filter((request) => request === 'conf conf-0')).toHaveLength(1);
		host.parameters = { ...host.parameters, filters: {} };
		await pollAt([70]);
		expect(came().at(-1)).toEqual([70, 'conf-0']);
	});

	test('Quiet Minutes says how long nobody may have left', async () => {
		const { pollAt, came } = await hostOf(meetings, { options: { quietMinutes: 60 } });
		await pollAt(every(10, 10, 120));
		expect(came()).toEqual([[80, 'conf-0'], [100, 'conf-1']]);
	});

	test('Include Recordings adds the fields for them', async () => {
		const { pollAt, host } = await hostOf(meetings, { options: { includeRecordings: true } });
		await pollAt([50, 55]);
		expect(host.delivered.map(({ item }) => [item.recording_urls, item.transcoded_urls, item.chat_url])).toEqual([[[], [], null], [[], [], null]]);
	});
});

describe('The start of a stream', () => {
	test('from a date delivers sessions that ended since then, whole', async () => {
		const meetings = [meeting(0, ['Ann', -3000, -2000]), meeting(1, ['Bob', -900, -700], ['Cleo', -900, -750]), meeting('adhoc', ['Dan', -100, -50])];
		const host = new SessionHost({ api: { meetings, sendsDate: true, includesLastDay: true }, isDurable: true, parameters: { startFrom: 'today' } });
		await host.poll(NOON);
		await host.poll(at(1));
		expect(host.delivered.map(({ item }) => [item.conf_num, item.connection_count])).toEqual([['conf-1', 2], ['conf-2', 1]]);
	});

	test('from now does not depend on the clock of n8n', async () => {
		const meetings = [meeting(0, ['Ann', -100, -1]), meeting(1, ['Bob', -100, 20], ['Cleo', -100, -50])];
		for (const hours of [-11, 11]) {
			const host = new SessionHost({ api: { meetings, sendsDate: true, includesLastDay: false }, isDurable: true });
			for (const minute of [0, 10, 26, 27]) await host.poll(at(minute), { offset: hours * HOUR });
			expect(host.delivered.map(({ item }) => item.conf_num)).toEqual(['conf-1']);
		}
	});
});

test('A session that fell silent while n8n was down comes, although somebody left it only just now', async () => {
	const days = 24 * 60;
	const { pollAt, came } = await hostOf([meeting(0, ['Ann', 0, 60], ['a screen', 0, 3 * days - 2])], { options: { lookbackDays: 1 } });
	await pollAt([3 * days, 3 * days + 10, 3 * days + 20]);
	expect(came()).toEqual([[3 * days, 'conf-0']]);
});

describe('The test step', () => {
	const meetings = [...Array.from({ length: 12 }, (_, index) => meeting('adhoc', [`Ann ${index}`, -100 - index, -50 - index])), meeting(0, ['Bob', -60, 60], ['Cleo', -60, -30])];

	test('shows the ten newest sessions that are over, oldest first, and changes nothing', async () => {
		const { host } = await hostOf(meetings);
		const before = host.state;
		const items = await host.poll(at(1), { isTest: true });
		expect(items.map(({ conf_num: id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => `conf-${9 - index}`));
		expect([host.state, host.errors]).toEqual([before, []]);
	});

	test('says how far it looked if there are none', async () => {
		const { host } = await hostOf([meeting(0, ['Bob', -60, 60], ['Cleo', -60, -30])]);
		await host.poll(at(1), { isTest: true });
		expect(host.errors.map(({ message }) => message)).toEqual(['No matching ended sessions in the last 30 days']);
	});

	test('shows the error of a request that fails', async () => {
		const { host } = await hostOf(meetings);
		await host.poll(at(1), { isTest: true, failing: ['conf'] });
		expect(host.errors.map(({ message }) => message)).toEqual(['conf fails']);
	});
});

test('The state takes at most 16 bytes for each known session', async () => {
	const meetings = Array.from({ length: 1_000 }, (_, index) => meeting(index, ['Ann', 0, 1 + index / 100]));
	const { host, pollAt } = await hostOf(meetings);
	await pollAt(every(5, 5, 60));
	expect(host.delivered).toHaveLength(1_000);
	expect(host.state.length / 1_000).toBeLessThanOrEqual(16);
	await pollAt(every(60, 5 * 24 * 60, 5 * 24 * 60 + 180));
	expect(host.state.length).toBeLessThan(1_000);
	expect(host.delivered).toHaveLength(1_000);
});
