import { basicAuth } from '../lib/basic-auth.mts';
import type { Sandbox } from './index.mts';

/** Fills an empty sandbox with a room of each type and one finished, recorded session. */
export async function addDemo(sandbox: Sandbox): Promise<void> {
	const inAnHour = new Date(Date.now() + 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
	const meeting = await createRoom(sandbox, 'Weekly sync', { participants: '10', auto_recording: true });
	await createRoom(sandbox, 'Product demo', { scheduled: true, scheduled_time: inAnHour, duration: 30, participants: '50' });
	await createRoom(sandbox, 'Quick call', { adhoc: true, participants: '2' });
	await createRoom(sandbox, 'Autumn webinar', { mode: 'lecture', participants: '200' });
	await sandbox.control.runSession({
		roomId: meeting,
		users: [
			{ name: 'Ann Moderator', userRef: 'ann', role: 'moderator', seconds: 900 },
			{ name: 'Bob Participant', userRef: 'bob', seconds: 840 },
			{ name: 'Cleo Participant', userRef: 'cleo', seconds: 300, quality: 'Bad' },
		],
		chat: true,
		fileBytes: 1_000_000,
		transcodedAfterSeconds: 0,
	});
}

async function createRoom(sandbox: Sandbox, name: string, settings: object): Promise<string> {
	const response = await fetch(`${sandbox.baseUrl}/rooms`, {
		method: 'POST',
		headers: { authorization: basicAuth(sandbox.appId, sandbox.appKey) },
		body: JSON.stringify({ name, owner_ref: 'demo', settings }),
	});
	const { room } = JSON.parse(await response.text());
	return room.room_id;
}
