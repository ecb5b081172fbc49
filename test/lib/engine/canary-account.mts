import { secretsInValue } from '../secrets/canaries.mts';
import { serveFile } from '../secrets/file-host.mts';
import { APP, OF_API, OF_FILES, RECORDINGS } from '../secrets/logins.mts';
import type { Fixture } from './fixture.mts';
import { openListener } from '../listener.mts';

/** The names of the canary account's secrets that occur in these values or in the log. */
export const canariesIn = (fixture: Fixture, ...values: unknown[]): string[] => secretsInValue([...values, fixture.logged], { ...OF_API, ...OF_FILES });

/** Creates the canary account in the sandbox, with a room and a file host that accepts its login. */
export async function useCanaryAccount(fixture: Fixture): Promise<{ roomId: string; fileUrl: string }> {
	await fixture.control.project(APP);
	const { roomIds } = await fixture.control.seedRooms({ count: 1, appId: APP.appId });
	const files = await openListener(serveFile);
	fixture.engine.useCredential({ ...APP, ...RECORDINGS, recordingsHosts: new URL(files.origin).host });
	return { roomId: roomIds[0], fileUrl: `${files.origin}/a.mp4` };
}
