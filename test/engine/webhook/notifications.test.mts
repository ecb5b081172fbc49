import { useFixture } from '../../lib/engine/fixture.mts';
import { WebhookHost } from '../../lib/engine/webhook-host.mts';
import { closeListeners } from '../../lib/listener.mts';
import { WEBHOOK_LOGIN } from '../../lib/notifications.mts';
import type { WebhookInput } from '../../sandbox/index.mts';

const fixture = useFixture();
afterEach(closeListeners);

const EVENTS = ['roomdrop', 'recording', 'transcoded', 'file-transfer', 'other'];
const LOGIN = { username: WEBHOOK_LOGIN.webhookUsername, password: WEBHOOK_LOGIN.webhookPassword };

/** A session in the sandbox, which posts to a published workflow. Returns the items and the session. */
async function receive(webhook: Partial<WebhookInput> = {}) {
	const { control, engine } = fixture();
	engine.useCredential(WEBHOOK_LOGIN);
	const host = new WebhookHost(engine, { events: EVENTS });
	await host.publish();
	await control.setClock({ now: '2026-03-10T12:00:00.000Z', frozen: true });
	await control.notifications.sendTo({ url: await host.listen(), ...LOGIN, ...webhook });
	const { roomIds: [roomId] } = await control.seedRooms({ count: 1 });
	const users = [{ name: 'Ann', seconds: 300 }, { name: 'Bob', seconds: 300 }];
	const session = await control.runSession({ roomId, users, recording: true, transcodedAfterSeconds: 60, transcodedFiles: 2 });
	await control.notifications.settle();
	await control.advanceClock({ seconds: 600 });
	const sent = await control.notifications.settle();
	return { items: host.executions.flat(), host, session, statuses: sent.map(({ status }) => status) };
}

describe('The notifications of a session', () => {
	test('each start one execution, in the order in which EnableX sends them', async () => {
		const { items, host, session, statuses } = await receive();
		const { filesOrigin } = fixture().sandbox;
		const file = (name: string) => `${filesOrigin}/recordings/${session.roomId}/${session.confNum}/${name}`;
		const at = (time: string) => `2026-03-10T${time}.000Z`;
		const ids = { conf_num: session.confNum, room_id: session.roomId, event_id: expect.stringMatching(/^[0-9a-f]{32}$/) };
		const nothing = { stage: null, file_size: null, destination: null };
		const stream = expect.stringMatching(/\.mkv$/);
		expect(items).toEqual([
			{ event: 'roomdrop', occurred_at: at('12:00:00'), ...ids, files: [], ...nothing },
			{ event: 'recording', occurred_at: at('12:00:00'), ...ids, files: [stream, stream], ...nothing },
			{ event: 'transcoded', occurred_at: at('12:01:00'), ...ids, files: [file('session.mov')], stage: 1, file_size: 65536, destination: null },
			{ event: 'transcoded', occurred_at: at('12:01:00'), ...ids, files: [file('session-2.mov')], stage: 2, file_size: 65536, destination: null },
			{
				event: 'file-transfer', occurred_at: at('12:01:30'), ...ids, stage: null, file_size: null,
				files: [stream, stream, file('session.mov'), file('session-2.mov'), file('metadata.json')],
				destination: { name: 'awss3', host: 's3.sandbox.example', account: 'sandbox' },
			},
		]);
		expect([new Set(items.map(({ event_id }) => event_id)).size, host.failures, statuses]).toEqual([5, [], Array(5).fill(200)]);
	});

	test.each<[what: string, webhook: Partial<WebhookInput>]>([
		['the time as text', { time: 'secondsText' }],
		['the time in milliseconds', { time: 'milliseconds' }],
		['the time in milliseconds as text', { time: 'millisecondsText' }],
		['JSON as text', { contentType: 'text/plain' }],
		['JSON as a form', { contentType: 'application/x-www-form-urlencoded' }],
		['JSON without a content type', { contentType: '' }],
		['files as lists', { files: 'list' }],
		['files as objects', { files: 'objects' }],
		['all of them late', { delaySeconds: 300 }],
	])('are the same items with %s', async (_what, webhook) => {
		const { items, session } = await receive(webhook);
		expect(items.map(({ event }) => event)).toEqual(['roomdrop', 'recording', 'transcoded', 'transcoded', 'file-transfer']);
		expect(items.map(({ occurred_at }) => occurred_at)).toEqual(['12:00:00', '12:00:00', '12:01:00', '12:01:00', '12:01:30'].map((time) => `2026-03-10T${time}.000Z`));
		expect(items.map(({ files }) => (files as string[]).length)).toEqual([0, 2, 1, 1, 5]);
		expect(items.every(({ conf_num }) => conf_num === session.confNum)).toBe(true);
	});

	test('have the same event_id when they are sent again, so that Remove Duplicates drops the second one', async () => {
		const { items } = await receive({ deliveries: 2 });
		const ids = items.map(({ event_id }) => event_id);
		expect([ids.length, new Set(ids).size]).toEqual([10, 5]);
	});

	test('arrive in any order', async () => {
		const { items } = await receive({ order: 'reversed' });
		expect(items.map(({ event }) => event)).toEqual(['file-transfer', 'transcoded', 'transcoded', 'recording', 'roomdrop']);
	});

	test('start nothing with another login', async () => {
		const { items, host, statuses } = await receive({ password: 'other' });
		expect([items, host.failures, statuses]).toEqual([[], [], Array(5).fill(401)]);
	});
});
