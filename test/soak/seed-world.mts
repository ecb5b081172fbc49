import type { SandboxControl } from '../sandbox/client.mts';
import type { Expected } from './ledger.mts';
import type { Call, World } from './world.mts';

/** How many CDRs go into one control request. */
const BATCH = 20_000;

/** What each event of the trigger has to bring, by the id of the record. */
export interface Expectations {
	cdr: Map<string, Expected>;
	recording: Map<string, Expected>;
}

const iso = (time: number) => new Date(time).toISOString();

/** Puts all of a world into a sandbox; each record is listed once the clock gets there. */
export async function seedWorld(control: SandboxControl, world: World): Promise<Expectations> {
	const expectations: Expectations = { cdr: new Map(), recording: new Map() };
	await control.setClock({ now: iso(world.start), frozen: true });
	const { roomIds } = await control.seedRooms({ count: 1 });
	for (let at = 0; at < world.calls.length; at += BATCH) {
		await seedCalls(control, roomIds[0], world.calls.slice(at, at + BATCH), expectations);
	}
	await seedRecordings(control, roomIds[0], world, expectations);
	return expectations;
}

async function seedCalls(control: SandboxControl, roomId: string, calls: Call[], { cdr }: Expectations): Promise<void> {
	const cdrs = calls.map(({ leftAt, listedAt }) => ({ leftAt: iso(leftAt), visibleAfterSeconds: (listedAt - leftAt) / 1000 }));
	const { cdrIds } = await control.addCdrs({ roomId, cdrs });
	calls.forEach(({ leftAt, listedAt }, index) => cdr.set(cdrIds[index], { time: leftAt, listedAt }));
}

/** A recorded session leaves an archive, and a CDR of its one user. */
async function seedRecordings(control: SandboxControl, roomId: string, { recordings }: World, { cdr, recording }: Expectations): Promise<void> {
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
