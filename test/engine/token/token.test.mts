import type { INodeParameters } from 'n8n-workflow';

import { useFixture } from '../../lib/engine/fixture.mts';
import { parametersIn } from '../../lib/operations/index.mts';

const fixture = useFixture();
const tokenFor = (room_id: string, parameters: INodeParameters = {}) => parametersIn('token.create', room_id, { role: 'participant', ...parameters });

describe('Create Token', () => {
	test('returns the token of the API with its user and its room', async () => {
		const { room_id } = await fixture().createRoom();
		const { items } = await fixture().run(tokenFor(room_id));
		expect(items).toEqual([
			{
				json: { token: expect.any(String), room_id, name: 'Ann', role: 'participant', user_ref: 'contact-1' },
				pairedItem: { item: 0 },
			},
		]);
	});

	test('returns the token unchanged, so it opens the room', async () => {
		const { room_id } = await fixture().createRoom();
		const [{ token }] = await fixture().output(tokenFor(room_id, { role: 'moderator' }));
		await fixture().control.runSession({ roomId: room_id, users: [{ token: String(token) }], keepRunning: true });
		const users = await fixture().output(parametersIn('user.getAll', room_id));
		expect(users).toMatchObject([{ name: 'Ann', user_ref: 'contact-1', role: 'moderator' }]);
	});

	test('accepts a token of any format, because only EnableX reads it', async () => {
		await fixture().control.faults.add({ kind: 'body', body: { result: 0, token: 'a.b+c/d==' } });
		expect(await fixture().output(tokenFor('r1'))).toMatchObject([{ token: 'a.b+c/d==' }]);
	});

	test.each(['moderator', 'participant', 'viewer', 'audience'])('requests the role %s', async (role) => {
		const { room_id } = await fixture().createRoom();
		const [request] = await fixture().requestsOf(tokenFor(room_id, { role }));
		expect(request).toMatchObject({ method: 'POST', url: `/video/v2/rooms/${room_id}/tokens` });
		expect(request.body).toEqual({ name: 'Ann', role, user_ref: 'contact-1' });
	});

	test('sends Custom Data as an object', async () => {
		const { room_id } = await fixture().createRoom();
		const [request] = await fixture().requestsOf(tokenFor(room_id, { additionalFields: { data: '{"table":7}' } }));
		expect(request.body).toEqual({ name: 'Ann', role: 'participant', user_ref: 'contact-1', data: { table: 7 } });
	});

	test('accepts a numeric reference from the input data', async () => {
		const { room_id } = await fixture().createRoom();
		expect(await fixture().output(tokenFor(room_id, { userRef: '={{ 4711 }}' }))).toMatchObject([{ user_ref: '4711' }]);
	});

	test('rejects a reply without a token instead of returning an empty item', async () => {
		await fixture().control.faults.add({ kind: 'body', body: { result: 0 } });
		const { items, error } = await fixture().run(tokenFor('r1'));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: 'The API response lacks the "token"' });
	});

	test("reports with the API's message that the room is full, and says what to do", async () => {
		const { room_id } = await fixture().createRoom({ additionalFields: { participants: 1 } });
		await fixture().control.runSession({ roomId: room_id, users: [{ name: 'Ben' }], keepRunning: true });
		const { error } = await fixture().run(tokenFor(room_id));
		expect(error).toMatchObject({
			message: 'Token Denied. Room is full.',
			description: expect.stringContaining('Raise Participants or Moderators of the room, or wait until someone leaves'),
		});
		expect(await fixture().output(tokenFor(room_id, { role: 'moderator' }))).toHaveLength(1);
	});

	test('returns tokens of a scheduled room from shortly before its start until its end', async () => {
		const { control } = fixture();
		await control.setClock({ now: '2031-07-01T08:00:00Z', frozen: true });
		const { room_id } = await fixture().createRoom({ roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 });

		const early = await fixture().run(tokenFor(room_id));
		expect(early.error).toMatchObject({
			message: 'Too early: the room starts 1 Jul 2031 09:00 (UTC) and closes 1 Jul 2031 09:30 (UTC) (Token denied. Beyond Permissible Cut-Off Time)',
			description: expect.stringContaining('A scheduled room issues tokens from shortly before its start until its end'),
		});

		await control.advanceClock({ seconds: 45 * 60 });
		expect(await fixture().output(tokenFor(room_id))).toHaveLength(1);

		await control.advanceClock({ seconds: 60 * 60 });
		const late = await fixture().run(tokenFor(room_id), { timezone: 'Asia/Kolkata' });
		expect(late.error).toMatchObject({
			message: 'Too late: the room closed 1 Jul 2031 15:00 (Asia/Kolkata). It had started 1 Jul 2031 14:30 (Asia/Kolkata) (Token denied. Room is not active)',
			description: expect.stringMatching(/EnableX code 10113, HTTP 400\)$/),
		});
	});

	test("keeps the API's words if the room cannot be read, or has no schedule", async () => {
		const { room_id } = await fixture().createRoom();
		const refusal = { kind: 'status', status: 400, result: 10111, error: 'Token denied. Conference is over', match: { method: 'POST' } } as const;
		await fixture().control.faults.add(refusal);
		expect((await fixture().run(tokenFor(room_id))).error?.message).toBe('Token denied. Conference is over');
		await fixture().control.faults.add({ kind: 'status', status: 400, result: 50003, error: 'No room today', match: { method: 'GET' } });
		expect((await fixture().run(tokenFor(room_id))).error?.message).toBe('Token denied. Conference is over');
	});

	test('declares the token as sensitive, so that n8n can redact it', () => {
		expect(fixture().engine.nodeType.description.sensitiveOutputFields).toEqual(['token']);
	});
});
