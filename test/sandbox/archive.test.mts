import { startSandbox, type Sandbox } from './index.mts';
import { ApiClient, legacyError } from './support.mts';

describe('archives of the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;

	beforeAll(async () => {
		sandbox = await startSandbox();
		api = new ApiClient(sandbox);
	});
	beforeEach(async () => {
		await sandbox.control.reset();
		await sandbox.control.setClock({ now: '2024-03-22T10:00:00Z', frozen: true });
	});
	afterAll(() => sandbox.stop());

	const users = [{ name: 'Ann', role: 'moderator' as const, seconds: 300 }, { name: 'Bob', seconds: 300 }, { name: 'Vera', role: 'viewer' as const, seconds: 300 }];
	const first = async (path: string) => (await api.get(path)).json.archive[0];

	it('lists a recorded session as documented, with one stream per publisher', async () => {
		const { room_id } = await api.room();
		const { confNum, archiveId } = await sandbox.control.runSession({ roomId: room_id, users, recording: true, transcodedAfterSeconds: 0, chat: true });
		const folder = `${sandbox.filesOrigin}/recordings/${room_id}/${confNum}`;
		const stream = { url: expect.stringMatching(new RegExp(`^${folder}/[0-9a-f]{24}\\.mkv$`)) };
		expect((await api.get(`/archive/conf/${confNum}`)).json).toEqual({
			result: '0',
			archive: [{
				_id: archiveId, trans_date: '2024-03-22T10:00:00.000Z', conf_num: confNum, app_id: sandbox.appId, room_id,
				recording: [stream, stream], transcoded: [{ url: `${folder}/session.mov` }],
				chatdata: `${folder}/chatdata.json`, metadata: `${folder}/metadata.json`,
			}],
		});
	});

	it('finds an archive by conference, room, period, and room and period in both spellings', async () => {
		const { room_id } = await api.room();
		const { confNum } = await sandbox.control.runSession({ roomId: room_id, users, recording: true });
		const paths = [
			`conf/${confNum}`, `room/${room_id}`, 'period/2024-03-22/2024-03-23', `room-period/${room_id}/2024-03-22/2024-03-23`, `room/${room_id}/2024-03-22/2024-03-23`,
		];
		for (const path of paths) {
			expect(await first(`/archive/${path}`)).toMatchObject({ conf_num: confNum });
		}
		expect((await api.get('/archive/period/2024-03-23/2024-03-24')).json.archive).toEqual([]);
		expect((await api.get('/archive/period/2024-03-23/2024-03-22')).json).toEqual(legacyError(10203));
	});

	it('lists the archive first and its transcoded file later', async () => {
		const { room_id } = await api.room();
		await sandbox.control.runSession({ roomId: room_id, users, recording: true, visibleAfterSeconds: 30, transcodedAfterSeconds: 600 });
		expect(await first(`/archive/room/${room_id}`)).toBeUndefined();
		await sandbox.control.advanceClock({ seconds: 30 });
		expect(await first(`/archive/room/${room_id}`)).toMatchObject({ recording: [{}, {}], transcoded: [] });
		await sandbox.control.advanceClock({ seconds: 570 });
		expect(await first(`/archive/room/${room_id}`)).toMatchObject({ transcoded: [{ url: expect.stringMatching(/\.mov$/) }] });
	});

	it('can leave out the transcoded file, and can name it .mp4 as in older documentation', async () => {
		await sandbox.control.settings({ transcodedExtension: 'mp4' });
		const { room_id } = await api.room();
		const lost = await sandbox.control.runSession({ roomId: room_id, users, recording: true, transcodedAfterSeconds: null });
		const kept = await sandbox.control.runSession({ roomId: room_id, users, recording: true });
		await sandbox.control.advanceClock({ seconds: 86_400 });
		expect(await first(`/archive/conf/${lost.confNum}`)).toMatchObject({ transcoded: [] });
		expect(await first(`/archive/conf/${kept.confNum}`)).toMatchObject({ transcoded: [{ url: expect.stringMatching(/\.mp4$/) }] });
	});

	it('lists the single file of a two-user room immediately, as .webm', async () => {
		const { room_id } = await api.room({ single_file_recording: true, auto_recording: true, participants: '1' });
		await sandbox.control.runSession({ roomId: room_id, users });
		expect(await first(`/archive/room/${room_id}`)).toMatchObject({ recording: [], transcoded: [{ url: expect.stringMatching(/\.webm$/) }] });
	});

	it('lists the single file under recording as well if that is set', async () => {
		await sandbox.control.settings({ singleFileAsRecording: true });
		const { room_id } = await api.room({ single_file_recording: true });
		await sandbox.control.runSession({ roomId: room_id, users, recording: true });
		const { recording, transcoded } = await first(`/archive/room/${room_id}`);
		expect(recording).toEqual([{ url: expect.stringMatching(/session\.webm$/) }]);
		expect(recording).toEqual(transcoded);
	});

	it('keeps an archive for 90 days', async () => {
		const { room_id } = await api.room();
		await sandbox.control.runSession({ roomId: room_id, users, recording: true });
		await sandbox.control.advanceClock({ seconds: 90 * 86_400 - 1 });
		expect((await api.get(`/archive/room/${room_id}`)).json.archive).toHaveLength(1);
		await sandbox.control.advanceClock({ seconds: 1 });
		expect((await api.get(`/archive/room/${room_id}`)).json.archive).toEqual([]);
	});

	it('records if the room says so, and creates no archive if nothing was recorded', async () => {
		const silent = await api.room();
		await sandbox.control.runSession({ roomId: silent.room_id, users });
		expect((await api.get(`/archive/room/${silent.room_id}`)).json.archive).toEqual([]);
		const recorded = await api.room({ auto_recording: true });
		await sandbox.control.runSession({ roomId: recorded.room_id, users });
		expect(await first(`/archive/room/${recorded.room_id}`)).toMatchObject({ recording: [{}, {}] });
	});

	it('keeps a chat without a recording', async () => {
		const { room_id } = await api.room();
		await sandbox.control.runSession({ roomId: room_id, users, chat: [{ from: 'Ann', message: 'Hi' }] });
		expect(await first(`/archive/room/${room_id}`)).toMatchObject({ recording: [], transcoded: [], chatdata: expect.any(String) });
	});

	it.each([['null', null], ['missing', undefined]] as const)('returns empty file lists as %s if that is set', async (emptyLists, value) => {
		await sandbox.control.settings({ emptyLists });
		const { room_id } = await api.room();
		await sandbox.control.runSession({ roomId: room_id, users, recording: true });
		expect((await first(`/archive/room/${room_id}`)).transcoded).toBe(value);
	});
});
