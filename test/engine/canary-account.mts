import { secretsInValue } from '../secrets/canaries.mts';
import { giveFile } from '../secrets/file-host.mts';
import { APP, OF_API, OF_FILES, RECORDINGS } from '../secrets/logins.mts';
import type { Fixture } from './fixture.mts';
import { openListener } from './listener.mts';

/** The secrets of the canary account that a run has left in errors, items, data to be saved, or in the log. */
export const canariesIn = (fixture: Fixture, ...values: unknown[]): string[] => secretsInValue([...values, fixture.logged], { ...OF_API, ...OF_FILES });

/** The canary account in the sandbox, with a room, and with a file host that knows its login. */
export async function useCanaryAccount(fixture: Fixture): Promise<{ roomId: string; fileUrl: string }> {
	await fixture.control.project(APP);
	const { roomIds } = await fixture.control.seedRooms({ count: 1, appId: APP.appId });
	const files = await openListener(giveFile);
	fixture.engine.useCredential({ ...APP, ...RECORDINGS, recordingsHosts: new URL(files.origin).host });
	return { roomId: roomIds[0], fileUrl: `${files.origin}/a.mp4` };
}
