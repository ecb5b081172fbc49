import type { Json } from '../../sandbox/index.mts';
import type { RunSessionInput } from '../../sandbox/control-types.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';
import { parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
afterEach(closeListeners);

const video = (conferenceNumber: string) => parametersOf('archive.download', { conferenceNumber }, 'the video of a session');

/** The conference number of a session that is over. */
async function session(recorded: Partial<RunSessionInput> = {}) {
	const { room_id } = await fixture().createRoom();
	const { confNum } = await fixture().control.runSession({ roomId: room_id, startAt: '2024-03-10T09:59:00Z', users: [{ name: 'Ann', seconds: 60 }], ...recorded });
	await fixture().control.clearRequests();
	return confNum;
}

describe('Download of a session', () => {
	test('returns its video, with one request for the list and one for the file', async () => {
		const confNum = await session({ recording: true, chat: true, fileBytes: 1000 });
		const { items } = await fixture().run(video(confNum));
		expect(items).toMatchObject([
			{
				json: { file_name: 'session.mov', mime_type: 'video/quicktime', file_size: 1000, url: expect.stringMatching(/\/session\.mov$/) },
				binary: { data: { fileName: 'session.mov' } },
				pairedItem: { item: 0 },
			},
		]);
		expect((await fixture().control.requests()).map(({ path }) => path)).toEqual([`/video/v2/archive/conf/${confNum}`, expect.stringMatching(/^\/recordings\/.*session\.mov$/)]);
	});

	test('returns the last video of the newest archive that has one', async () => {
		const host = await openListener((_request, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('bytes'));
		const archive = (trans_date: string, ...names: string[]) => ({ trans_date, recording: [{ url: `${host.origin}/a.mkv` }], transcoded: names.map((name) => ({ url: `${host.origin}/${name}` })) });
		const list = [archive('2024-03-10T10:00:00Z', 'old.mp4'), archive('2024-03-10T12:00:00Z', 'part-1.mp4', 'part-2.mp4'), archive('2024-03-10T11:00:00Z', 'middle.mp4'), archive('2024-03-10T13:00:00Z')];
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', archive: list } as Json });
		expect(await fixture().output(video('conf-1'))).toMatchObject([{ file_name: 'part-2.mp4' }]);
	});

	test.each([
		['was not recorded', { recording: false }],
		['has a chat, but no recording', { recording: false, chat: true }],
	])('says that no recording is listed if the session %s', async (_what, recorded) => {
		const confNum = await session(recorded);
		const { items, error } = await fixture().run(video(confNum));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: `EnableX lists no recording of the session ${confNum}`, description: expect.stringContaining('Check Conference Number') });
	});

	test('says that the recording is not transcoded yet', async () => {
		const confNum = await session({ recording: true, transcodedAfterSeconds: null });
		const { items, error } = await fixture().run(video(confNum));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: `The recording of the session ${confNum} is not transcoded yet`, description: expect.stringContaining('Try again later') });
	});

	test('reports what the API says of the list', async () => {
		await fixture().control.faults.add({ kind: 'body', body: { result: '10204', error: 'Missing Conference Number' } as Json });
		expect((await fixture().run(video('conf-1'))).error?.message).toBe('Missing Conference Number');
	});

	test('requests no file if the list holds an address that is no URL', async () => {
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', archive: [{ transcoded: [{ url: 'file:///etc/passwd' }] }] } as Json });
		const { error } = await fixture().run(video('conf-1'));
		expect(error).toMatchObject({ message: 'The URL that EnableX lists for the video is not a valid URL', description: expect.stringContaining('set Source to File URL') });
	});
});
