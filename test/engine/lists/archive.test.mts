import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { callsEndingAt } from '../../lib/engine/calls.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { parametersIn, parametersOf } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';

const fixture = useFixture();
const END = '2024-03-10T10:00:00.000Z';
const archives = (parameters: INodeParameters) => parametersOf('archive.getAll', parameters);
const ofRoom = (roomId: string, parameters: INodeParameters = {}) => parametersIn('archive.getAll', roomId, parameters);
const names = (urls: unknown) => (urls as string[]).map((url) => url.split('/').at(-1));

/** A recorded session of two users with a chat. Its transcoded file is available 10 minutes after the end. */
async function recordedRoom() {
	const { room_id } = await fixture().createRoom();
	const session = await fixture().control.runSession({
		roomId: room_id,
		startAt: '2024-03-10T09:59:00Z',
		users: [{ name: 'Ann', seconds: 60 }, { name: 'Ben', seconds: 60 }],
		recording: true,
		chat: true,
		transcodedAfterSeconds: 600,
	});
	return { room_id, session };
}

describe('Get Many archives', () => {
	test('returns one flat item for each session, with the URLs of its files', async () => {
		const { room_id, session } = await recordedRoom();
		const { items } = await fixture().run(ofRoom(room_id));
		const folder = `${fixture().sandbox.filesOrigin}/recordings/${room_id}/${session.confNum}`;
		expect(items).toEqual([
			{
				json: {
					archive_id: session.archiveId,
					conf_num: session.confNum,
					room_id,
					created_at: END,
					recording_urls: [expect.stringMatching(/\.mkv$/), expect.stringMatching(/\.mkv$/)],
					transcoded_urls: [`${folder}/session.mov`],
					chat_url: `${folder}/chatdata.json`,
					metadata_url: `${folder}/metadata.json`,
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('returns an empty list of transcoded files until the file is available', async () => {
		const { control } = fixture();
		await control.setClock({ now: END, frozen: true });
		const { room_id } = await recordedRoom();
		expect(await fixture().output(ofRoom(room_id))).toMatchObject([{ transcoded_urls: [] }]);
		await control.advanceClock({ seconds: 600 });
		const [archive] = await fixture().output(ofRoom(room_id));
		expect(names(archive.transcoded_urls)).toEqual(['session.mov']);
	});

	test('returns the object of the API unchanged if Simplify is off', async () => {
		const { room_id, session } = await recordedRoom();
		const [archive] = await fixture().output(ofRoom(room_id, { simplify: false }));
		expect(archive).toMatchObject({ _id: session.archiveId, app_id: fixture().sandbox.appId, transcoded: [{ url: expect.any(String) }] });
	});

	test.each(['array', 'null', 'missing'] as const)('accepts empty lists of files and of archives, sent as %s', async (emptyLists) => {
		await fixture().control.settings({ emptyLists });
		await fixture().control.setClock({ now: END, frozen: true });
		const { room_id } = await recordedRoom();
		expect(await fixture().output(ofRoom(room_id))).toMatchObject([{ transcoded_urls: [] }]);
		expect(await fixture().output(ofRoom('nothing-here'))).toEqual([]);
	});
});

describe('Find By of Get Many archives', () => {
	const found = async (parameters: INodeParameters) =>
		(await fixture().output(archives({ returnAll: true, ...parameters }))).map(({ created_at }) => String(created_at).slice(0, 13));
	const routeOf = async (parameters: INodeParameters) => (await fixture().requestsOf(archives(parameters)))[0].url.replace('/video/v2', '');
	const ENDS = ['2024-03-10T10:00:00Z', '2024-03-12T10:00:00Z', '2024-03-11T10:00:00Z'];

	test('finds the archive of one session by its conference number', async () => {
		const { room_id } = await fixture().createRoom();
		const [{ confNum }] = await callsEndingAt(fixture().control, room_id, ENDS);
		const parameters = { findBy: 'conference', conferenceNumber: confNum };
		expect(await found(parameters)).toEqual(['2024-03-10T10']);
		expect(await routeOf(parameters)).toBe(`/archive/conf/${confNum}`);
	});

	test('finds the archives of a room, newest first, and Limit keeps the newest', async () => {
		const { room_id } = await fixture().createRoom();
		await callsEndingAt(fixture().control, room_id, ENDS);
		const parameters = { findBy: 'room', roomId: locator(room_id) };
		expect(await found(parameters)).toEqual(['2024-03-12T10', '2024-03-11T10', '2024-03-10T10']);
		expect(await found({ ...parameters, returnAll: false, limit: 1 })).toEqual(['2024-03-12T10']);
		expect(await routeOf(parameters)).toBe(`/archive/room/${room_id}`);
	});

	test('finds the archives of a period, including its start and excluding its end', async () => {
		const { room_id } = await fixture().createRoom();
		await callsEndingAt(fixture().control, room_id, ENDS);
		const parameters = { findBy: 'period', from: '2024-03-10T10:00:00Z', to: '2024-03-12T10:00:00Z' };
		expect(await found(parameters)).toEqual(['2024-03-11T10', '2024-03-10T10']);
		expect(await routeOf(parameters)).toBe('/archive/period/2024-03-10/2024-03-13');
	});

	test('finds the archives of a room in a period, also on a server with the older route', async () => {
		const { room_id } = await fixture().createRoom();
		await callsEndingAt(fixture().control, room_id, ENDS);
		const parameters = { findBy: 'roomAndPeriod', roomId: locator(room_id), from: '2024-03-11', to: '2024-03-11' };
		expect(await found(parameters)).toEqual(['2024-03-11T10']);
		expect(await routeOf(parameters)).toBe(`/archive/room-period/${room_id}/2024-03-11/2024-03-12`);
		await fixture().control.settings({ roomPeriodRoute: false });
		expect(await found(parameters)).toEqual(['2024-03-11T10']);
	});
});

describe('Get Many archives with one item per file', () => {
	const files = async (roomId: string, parameters: INodeParameters = {}): Promise<IDataObject[]> =>
		await fixture().output(ofRoom(roomId, { output: 'file', ...parameters }));

	test('returns each recording, transcoded file, chat and metadata file with its type and name', async () => {
		const { room_id, session } = await recordedRoom();
		const items = await files(room_id);
		expect(items.map(({ type }) => type)).toEqual(['recording', 'recording', 'transcoded', 'chat', 'metadata']);
		expect(items[2]).toEqual({
			archive_id: session.archiveId,
			conf_num: session.confNum,
			room_id,
			type: 'transcoded',
			url: `${fixture().sandbox.filesOrigin}/recordings/${room_id}/${session.confNum}/session.mov`,
			file_name: 'session.mov',
		});
	});

	test('Limit counts files, and the newest archive comes first', async () => {
		const { room_id } = await recordedRoom();
		await callsEndingAt(fixture().control, room_id, ['2024-03-09T10:00:00Z']);
		const items = await files(room_id, { limit: 6 });
		expect(items.map(({ type }) => type)).toEqual(['recording', 'recording', 'transcoded', 'chat', 'metadata', 'recording']);
		expect(await files(room_id, { returnAll: true })).toHaveLength(9);
	});

	test('returns only the types of files that are asked for, and Limit counts those', async () => {
		const { room_id } = await recordedRoom();
		const types = async (fileTypes: string[], limit = 50) => (await files(room_id, { limit, options: { fileTypes } })).map(({ type }) => type);
		expect(await types(['transcoded', 'chat'])).toEqual(['transcoded', 'chat']);
		expect(await types(['metadata', 'transcoded'], 1)).toEqual(['transcoded']);
		expect(await types([])).toHaveLength(5);
		expect((await files(room_id, { options: { fileTypes: '={{ "transcoded, chat" }}' } })).map(({ type }) => type)).toEqual(['transcoded', 'chat']);
	});

	test('omits the transcoded file until it is available', async () => {
		await fixture().control.setClock({ now: END, frozen: true });
		const { room_id } = await recordedRoom();
		expect((await files(room_id)).map(({ type }) => type)).toEqual(['recording', 'recording', 'chat', 'metadata']);
	});

	test('skips values that are not URLs, and decodes names', async () => {
		const archive = [{ _id: 'a', recording: [{ url: null }, {}, 'https://files.example.com/My%20talk.mkv'], transcoded: null, chatdata: '' }];
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', archive } });
		expect(await files('r1')).toEqual([
			{ archive_id: 'a', conf_num: null, room_id: null, type: 'recording', url: 'https://files.example.com/My%20talk.mkv', file_name: 'My talk.mkv' },
		]);
	});
});
