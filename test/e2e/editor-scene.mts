import { stripVTControlCharacters } from 'node:util';
import type { Checks } from '../host/checks.mts';
import type { RunningHost } from '../host/host.mts';
import { needSandbox } from '../host/host-sandbox.mts';
import type { SessionResult } from '../sandbox/index.mts';
import type { EditorPage } from './editor-page.mts';
import { pictureFailure } from './editor-pictures.mts';
import type { Pictures } from './editor-pictures.mts';

/** The app's name in the node picker. */
export const APP = 'EnableX Video';

/** Everything that the checks of the editor work with. */
export interface EditorScene {
	readonly checks: Checks;
	readonly host: RunningHost;
	readonly editor: EditorPage;
	readonly pictures: Pictures;
	readonly call: RecordedCall;
}

/** A call that has just ended, with a recording that is ready. */
export interface RecordedCall {
	readonly room: string;
	readonly users: ReadonlyArray<{ name: string; userRef: string; seconds: number; role?: 'moderator'; quality: 'Good' | 'Bad' }>;
	readonly session: SessionResult;
	/** Size of its recording. */
	readonly fileBytes: number;
}

/** Has three people meet in a room of their own, one of them with a bad connection. */
export async function holdCall(host: RunningHost): Promise<RecordedCall> {
	const { control } = needSandbox(host);
	// Of the two endings, this is the one whose files n8n can also play.
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

/** Runs checks that belong together in an empty workflow; whatever fails leaves a picture behind. */
export async function inNewWorkflow({ checks, editor }: EditorScene, title: string, work: () => Promise<void>): Promise<void> {
	await checks.section(title, async () => {
		const { failures } = checks;
		try {
			await editor.newWorkflow();
			await work();
		} catch (error) {
			throw new Error(`${describe(error)} (see ${await pictureFailure(editor.page, title)})`);
		}
		if (checks.failures > failures) checks.note(`see ${await pictureFailure(editor.page, title)}`);
	});
}

/** What Playwright waited for in vain stands in the lines after the first. */
function describe(error: unknown): string {
	const lines = stripVTControlCharacters(error instanceof Error ? error.message : String(error)).split('\n');
	return lines.map((line) => line.trim()).filter((line) => line !== '' && line !== 'Call log:').slice(0, 3).join(' ');
}
