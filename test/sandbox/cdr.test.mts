import type { Sandbox } from './index.mts';
import { type ApiClient, legacyError, useSandbox } from './support.mts';

/** Every key of the documented CDR (enablex-api.md A.3), with its type. */
const DOCUMENTED_CDR = {
	trans_date: expect.any(String), conf_num: expect.any(String), sip: false, call_num: expect.any(String),
	call_log_id: expect.any(String), parent_partner_id: expect.any(String),
	room: {
		room_id: expect.any(String), connect_dt: expect.any(String), disconnect_dt: expect.any(String),
		duration: expect.any(Number), room_details: expect.any(Object), sip: false,
	},
	user: { role: 'moderator', ip: expect.any(String), name: 'Ann', ref: 'ann-1', agent: expect.any(String) },
	sigserver: {
		disconnect_dt: expect.any(String), connect_dt: expect.any(String), ip: expect.any(String),
		duration: expect.any(Number), hold_duration: expect.any(Number),
	},
	published_track: { audio: true, data: false, video: true, screen: false, url: false },
	usage: {
		subscribed_minutes: expect.any(Number), published_minutes: expect.any(Number), screen_minutes: expect.any(Number),
		connect_minutes: expect.any(Number), connect_minutes_cal: expect.any(Number), room_connect_minutes: expect.any(Number),
	},
	stats_quality: {
		send: { video: bitrates(), sharing: {}, audio: bitrates() },
		receive: { video: { ...bitrates(), ...shares() }, sharing: {}, audio: { ...bitrates(), ...shares() }, rtt: {} },
		call_quality: 'Bad',
	},
	video_embed: expect.any(Boolean), visual_builder: expect.any(Boolean), lowcode: expect.any(Boolean),
	app_id: expect.any(String), cdr_id: expect.any(String),
};

function bitrates(): object {
	return { avg_bitrate: expect.any(Number), avg_bitrate_quality: 'Bad', max_bitrate: expect.any(Number), min_bitrate: expect.any(Number) };
}

function shares(): object {
	return { bitrate_good_percent: expect.any(Number), bitrate_moderate_percent: expect.any(Number), bitrate_bad_percent: expect.any(Number) };
}

describe('call detail records of the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;

	useSandbox((started, caller) => {
		sandbox = started;
		api = caller;
	});

	/** Runs a session of one user that ended at this time, well in the past. */
	async function runSessionEnding(end: string, more: object = {}): Promise<{ roomId: string; confNum: string }> {
		await sandbox.control.setClock({ now: '2024-04-30T00:00:00Z' });
		const { room_id } = await api.room();
		const startAt = new Date(Date.parse(end) - 90_000).toISOString();
		const users = [{ name: 'Ann', userRef: 'ann-1', role: 'moderator' as const, seconds: 90, quality: 'Bad' as const }];
		const { confNum } = await sandbox.control.runSession({ roomId: room_id, startAt, users, ...more });
		return { roomId: room_id, confNum };
	}
	const count = async (path: string) => (await api.get(path)).json.cdr.length;

	it('has every key of the documented record, and the string "0" as result', async () => {
		const { confNum, roomId } = await runSessionEnding('2024-03-22T10:00:00.000Z');
		const { status, json } = await api.get(`/cdr/conf/${confNum}`);
		expect(status).toBe(200);
		expect(json).toEqual({ result: '0', cdr: [DOCUMENTED_CDR] });
		expect(json.cdr[0]).toMatchObject({
			trans_date: '2024-03-22T10:00:00.000Z', conf_num: confNum, app_id: sandbox.appId,
			room: { room_id: roomId, connect_dt: '2024-03-22T09:58:30.000Z', duration: 90, room_details: { room_id: roomId, owner_ref: 'xyz', name: 'Test room' } },
			usage: { connect_minutes: 90, connect_minutes_cal: 2 },
		});
	});

	it('finds a record by conference, room, period, and room and period in both spellings', async () => {
		const { confNum, roomId } = await runSessionEnding('2024-03-22T10:00:00.000Z');
		const other = await runSessionEnding('2024-03-22T11:00:00.000Z');
		const paths = [`/cdr/conf/${confNum}`, `/cdr/room/${roomId}`, `/cdr/room-period/${roomId}/2024-03-22/2024-03-23`, `/cdr/room/${roomId}/2024-03-22/2024-03-23`];
		for (const path of paths) {
			expect((await api.get(path)).json.cdr).toMatchObject([{ conf_num: confNum }]);
		}
		expect((await api.get('/cdr/period/2024-03-22/2024-03-23')).json.cdr).toMatchObject([{ conf_num: confNum }, { conf_num: other.confNum }]);
		expect(await count(`/cdr/room/${roomId}/2024-03-23/2024-03-24`)).toBe(0);
	});

	it('matches periods by whole UTC days of trans_date, inclusive', async () => {
		await runSessionEnding('2024-03-22T23:59:59.999Z');
		expect(await count('/cdr/period/2024-03-22/2024-03-22')).toBe(1);
		expect(await count('/cdr/period/2024-03-21/2024-03-22')).toBe(1);
		expect(await count('/cdr/period/2024-03-21/2024-03-21')).toBe(0);
		expect(await count('/cdr/period/2024-03-23/2024-03-24')).toBe(0);
	});

	it('excludes the last day if that is set', async () => {
		await runSessionEnding('2024-03-22T10:00:00.000Z');
		await sandbox.control.settings({ toExclusive: true });
		expect(await count('/cdr/period/2024-03-21/2024-03-22')).toBe(0);
		expect(await count('/cdr/period/2024-03-22/2024-03-23')).toBe(1);
	});

	it.each([
		['/cdr/period/2024-03-23/2024-03-22'], ['/cdr/period/22.03.2024/2024-03-23'], ['/cdr/period/2024-02-30/2024-03-23'],
		['/cdr/period/2024-03-22/2024-3-23'], ['/cdr/room-period/abc/2024-03-22/tomorrow'],
	])('refuses the period of %s', async (path) => {
		expect(await api.get(path)).toMatchObject({ status: 400, json: legacyError(10203) });
	});

	it.each([
		['/cdr/conf', 10201], ['/cdr/room', 10202], ['/cdr/room-period', 10202], ['/cdr/period', 10203],
		['/cdr/period/2024-03-22', 10203], ['/cdr/room-period/abc', 10203], ['/cdr/room-period/abc/2024-03-22', 10203],
	])('says which part of %s is missing', async (path, code) => {
		expect(await api.get(path)).toMatchObject({ status: 400, json: legacyError(code) });
	});

	it('lists a late record with its original time, but only once it is visible', async () => {
		await sandbox.control.setClock({ now: '2024-03-22T10:00:00Z', frozen: true });
		const { room_id } = await api.room();
		await sandbox.control.runSession({ roomId: room_id, users: [{ name: 'Ann', seconds: 60 }], visibleAfterSeconds: 3600 });
		expect(await count('/cdr/period/2024-03-22/2024-03-22')).toBe(0);
		await sandbox.control.advanceClock({ seconds: 3599 });
		expect(await count('/cdr/period/2024-03-22/2024-03-22')).toBe(0);
		await sandbox.control.advanceClock({ seconds: 1 });
		expect((await api.get('/cdr/period/2024-03-22/2024-03-22')).json.cdr).toMatchObject([{ trans_date: '2024-03-22T10:00:00.000Z' }]);
	});

	it('keeps a record for 90 days, and one that was added later for 90 days from then on', async () => {
		await sandbox.control.setClock({ now: '2024-03-22T10:00:00Z', frozen: true });
		const { roomIds: [room] } = await sandbox.control.seedRooms({ count: 1 });
		await sandbox.control.runSession({ roomId: room, users: [{ name: 'Ann' }] });
		await sandbox.control.addCdrs({ roomId: room, cdrs: [{ leftAt: '2023-01-01T00:00:00Z' }] });
		const count = async () => (await api.get(`/cdr/room/${room}`)).json.cdr.length;
		await sandbox.control.advanceClock({ seconds: 90 * 86_400 - 1 });
		expect(await count()).toBe(2);
		await sandbox.control.advanceClock({ seconds: 1 });
		expect(await count()).toBe(0);
	});

	it('returns records in the older format if that is set', async () => {
		await sandbox.control.settings({ cdrGeneration: 'old' });
		const { confNum } = await runSessionEnding('2024-03-22T10:00:00.000Z');
		const [cdr] = (await api.get(`/cdr/conf/${confNum}`)).json.cdr;
		expect(cdr).toMatchObject({
			published_track: { audio: 'true', data: 'false', video: 'true', screen: 'false', url: 'false' },
			user: { name: 'Ann', token: expect.any(String), confName: '' },
			usage: { subscribed_minutes: 90, published_minutes: 90 },
		});
		expect(Object.keys(cdr)).toEqual([
			'trans_date', 'conf_num', 'call_num', 'call_log_id', 'room', 'user', 'sigserver', 'published_track', 'usage', 'app_id', 'cdr_id',
		]);
		expect(cdr.room).not.toHaveProperty('room_details');
	});

	it('has only room/{id}/{from}/{to} if the room-period route is disabled', async () => {
		const { roomId } = await runSessionEnding('2024-03-22T10:00:00.000Z');
		await sandbox.control.settings({ roomPeriodRoute: false });
		for (const name of ['cdr', 'archive']) {
			const answer = await api.get(`/${name}/room-period/${roomId}/2024-03-22/2024-03-23`);
			expect(answer.status).toBe(404);
			expect(answer.text).not.toContain('40001');
		}
		expect(await count(`/cdr/room/${roomId}/2024-03-22/2024-03-23`)).toBe(1);
	});

	it.each([
		['array', { result: '0', cdr: [] }],
		['null', { result: '0', cdr: null }],
		['missing', { result: '0' }],
	] as const)('returns an empty list as %s if that is set', async (emptyLists, body) => {
		await sandbox.control.settings({ emptyLists });
		expect((await api.get('/cdr/conf/none')).json).toEqual(body);
	});
});
