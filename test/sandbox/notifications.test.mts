import { basicAuth } from '../lib/basic-auth.mts';
import { closeListeners, openListener } from '../lib/listener.mts';
import type { Sandbox, WebhookInput } from './index.mts';
import { type ApiClient, useSandbox } from './support.mts';
import type { JsonObject } from './types.mts';

describe('notifications of the sandbox', () => {
	let sandbox: Sandbox;
	let api: ApiClient;
	let received: Array<{ body: JsonObject; headers: Record<string, unknown> }>;
	let url: string;

	useSandbox((started, caller) => {
		sandbox = started;
		api = caller;
	});
	beforeEach(async () => {
		received = [];
		const receiver = await openListener((request, response) => {
			let text = '';
			request.on('data', (chunk) => (text += String(chunk))).on('end', () => {
				received.push({ body: JSON.parse(text), headers: request.headers });
				response.end('ok');
			});
		});
		url = `${receiver.origin}/hook`;
		await sandbox.control.setClock({ now: '2026-03-10T12:00:00.000Z', frozen: true });
	});
	afterEach(closeListeners);

	const users = [{ name: 'Ann', role: 'moderator' as const, seconds: 300 }, { name: 'Bob', seconds: 300 }];
	/** Runs a recorded session with a chat that ends now, with two videos after a minute. */
	async function record(webhook: Partial<WebhookInput> = {}, session = {}) {
		await sandbox.control.notifications.sendTo({ url, ...webhook });
		const { room_id } = await api.room();
		return await sandbox.control.runSession({ roomId: room_id, users, recording: true, chat: true, transcodedFiles: 2, ...session });
	}
	const pass = async (seconds: number) => {
		await sandbox.control.advanceClock({ seconds });
		await sandbox.control.notifications.settle();
	};
	const types = () => received.map(({ body }) => body.type);

	it('go out as documented: the end at once, files when they are there, one video at a time, the delivery last', async () => {
		const { confNum, roomId } = await record();
		await pass(0);
		expect(types()).toEqual(['roomdrop', 'recording']);
		await pass(59);
		expect(types()).toEqual(['roomdrop', 'recording']);
		await pass(1);
		expect(types()).toEqual(['roomdrop', 'recording', 'transcoded', 'transcoded']);
		await pass(30);
		const head = (type: string, seconds: number) => ({ type, trans_date: Date.parse('2026-03-10T12:00:00Z') / 1000 + seconds, app_id: sandbox.appId, room_id: roomId, conf_num: confNum });
		const file = (name: unknown) => expect.stringMatching(new RegExp(`^${sandbox.filesOrigin}/recordings/${roomId}/${confNum}/${String(name)}$`));
		const stream = file('[0-9a-f]{24}\\.mkv');
		expect(received.map(({ body }) => body)).toEqual([
			head('roomdrop', 0),
			{ ...head('recording', 0), recording: [stream, stream] },
			{ ...head('transcoded', 60), recording: file('session.mov'), stage: '1', file_size: '65536' },
			{ ...head('transcoded', 60), recording: file('session-2.mov'), stage: '2', file_size: '65536' },
			{
				...head('file-transfer', 90), destination: { name: 'awss3', host: 's3.sandbox.example', account: 'sandbox' },
				files: [stream, stream, file('session.mov'), file('session-2.mov'), file('chatdata.json'), file('metadata.json')].map((one) => ({ url: one })),
			},
		]);
	});

	it('of a session that is neither recorded nor has a chat are the end alone', async () => {
		await record({}, { recording: false, chat: false });
		await pass(3600);
		expect(types()).toEqual(['roomdrop']);
	});

	it('of a session that runs wait for its end', async () => {
		const { roomId } = await record({}, { keepRunning: true });
		await pass(60);
		expect(types()).toEqual([]);
		await sandbox.control.endSession({ roomId });
		await pass(0);
		expect(types()).toEqual(['roomdrop', 'recording']);
	});

	it('wait for files that are listed late', async () => {
		await record({}, { visibleAfterSeconds: 600 });
		await pass(599);
		expect(types()).toEqual(['roomdrop']);
		await pass(1);
		expect(types()).toEqual(['roomdrop', 'recording', 'transcoded', 'transcoded']);
	});

	it('have the login that was set, or none', async () => {
		await record({ username: 'hook', password: 'pass:wörd' });
		await pass(0);
		expect(received[0].headers.authorization).toBe(basicAuth('hook', 'pass:wörd'));
		await record();
		await pass(0);
		expect(received.at(-1)?.headers).not.toHaveProperty('authorization');
	});

	it.each([
		['seconds', 1773144000],
		['milliseconds', 1773144000000],
		['secondsText', '1773144000'],
		['millisecondsText', '1773144000000'],
	] as const)('have the time as %s', async (time, expected) => {
		await record({ time });
		await pass(0);
		expect(received[0].body.trans_date).toBe(expected);
	});

	it('have files in the form that was set', async () => {
		const videos: unknown[] = [];
		for (const files of ['text', 'list', 'objects'] as const) {
			await record({ files, events: ['transcoded'] }, { transcodedFiles: 1 });
			await pass(60);
			videos.push(received.at(-1)?.body.recording);
		}
		const video = expect.stringMatching(/session\.mov$/);
		expect(videos).toEqual([video, [video], [{ url: video }]]);
	});

	it('have the content type that was set, also none', async () => {
		for (const contentType of ['application/json', 'text/plain', '']) {
			await record({ contentType });
			await pass(0);
			expect(received.at(-1)?.headers['content-type']).toBe(contentType === '' ? undefined : contentType);
		}
	});

	it('come again, late, and in reverse order if that is set', async () => {
		await record({ deliveries: 2, events: ['roomdrop'] });
		await pass(0);
		expect(received.map(({ body }) => body)).toEqual([received[0].body, received[0].body]);
		received.length = 0;
		await record({ delaySeconds: 120, events: ['roomdrop'] });
		await pass(119);
		expect(types()).toEqual([]);
		await pass(1);
		expect(types()).toEqual(['roomdrop']);
		received.length = 0;
		await record({ order: 'reversed' });
		await pass(89);
		expect(types()).toEqual([]);
		await pass(1);
		expect(types()).toEqual(['file-transfer', 'transcoded', 'transcoded', 'recording', 'roomdrop']);
	});

	it('go out by themselves while the clock runs', async () => {
		await sandbox.control.setClock({ now: '2026-03-10T12:00:00.000Z' });
		await record({ events: ['transcoded'] }, { transcodedAfterSeconds: 0.3, transcodedFiles: 1 });
		const deadline = Date.now() + 5_000;
		while (received.length === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
		expect(types()).toEqual(['transcoded']);
	});

	it('belong to one project each, and stop when the address is removed or the sandbox is reset', async () => {
		await sandbox.control.project({ appId: 'other', appKey: 'key' });
		await sandbox.control.notifications.sendTo({ url, appId: 'other' });
		const { room_id } = await api.room();
		await sandbox.control.runSession({ roomId: room_id, users });
		await pass(0);
		const { roomIds } = await sandbox.control.seedRooms({ count: 1, appId: 'other' });
		await sandbox.control.runSession({ roomId: roomIds[0], users });
		await pass(0);
		expect(received.map(({ body }) => body.app_id)).toEqual(['other']);
		await sandbox.control.notifications.sendTo({ url: null, appId: 'other' });
		await sandbox.control.runSession({ roomId: roomIds[0], users });
		await record();
		await sandbox.control.reset();
		await pass(3600);
		expect(types().filter((type) => type !== 'roomdrop' && type !== 'recording')).toEqual([]);
		expect(await sandbox.control.notifications.list()).toEqual([]);
	});

	it('can have any body, and are listed with the answer of the receiver, or without one', async () => {
		await expect(sandbox.control.notifications.post({ type: 'x' })).rejects.toThrow('The project has no webhook.');
		await sandbox.control.notifications.sendTo({ url });
		await sandbox.control.notifications.post({ type: 'user-joined', user: 'ann' });
		expect(await sandbox.control.notifications.settle()).toEqual([
			{ url, body: { type: 'user-joined', user: 'ann' }, sentAt: '2026-03-10T12:00:00.000Z', startedAt: expect.any(Number), milliseconds: expect.any(Number), status: 200 },
		]);
		await sandbox.control.notifications.clear();
		await closeListeners();
		await sandbox.control.notifications.post({ type: 'x' });
		expect(await sandbox.control.notifications.settle()).toMatchObject([{ status: null }]);
	});

	it('are refused in a sentence if they are set up wrongly', async () => {
		const set = sandbox.control.notifications.sendTo;
		await expect(set({ url: 'nowhere' })).rejects.toThrow('url is not a valid address: nowhere');
		await expect(set({ url, time: 'minutes' as 'seconds' })).rejects.toThrow('"time" must be one of seconds');
		await expect(set({ url, ...{ retries: 3 } })).rejects.toThrow('A webhook has no field "retries"');
		await expect(set({ url, appId: 'none' })).rejects.toThrow('There is no project none.');
	});
});
