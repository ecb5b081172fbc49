import type { INodeParameters } from 'n8n-workflow';

import { CREATE_ROOM, MEETING_DOMAIN, useFixture } from './fixture.mts';

const fixture = useFixture();
const LATER = '2031-07-01T09:00:00';

/** The body that Create Room sent for these parameters. */
async function sentBody(parameters: INodeParameters, timezone = 'UTC') {
	const [request] = await fixture().requestsOf({ ...CREATE_ROOM, ...parameters }, { timezone });
	return request.body;
}

describe('Create Room', () => {
	test('gives a flat room with its guest and host links', async () => {
		const room = await fixture().createRoom();
		const hostCode = Buffer.from(`${room.room_id}-${fixture().sandbox.appId}`).toString('base64');
		expect(room).toEqual({
			room_id: expect.stringMatching(/^[0-9a-f]{24}$/),
			name: 'Weekly',
			owner_ref: 'deal-1',
			mode: 'group',
			type: 'permanent',
			scheduled_time: null,
			duration_minutes: null,
			moderators: 1,
			participants: null,
			created: expect.stringMatching(/^\d{4}-.*Z$/),
			guest_url: `https://${MEETING_DOMAIN}/${room.room_id}`,
			host_url: `https://${MEETING_DOMAIN}/host/${hostCode}`,
		});
	});

	test('gives null for both links when the credential has no meeting domain', async () => {
		fixture().engine.useCredential({ meetingDomain: '' });
		expect(await fixture().createRoom()).toMatchObject({ guest_url: null, host_url: null });
	});

	test('sends nothing but the name, the owner, the mode and the type when no field is added', async () => {
		const [request] = await fixture().requestsOf(CREATE_ROOM);
		expect(request).toMatchObject({ method: 'POST', path: '/video/v2/rooms', query: {} });
		expect(request.headers['content-type']).toMatch(/^application\/json/);
		expect(request.body).toEqual({
			name: 'Weekly',
			owner_ref: 'deal-1',
			settings: { mode: 'group', scheduled: false, adhoc: false },
		});
	});

	test('makes a lecture', async () => {
		expect(await fixture().createRoom({ mode: 'lecture' })).toMatchObject({ mode: 'lecture' });
	});

	test('makes a scheduled room, its time read in the time zone of the workflow and sent in UTC', async () => {
		const body = await sentBody({ roomType: 'scheduled', scheduledTime: LATER, duration: 30 }, 'America/New_York');
		expect(body).toEqual({
			name: 'Weekly',
			owner_ref: 'deal-1',
			settings: { mode: 'group', scheduled: true, adhoc: false, scheduled_time: '2031-07-01 13:00:00', duration: 30 },
		});
	});

	test('gives the scheduled time in UTC, and the duration', async () => {
		const room = await fixture().createRoom({ roomType: 'scheduled', scheduledTime: LATER, duration: 30 });
		expect(room).toMatchObject({ type: 'scheduled', scheduled_time: '2031-07-01T09:00:00.000Z', duration_minutes: 30 });
	});

	test.each([
		['with an offset', '2031-07-01T09:00:00+05:30', '2031-07-01 03:30:00'],
		['in UTC', '2031-07-01T09:00:00Z', '2031-07-01 09:00:00'],
		['as in a database', '2031-07-01 09:00:00', '2031-07-01 07:00:00'],
		['as milliseconds', 1940490000000, '2031-06-29 09:00:00'],
		['as seconds in a text', '1940490000', '2031-06-29 09:00:00'],
	])('takes a scheduled time %s', async (_how, scheduledTime, expected) => {
		const body = await sentBody({ roomType: 'scheduled', scheduledTime, duration: 60 }, 'Europe/Berlin');
		expect(body).toMatchObject({ settings: { scheduled_time: expected } });
	});

	test('makes an adhoc room for one session by default, which sends no duration', async () => {
		const body = await sentBody({ roomType: 'adhoc' });
		expect(body).toMatchObject({ settings: { mode: 'group', scheduled: false, adhoc: true } });
		expect(body).not.toHaveProperty('settings.duration');
	});

	test('makes an adhoc room that lives on after its first session', async () => {
		expect(await sentBody({ roomType: 'adhoc', duration: 45 })).toMatchObject({ settings: { adhoc: true, duration: 45 } });
	});

	test('takes a 201 as success', async () => {
		await fixture().control.settings({ createStatus: 201 });
		expect(await fixture().createRoom()).toMatchObject({ name: 'Weekly' });
	});

	test('gives the object of the API as it came when Simplify is off', async () => {
		const room = await fixture().createRoom({ simplify: false });
		expect(room).toMatchObject({ service_id: fixture().sandbox.appId, sip: { enabled: false }, settings: { media_zone: 'XX' } });
		expect(room).not.toHaveProperty('guest_url');
	});

	test('gives numbers whatever type the API echoes', async () => {
		const room = { room_id: 'r1', settings: { duration: '60', moderators: '2', participants: '15', adhoc: 'true' } };
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', room } });
		expect(await fixture().createRoom()).toMatchObject({ type: 'adhoc', duration_minutes: 60, moderators: 2, participants: 15 });
	});
});
