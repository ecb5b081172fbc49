import type { SandboxControl } from '../../sandbox/client.mts';
import type { RunSessionInput } from '../../sandbox/index.mts';
import type { Expected } from './delivery-log.mts';
import { dueAt, isOverAt, sizeAt, type Meeting } from './meetings.mts';
import type { Call, Simulation } from './simulation.mts';

/** The number of CDRs per control request. */
const BATCH = 20_000;

/** What each event of the trigger must emit, by record ID. */
export interface Expectations {
	cdr: Map<string, Expected>;
	recording: Map<string, Expected>;
	session: Map<string, Expected>;
}

const iso = (time: number) => new Date(time).toISOString();

/** Loads a simulation into a sandbox; each record is listed when the clock reaches its time. */
export async function seedSimulation(control: SandboxControl, simulation: Simulation): Promise<Expectations> {
	const expectations: Expectations = { cdr: new Map(), recording: new Map(), session: new Map() };
	await control.setClock({ now: iso(simulation.start), frozen: true });
	const { roomIds } = await control.seedRooms({ count: 1 });
	for (let at = 0; at < simulation.calls.length; at += BATCH) {
		await seedCalls(control, roomIds[0], simulation.calls.slice(at, at + BATCH), expectations);
	}
	await seedRecordings(control, roomIds[0], simulation, expectations);
	await seedMeetings(control, simulation, expectations);
	return expectations;
}

async function seedCalls(control: SandboxControl, roomId: string, calls: Call[], { cdr }: Expectations): Promise<void> {
	const cdrs = calls.map(({ leftAt, listedAt }) => ({ leftAt: iso(leftAt), visibleAfterSeconds: (listedAt - leftAt) / 1000 }));
	const { cdrIds } = await control.addCdrs({ roomId, cdrs });
	calls.forEach(({ leftAt, listedAt }, index) => cdr.set(cdrIds[index], { time: leftAt, listedAt }));
}

/** A recorded session leaves an archive, and a CDR for its only user. */
async function seedRecordings(control: SandboxControl, roomId: string, { recordings }: Simulation, { cdr, recording }: Expectations): Promise<void> {
	for (const { endedAt, listedAt, readyAt } of recordings) {
		const { cdrIds, archiveId = '' } = await control.runSession({
			roomId,
			users: [{ name: 'Ann', seconds: 60 }],
			startAt: iso(endedAt - 60_000),
			recording: true,
			visibleAfterSeconds: (listedAt - endedAt) / 1000,
			transcodedAfterSeconds: readyAt === null ? null : (readyAt - endedAt) / 1000,
		});
		for (const id of cdrIds) cdr.set(id, { time: endedAt, listedAt });
		recording.set(archiveId, { time: endedAt, listedAt: readyAt ?? Infinity });
	}
}

/** Plans the meetings in their rooms. One is due if somebody leaves it after the newest CDR that was listed at publishing. */
async function seedMeetings(control: SandboxControl, { meetings, publishedAt }: Simulation, { session }: Expectations): Promise<void> {
	const numbers = meetings.flatMap(({ room }) => (room === 'adhoc' ? [] : [room]));
	const permanent = await control.seedRooms({ count: Math.max(0, ...numbers.map((number) => number + 1)) });
	const adhoc = await control.seedRooms({ count: meetings.length - numbers.length, settings: { adhoc: true } });
	const old = meetings.flatMap(({ connections }) => connections).filter(({ listedAt }) => listedAt <= publishedAt);
	const since = Math.max(-Infinity, ...old.map(({ leftAt }) => leftAt));
	for (const meeting of meetings) {
		const roomId = meeting.room === 'adhoc' ? adhoc.roomIds.pop() : permanent.roomIds[meeting.room];
		const { confNum } = await control.runSession(toSession(meeting, roomId ?? ''));
		const listedAt = Math.min(...meeting.connections.map((connection) => connection.listedAt));
		session.set(confNum, {
			time: meeting.endAt,
			listedAt: meeting.endAt > since ? Math.max(listedAt, publishedAt + 1) : publishedAt,
			dueAt: dueAt(meeting),
			session: { sizeAt: (now) => sizeAt(meeting, now), isOverAt: (now) => isOverAt(meeting, now) },
		});
	}
}

const toSession = ({ startAt, connections }: Meeting, roomId: string): RunSessionInput => ({
	roomId,
	startAt: iso(startAt),
	users: connections.map(({ name, joinedAt, leftAt, listedAt }) => ({
		...{ name, userRef: name, joinAfterSeconds: (joinedAt - startAt) / 1000 },
		...{ seconds: (leftAt - joinedAt) / 1000, visibleAfterSeconds: (listedAt - leftAt) / 1000 },
	})),
});
