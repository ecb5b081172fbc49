import { startSandbox, type Sandbox } from './index.mts';
import { Caller, legacyError, scheduledTime } from './support.mts';

describe('what the sandbox refuses in a room', () => {
	let sandbox: Sandbox;
	let api: Caller;

	beforeAll(async () => {
		sandbox = await startSandbox();
		api = new Caller(sandbox);
	});
	afterAll(() => sandbox.stop());

	it.each([
		['no name', { owner_ref: 'xyz' }, 10002],
		['an empty name', { name: '', owner_ref: 'xyz' }, 10002],
		['no owner_ref', { name: 'Room' }, 10010],
	])('refuses %s', async (_what, body, code) => {
		expect(await api.post('/rooms', body)).toMatchObject({ status: 400, json: legacyError(code) });
	});

	it('takes a body that is no JSON for an empty one', async () => {
		expect((await api.post('/rooms', '{"name":')).json).toEqual(legacyError(10002));
	});

	it('takes a number as owner_ref', async () => {
		const { json } = await api.post('/rooms', { name: 'Room', owner_ref: 123456, settings: {} });
		expect(json).toMatchObject({ result: 0, room: { owner_ref: 123456 } });
	});

	it.each([
		['scheduled as a text', { scheduled: 'true' }, 10003],
		['a scheduled room without a time', { scheduled: true, duration: 30 }, 10004],
		['a scheduled time of another format', { scheduled: true, duration: 30, scheduled_time: '2099-01-01T10:00:00Z' }, 10005],
		['a day that does not exist', { scheduled: true, duration: 30, scheduled_time: '2099-02-30 10:00:00' }, 10005],
		['a scheduled time in the past', { scheduled: true, duration: 30, scheduled_time: '2020-01-01 10:00:00' }, 10006],
		['no participants at all', { participants: 0 }, 10007],
		['more participants than any room holds', { participants: '1001' }, 10007],
		['auto_recording as a text', { auto_recording: 'yes' }, 10008],
		['a settings key that is not known', { auto_record: true }, 10009],
		['a scheduled room without a duration', { scheduled: true, scheduled_time: scheduledTime(60) }, 10011],
		['a duration under ten minutes', { scheduled: true, scheduled_time: scheduledTime(60), duration: 9 }, 10011],
		['a duration that is no number', { duration: 'long' }, 10011],
		['active_talker as a text', { active_talker: 'true' }, 10012],
		['wait_moderator as a text', { wait_moderator: 'true' }, 10013],
		['an unknown quality', { quality: '4K' }, 10014],
		['adhoc as a number', { adhoc: 1 }, 10016],
		['a room that is scheduled and adhoc', { scheduled: true, adhoc: true }, 10017],
		['a scheduled time in a permanent room', { scheduled_time: scheduledTime(60) }, 10018],
		['an unknown mode', { mode: 'p2p' }, 10019],
		['moderators that are no number', { moderators: 'two' }, 10022],
		['more than five moderators', { moderators: '6' }, 10023],
		['peep that is no boolean', { peep: 'x' }, 10024],
		['knock that is no boolean', { knock: 'x' }, 10025],
		['an address of record that is no SIP URI', { aor: 'nobody' }, 10026],
	])('refuses %s', async (_what, settings, code) => {
		const { status, json } = await api.post('/rooms', { name: 'Room', owner_ref: 'xyz', settings });
		expect(status).toBe(400);
		expect(json).toEqual(legacyError(code));
	});

	it('refuses a quality above that of the subscription', async () => {
		await sandbox.control.project({ appId: 'a'.repeat(24), appKey: 'small', quality: 'SD' });
		const small = new Caller(sandbox, { authorization: `Basic ${Buffer.from(`${'a'.repeat(24)}:small`).toString('base64')}` });
		const { json } = await small.post('/rooms', { name: 'Room', owner_ref: 'xyz', settings: { quality: 'HD' } });
		expect(json).toEqual(legacyError(10021));
		expect((await small.room({})).settings.quality).toBe('SD');
	});

	it('checks an update like a creation', async () => {
		const { room_id } = await api.room();
		expect((await api.patch(`/rooms/${room_id}`, { name: '' })).json).toEqual(legacyError(10002));
		expect((await api.patch(`/rooms/${room_id}`, { settings: { color: 'red' } })).json).toEqual(legacyError(10009));
		expect((await api.patch(`/rooms/${room_id}`, { settings: { scheduled_time: scheduledTime(60) } })).json).toEqual(legacyError(10018));
	});
});
