import type { INodeParameters } from 'n8n-workflow';

import { locator, useFixture } from './fixture.mts';

const fixture = useFixture();
const tokenFor = (room_id: string, parameters: INodeParameters = {}) => ({
	resource: 'token',
	operation: 'create',
	roomId: locator(room_id),
	name: 'Ann',
	userRef: 'contact-1',
	...parameters,
});

describe('Create Token', () => {
	test('gives the token that the API made, and for whom and for which room', async () => {
		const { room_id } = await fixture().createRoom();
		const { items } = await fixture().run(tokenFor(room_id));
		expect(items).toEqual([
			{
				json: { token: expect.any(String), room_id, name: 'Ann', role: 'participant', user_ref: 'contact-1' },
				pairedItem: { item: 0 },
			},
		]);
	});

	test('the token opens the room as it is: nothing was cut or changed', async () => {
		const { room_id } = await fixture().createRoom();
		const [{ token }] = await fixture().output(tokenFor(room_id, { role: 'moderator' }));
		await fixture().control.runSession({ roomId: room_id, users: [{ token: String(token) }], keepRunning: true });
		const users = await fixture().output({ resource: 'user', operation: 'getAll', roomId: locator(room_id) });
		expect(users).toMatchObject([{ name: 'Ann', user_ref: 'contact-1', role: 'moderator' }]);
	});

	test('takes a token of any form, since it is for EnableX alone to read', async () => {
		await fixture().control.faults.add({ kind: 'body', body: { result: 0, token: 'a.b+c/d==' } });
		expect(await fixture().output(tokenFor('r1'))).toMatchObject([{ token: 'a.b+c/d==' }]);
	});

	test.each(['moderator', 'participant', 'viewer', 'audience'])('asks for the role %s', async (role) => {
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

	test('takes a reference that is a number in the data before it', async () => {
		const { room_id } = await fixture().createRoom();
		expect(await fixture().output(tokenFor(room_id, { userRef: '={{ 4711 }}' }))).toMatchObject([{ user_ref: '4711' }]);
	});

	test('an answer without a token is an error and no empty item', async () => {
		await fixture().control.faults.add({ kind: 'body', body: { result: 0 } });
		const { items, error } = await fixture().run(tokenFor('r1'));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: 'The answer of the API lacks the "token"' });
	});

	test('says in the words of the API that the room is full, and what helps', async () => {
		const { room_id } = await fixture().createRoom({ additionalFields: { participants: 1 } });
		await fixture().control.runSession({ roomId: room_id, users: [{ name: 'Ben' }], keepRunning: true });
		const { error } = await fixture().run(tokenFor(room_id));
		expect(error).toMatchObject({
			message: 'Token Denied. Room is full.',
			description: expect.stringContaining('Raise Participants or Moderators of the room, or wait until somebody leaves'),
		});
		expect(await fixture().output(tokenFor(room_id, { role: 'moderator' }))).toHaveLength(1);
	});

	test('a scheduled room gives tokens from shortly before its start until its end', async () => {
		const { control } = fixture();
		await control.setClock({ now: '2031-07-01T08:00:00Z', frozen: true });
		const { room_id } = await fixture().createRoom({ roomType: 'scheduled', scheduledTime: '2031-07-01T09:00:00', duration: 30 });

		const early = await fixture().run(tokenFor(room_id));
		expect(early.error).toMatchObject({
			message: 'Token denied. Beyond Permissible Cut-Off Time',
			description: expect.stringContaining('a scheduled room gives tokens from shortly before its start until its end'),
		});

		await control.advanceClock({ seconds: 45 * 60 });
		expect(await fixture().output(tokenFor(room_id))).toHaveLength(1);

		await control.advanceClock({ seconds: 60 * 60 });
		const late = await fixture().run(tokenFor(room_id));
		expect(late.error).toMatchObject({ message: 'Token denied. Room is not active' });
	});

	test('the token is declared sensitive, so that n8n can hide it', () => {
		expect(fixture().engine.nodeType.description.sensitiveOutputFields).toEqual(['token']);
	});
});
