import { stripVTControlCharacters } from 'node:util';
import type { Checks } from '../../lib/checks.mts';
import type { RunningHost } from '../../lib/n8n/host.mts';
import { requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import type { SessionResult } from '../../sandbox/index.mts';
import type { EditorPage } from './page.mts';
import { screenshotFailure } from './node-pictures.mts';
import type { Pictures } from './node-pictures.mts';

/** The app's name in the node picker. */
export const APP = 'EnableX Video';

/** Everything the editor checks work with. */
export interface EditorFixture {
	readonly checks: Checks;
	readonly host: RunningHost;
	readonly editor: EditorPage;
	readonly pictures: Pictures;
	readonly call: RecordedCall;
}

/** A call that has just ended, with its recording ready. */
export interface RecordedCall {
	readonly room: string;
	readonly users: ReadonlyArray<{ name: string; userRef: string; seconds: number; role?: 'moderator'; quality: 'Good' | 'Bad' }>;
	readonly session: SessionResult;
	/** The size of its recording. */
	readonly fileBytes: number;
}

/** Runs a call of three people in a new room, one of them with a bad connection. */
export async function runRecordedCall(host: RunningHost): Promise<RecordedCall> {
	const { control } = requireSandbox(host);
	// Of the two file extensions, n8n can only play this one.
	await control.settings({ transcodedExtension: 'mp4' });
	const { roomIds: [roomId] } = await control.seedRooms({ count: 1, namePrefix: 'Design review', settings: { auto_recording: true } });
	const users = [
		{ name: 'Ana Souza', userRef: 'ana', role: 'moderator', seconds: 1_845, quality: 'Good' },
		{ name: 'Kenji Tanaka', userRef: 'kenji', seconds: 1_790, quality: 'Good' },
		{ name: 'Priya Nair', userRef: 'priya', seconds: 312, quality: 'Bad' },
	] as const;
	const fileBytes = 2_500_000;
	const session = await control.runSession({ roomId, users: [...users], fileBytes, transcodedAfterSeconds: 0 });
	return { room: 'Design review 1', users, session, fileBytes };
}

/** Runs a group of checks in an empty workflow, and takes a screenshot if one fails. */
export async function inNewWorkflow({ checks, editor }: EditorFixture, title: string, work: () => Promise<void>): Promise<void> {
	await checks.section(title, async () => {
		const { failures } = checks;
		try {
			await editor.newWorkflow();
			await work();
		} catch (error) {
			throw new Error(`${describe(error)} (see ${await screenshotFailure(editor.page, title)})`);
		}
		if (checks.failures > failures) checks.note(`see ${await screenshotFailure(editor.page, title)}`);
	});
}

/** Playwright names what it waited for in the lines after the first. */
function describe(error: unknown): string {
	const lines = stripVTControlCharacters(error instanceof Error ? error.message : String(error)).split('\n');
	return lines.map((line) => line.trim()).filter((line) => line !== '' && line !== 'Call log:').slice(0, 3).join(' ');
}
