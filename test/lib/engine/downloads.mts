import type { INodeParameters } from 'n8n-workflow';

import { parametersIn, parametersOf } from '../operations/index.mts';
import type { Fixture } from './fixture.mts';

/** The parameters that download a file. */
export const download = (fileUrl: unknown, parameters: INodeParameters = {}): INodeParameters =>
	parametersOf('archive.download', { fileUrl, ...parameters });

/** The files of a recorded session, by the type of the node's file items. */
export async function recordedFiles(fixture: Fixture, fileBytes = 1000): Promise<Record<string, string>> {
	const { room_id } = await fixture.createRoom();
	await fixture.control.runSession({
		roomId: room_id,
		startAt: '2024-03-10T09:59:00Z',
		users: [{ name: 'Ann', seconds: 60 }],
		recording: true,
		chat: true,
		fileBytes,
	});
	const items = await fixture.output(parametersIn('archive.getAll', room_id, { output: 'file' }));
	return Object.fromEntries(items.map(({ type, url }) => [String(type), String(url)]));
}

/** The URL of one transcoded file. */
export const recordedFile = async (fixture: Fixture) => (await recordedFiles(fixture)).transcoded;
