import type { INodeParameters } from 'n8n-workflow';

import { hintsOf } from '../../lib/engine/executions.mts';
import { CREATE_ROOM, itemsOf, MEETING_DOMAIN, useFixture } from '../../lib/engine/fixture.mts';
import { parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
const LATER = '2031-07-01T09:00:00';

/** The body that Create Room sends for these parameters. */
async function sentBody(parameters: INodeParameters, timezone = 'UTC') {
	const [request] = await fixture().requestsOf({ ...CREATE_ROOM, ...parameters }, { timezone });
	return request.body;
}

describe('Create Room', () => {
	test('returns a flat room with its guest and host links', async () => {
		const room = await fixture().createRoom();
		const hostCode = Buffer.from(`${room.room_id}-${fixture().sandbox.appId}`).toString('base64');
		expect(room).toEqual({
			room_id: expect.stringMatching(/^[0-9a-f]{24}$/),
			name: 'Weekly',
			owner_ref: 'deal-1',
			mode: 'group',
			type: 'permanent',
			scheduled_time: null,
			end_time: null,
			duration_minutes: null,
			moderators: 1,
			participants: null,
			is_active: null,
			dial_in_pin: null,
			dial_in_meeting_id: null,
			data: null,
			created: expect.stringMatching(/^\d{4}-.*Z$/),
			guest_url: `https://${MEETING_DOMAIN}/${room.room_id}`,
			host_url: `https://${MEETING_DOMAIN}/host/${hostCode}`,
		});
	});

	test('returns null for both links if the credential has no meeting domain, and says once which field to fill in', async () => {
		fixture().engine.useCredential({ meetingDomain: '' });
		for (const parameters of [CREATE_ROOM, parametersOf('room.getAll', { simplify: false })]) {
			const { items, run } = await fixture().run(parameters, { items: itemsOf({}, {}) });
			expect(items[0].json).toMatchObject({ guest_url: null, host_url: null });
			expect(hintsOf(run)).toEqual(['No join links: fill in Meeting Domain in the credential']);
		}
	});

	test('returns the PIN and the meeting ID for people who dial in, and the custom data', async () => {
		const room = await fixture().createRoom({ additionalFields: { sipEnabled: true, data: '{"deal":4711}' } });
		expect(room).toMatchObject({ dial_in_pin: expect.stringMatching(/^\d{5}$/), dial_in_meeting_id: expect.stringMatching(/^\d{5}$/), data: { deal: 4711 } });
	});

	test('refuses a time that is more than five minutes in the past, before anything is sent', async () => {
		const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
		const scheduled = { ...CREATE_ROOM, roomType: 'scheduled', duration: 30 };
		const { error } = await fixture().run({ ...scheduled, scheduledTime: '2024-02-01T09:00:00' }, { timezone: 'Asia/Kolkata' });
		expect(error?.message).toBe('Scheduled Time 1 Feb 2024 09:00 (Asia/Kolkata) is in the past');
		expect((await fixture().run({ ...scheduled, scheduledTime: at(6) })).error?.message).toMatch(/^Scheduled Time .* is in the past$/);
		expect(await fixture().control.requests()).toEqual([]);
		// The API decides about a time that has just passed.
		expect((await fixture().run({ ...scheduled, scheduledTime: at(4) })).error?.message).toBe('Illegible Date/Time: settings.scheduled_time');
	});

	test('sends only the name, the owner, the mode and the type if no field is added', async () => {
		const [request] = await fixture().requestsOf(CREATE_ROOM);
		expect(request).toMatchObject({ method: 'POST', path: '/video/v2/rooms', query: {} });
		expect(request.headers['content-type']).toMatch(/^application\/json/);
		expect(request.body).toEqual({
			name: 'Weekly',
			owner_ref: 'deal-1',
			settings: { mode: 'group', scheduled: false, adhoc: false },
		});
	});

	test('creates a lecture', async () => {
		expect(await fixture().createRoom({ mode: 'lecture' })).toMatchObject({ mode: 'lecture' });
	});

	test('creates a scheduled room, with its time read in the time zone of the workflow and sent in UTC', async () => {
		const body = await sentBody({ roomType: 'scheduled', scheduledTime: LATER, duration: 30 }, 'America/New_York');
		expect(body).toEqual({
			name: 'Weekly',
			owner_ref: 'deal-1',
			settings: { mode: 'group', scheduled: true, adhoc: false, scheduled_time: '2031-07-01 13:00:00', duration: 30 },
		});
	});

	test('returns the scheduled time and the end in UTC, and the duration', async () => {
		const room = await fixture().createRoom({ roomType: 'scheduled', scheduledTime: LATER, duration: 30 });
		expect(room).toMatchObject({ type: 'scheduled', scheduled_time: '2031-07-01T09:00:00.000Z', end_time: '2031-07-01T09:30:00.000Z', duration_minutes: 30 });
	});

	test.each([
		['with an offset', '2031-07-01T09:00:00+05:30', '2031-07-01 03:30:00'],
		['in UTC', '2031-07-01T09:00:00Z', '2031-07-01 09:00:00'],
		['in SQL format', '2031-07-01 09:00:00', '2031-07-01 07:00:00'],
		['as milliseconds', 1940490000000, '2031-06-29 09:00:00'],
		['as seconds in a string', '1940490000', '2031-06-29 09:00:00'],
	])('accepts a scheduled time %s', async (_how, scheduledTime, expected) => {
		const body = await sentBody({ roomType: 'scheduled', scheduledTime, duration: 60 }, 'Europe/Berlin');
		expect(body).toMatchObject({ settings: { scheduled_time: expected } });
	});

	test('creates an adhoc room for one session by default, without a duration', async () => {
		const body = await sentBody({ roomType: 'adhoc' });
		expect(body).toMatchObject({ settings: { mode: 'group', scheduled: false, adhoc: true } });
		expect(body).not.toHaveProperty('settings.duration');
	});

	test('creates an adhoc room with a duration', async () => {
		expect(await sentBody({ roomType: 'adhoc', duration: 45 })).toMatchObject({ settings: { adhoc: true, duration: 45 } });
	});

	test('accepts HTTP 201 as a success', async () => {
		await fixture().control.settings({ createStatus: 201 });
		expect(await fixture().createRoom()).toMatchObject({ name: 'Weekly' });
	});

	test('returns the object of the API with its links if Simplify is off', async () => {
		const room = await fixture().createRoom({ simplify: false });
		expect(room).toMatchObject({ service_id: fixture().sandbox.appId, sip: { enabled: false }, settings: { media_zone: 'XX' } });
		expect(room).toMatchObject({ guest_url: `https://${MEETING_DOMAIN}/${room.room_id}` });
	});

	test('returns numbers whatever type the API echoes', async () => {
		const room = { room_id: 'r1', settings: { duration: '60', moderators: '2', participants: '15', adhoc: 'true' } };
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', room } });
		expect(await fixture().createRoom()).toMatchObject({ type: 'adhoc', duration_minutes: 60, moderators: 2, participants: 15 });
	});
});
