import type { SandboxControl, SessionResult } from '../../sandbox/index.mts';

/** Runs a session of one user that ended at this time. It creates one CDR with that time. */
export async function callEndingAt(control: SandboxControl, roomId: string, end: string, name = 'Ann'): Promise<SessionResult> {
	const startAt = new Date(Date.parse(end) - 60_000).toISOString();
	return await control.runSession({ roomId, startAt, users: [{ name, seconds: 60 }], recording: true, chat: true });
}

/** Runs calls one after the other, each with its end time as the user's name. */
export async function callsEndingAt(control: SandboxControl, roomId: string, ends: string[]): Promise<SessionResult[]> {
	const sessions: SessionResult[] = [];
	for (const end of ends) sessions.push(await callEndingAt(control, roomId, end, end));
	return sessions;
}
