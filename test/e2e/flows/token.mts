import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { publishWorkflow } from '../../lib/n8n/publication.mts';
import { ACCOUNTS } from '../accounts.mts';
import { importExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';

interface Answer {
	readonly status: number;
	readonly token?: string;
	readonly role?: string;
	readonly error?: string;
	readonly message?: string;
}

/** 07: host and guest each get a token for the room, a mistake gets a readable error, a stranger gets nothing. */
export async function checkJoinToken(fixture: FlowFixture): Promise<void> {
	const { checks, host } = fixture;
	await checks.section('07-join-token-for-your-app: Webhook, Create Token, Respond to Webhook', async () => {
		const { control } = requireSandbox(host);
		const { roomIds: [roomId] } = await control.seedRooms({ count: 1, namePrefix: 'App' });
		const workflow = await importExample(fixture, '07-join-token-for-your-app');
		await publishWorkflow(host.rest, workflow.id);

		const asHost = await join(fixture, { room_id: roomId, name: 'Ann', user_id: 'u-1', is_host: true });
		const asGuest = await join(fixture, { room_id: roomId, name: 'Bob', user_id: 'u-2' });
		checks.that('a host gets a moderator token', asHost.status === 200 && asHost.role === 'moderator');
		checks.that('a guest gets a participant token', asGuest.status === 200 && asGuest.role === 'participant');
		const users = [asHost, asGuest].map(({ token }) => ({ token: token ?? '' }));
		const session = await control.runSession({ roomId, users });
		checks.that('both tokens let their users in', session.cdrIds.length === 2);

		const mistaken = await join(fixture, { room_id: '000000000000000000000000', name: 'Eve', user_id: 'u-3' });
		checks.that('a nonexistent room gets HTTP 422 and an explanation', mistaken.status === 422 && mistaken.error === 'Room not found' && mistaken.message !== undefined, `${mistaken.error}. ${mistaken.message}`);
		const stranger = await join(fixture, { room_id: roomId, name: 'Eve', user_id: 'u-3', is_host: true }, 'guessed');
		checks.that('a stranger gets no token', stranger.status === 403 && stranger.token === undefined, `HTTP ${stranger.status}`);
	});
}

async function join({ host }: FlowFixture, wishes: object, secret: string = ACCOUNTS.app.value): Promise<Answer> {
	const response = await fetch(`${host.n8n.url}/webhook/enablex/join`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', [ACCOUNTS.app.header]: secret },
		body: JSON.stringify(wishes),
	});
	const text = await response.text();
	return { status: response.status, ...(text.startsWith('{') ? (JSON.parse(text) as object) : {}) };
}
