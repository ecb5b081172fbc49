import { basicAuth } from '../lib/basic-auth.mts';
import { startSandbox, type Sandbox } from './index.mts';
import { ApiClient, legacyError, scheduledTime } from './support.mts';

describe('room validation of the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;

	beforeAll(async () => {
		sandbox = await startSandbox();
		api = new ApiClient(sandbox);
	});
	afterAll(() => sandbox.stop());

	it.each([
		['no name', { owner_ref: 'xyz' }, 10002],
		['an empty name', { name: '', owner_ref: 'xyz' }, 10002],
		['no owner_ref', { name: 'Room' }, 10010],
	])('refuses %s', async (_what, body, code) => {
		expect(await api.post('/rooms', body)).toMatchObject({ status: 400, json: legacyError(code) });
	});

	it('treats a body that is not JSON as empty', async () => {
		expect((await api.post('/rooms', '{"name":')).json).toEqual(legacyError(10002));
	});

	it('accepts a number as owner_ref', async () => {
		const { json } = await api.post('/rooms', { name: 'Room', owner_ref: 123456, settings: {} });
		expect(json).toMatchObject({ result: 0, room: { owner_ref: 123456 } });
	});

	it.each([
		['scheduled as a text', { scheduled: 'true' }, 10003],
		['a scheduled room without a time', { scheduled: true, duration: 30 }, 10004],
		['a scheduled time in another format', { scheduled: true, duration: 30, scheduled_time: '2099-01-01T10:00:00Z' }, 10005],
		['a day that does not exist', { scheduled: true, duration: 30, scheduled_time: '2099-02-30 10:00:00' }, 10005],
		['a scheduled time in the past', { scheduled: true, duration: 30, scheduled_time: '2020-01-01 10:00:00' }, 10006],
		['no participants at all', { participants: 0 }, 10007],
		['more participants than a permanent room holds', { participants: '201' }, 10007],
		['more participants than a scheduled room holds', { participants: 301, scheduled: true, duration: 30, scheduled_time: scheduledTime(60) }, 10007],
		['more participants than any room holds', { participants: '1001', mode: 'lecture', scheduled: true, duration: 30, scheduled_time: scheduledTime(60) }, 10007],
		['auto_recording as a text', { auto_recording: 'yes' }, 10008],
		['an unknown settings key', { auto_record: true }, 10009],
		['a scheduled room without a duration', { scheduled: true, scheduled_time: scheduledTime(60) }, 10011],
		['a duration under ten minutes', { scheduled: true, scheduled_time: scheduledTime(60), duration: 9 }, 10011],
		['a duration that is not a number', { duration: 'long' }, 10011],
		['active_talker as a text', { active_talker: 'true' }, 10012],
		['wait_moderator as a text', { wait_moderator: 'true' }, 10013],
		['an unknown quality', { quality: '4K' }, 10014],
		['adhoc as a number', { adhoc: 1 }, 10016],
		['a room that is scheduled and adhoc', { scheduled: true, adhoc: true }, 10017],
		['an unknown mode', { mode: 'p2p' }, 10019],
		['moderators that are not a number', { moderators: 'two' }, 10022],
		['more than five moderators', { moderators: '6' }, 10023],
		['peep that is not a boolean', { peep: 'x' }, 10024],
		['knock that is not a boolean', { knock: 'x' }, 10025],
		['an address of record that is not a SIP URI', { aor: 'nobody' }, 10026],
	])('refuses %s', async (_what, settings, code) => {
		const { status, json } = await api.post('/rooms', { name: 'Room', owner_ref: 'xyz', settings });
		expect(status).toBe(400);
		expect(json).toEqual(legacyError(code));
	});

	it("refuses a quality above the subscription's", async () => {
		await sandbox.control.project({ appId: 'a'.repeat(24), appKey: 'small', quality: 'SD' });
		const small = new ApiClient(sandbox, { authorization: basicAuth('a'.repeat(24), 'small') });
		const { json } = await small.post('/rooms', { name: 'Room', owner_ref: 'xyz', settings: { quality: 'HD' } });
		expect(json).toEqual(legacyError(10021));
		expect((await small.room({})).settings.quality).toBe('SD');
	});

	it('validates an update like a creation', async () => {
		const { room_id } = await api.room();
		expect((await api.patch(`/rooms/${room_id}`, { name: '' })).json).toEqual(legacyError(10002));
		expect((await api.patch(`/rooms/${room_id}`, { settings: { color: 'red' } })).json).toEqual(legacyError(10009));
		expect((await api.patch(`/rooms/${room_id}`, { settings: { participants: 201 } })).json).toEqual(legacyError(10007));
	});

	it('refuses an update of nothing, and of a key that rooms do not have', async () => {
		const { room_id } = await api.room();
		expect(await api.patch(`/rooms/${room_id}`, {})).toMatchObject({ status: 400, json: legacyError(10002) });
		expect(await api.patch(`/rooms/${room_id}`, { name: 'New', capacity: 5 })).toMatchObject({ status: 400, json: legacyError(10009) });
		expect((await api.get(`/rooms/${room_id}`)).json.room.name).toBe('Test room');
	});

	it('accepts a scheduled time with scheduled: false, as real clients send it', async () => {
		const time = scheduledTime(60);
		for (const adhoc of [false, true]) expect((await api.room({ scheduled: false, adhoc, scheduled_time: time })).settings).toMatchObject({ scheduled: false, scheduled_time: time });
	});

	it('accepts as many participants as the type of a room holds', async () => {
		const scheduled = { scheduled: true, duration: 30, scheduled_time: scheduledTime(60) };
		for (const settings of [{ participants: 200 }, { participants: 200, adhoc: true }, { participants: 300, ...scheduled }, { participants: 1000, mode: 'lecture', ...scheduled }]) {
			expect((await api.room(settings)).settings.participants).toBe(settings.participants);
		}
	});

	it('drops the duration and the moderators of an adhoc room of 2018, but of no other', async () => {
		await sandbox.control.settings({ roomGeneration: '2018' });
		const limits = { duration: '60', moderators: '1' };
		const { settings } = await api.room({ adhoc: true, ...limits });
		expect([settings.duration, settings.moderators]).toEqual([undefined, undefined]);
		expect((await api.room(limits)).settings).toMatchObject(limits);
		await sandbox.control.settings({ roomGeneration: 'new' });
		expect((await api.room({ adhoc: true, ...limits })).settings).toMatchObject(limits);
	});
});
