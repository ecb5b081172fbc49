import type { INodeParameters } from 'n8n-workflow';

import { useFixture } from '../../lib/engine/fixture.mts';
import { parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
const get = (conferenceNumber: string, options: INodeParameters = {}) => parametersOf('session.get', { conferenceNumber, options });
const pathsOf = async () => (await fixture().control.requests()).map(({ path }) => path.replace('/video/v2', ''));

/** A session in which Ann rejoins and Ben leaves early. */
async function session(more: { visibleAfterSeconds?: number } = {}) {
	const { room_id } = await fixture().createRoom({ name: 'Design review' });
	const { confNum } = await fixture().control.runSession({
		roomId: room_id,
		startAt: '2026-03-10T10:00:00Z',
		users: [
			{ name: 'Ann', userRef: 'contact-1', role: 'moderator', seconds: 600 },
			{ name: 'Ben', userRef: 'guest', joinAfterSeconds: 60, seconds: 120, quality: 'Bad' },
			{ name: 'Ann', userRef: 'contact-1', role: 'moderator', joinAfterSeconds: 900, seconds: 1620 },
		],
		recording: true,
		chat: true,
		...more,
	});
	return { room_id, confNum };
}

beforeEach(async () => {
	await fixture().control.setClock({ now: '2026-03-11T00:00:00Z', frozen: true });
});

describe('Get of a session', () => {
	test('returns who was there and for how long, with one request', async () => {
		const { room_id, confNum } = await session();
		await fixture().control.clearRequests();
		const { items } = await fixture().run(get(confNum));
		expect(items).toEqual([
			{
				json: {
					summary: 'Design review: 2 people, 42 minutes',
					room_name: 'Design review',
					owner_ref: 'deal-1',
					started_at: '2026-03-10T10:00:00.000Z',
					ended_at: '2026-03-10T10:42:00.000Z',
					duration_seconds: 2520,
					participant_count: 2,
					connection_count: 3,
					billed_minutes: 39,
					worst_call_quality: 'Bad',
					participants: [
						{
							name: 'Ann', user_ref: 'contact-1', role: 'moderator', joined_at: '2026-03-10T10:00:00.000Z', left_at: '2026-03-10T10:42:00.000Z',
							duration_seconds: 2220, connection_count: 2, call_quality: 'Good',
						},
						{
							name: 'Ben', user_ref: 'guest', role: 'participant', joined_at: '2026-03-10T10:01:00.000Z', left_at: '2026-03-10T10:03:00.000Z',
							duration_seconds: 120, connection_count: 1, call_quality: 'Bad',
						},
					],
					conf_num: confNum,
					room_id,
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(await pathsOf()).toEqual([`/cdr/conf/${confNum}`]);
	});

	test('adds the recordings and the chat if asked to', async () => {
		const { confNum } = await session();
		await fixture().control.clearRequests();
		const [item] = await fixture().output(get(confNum, { includeRecordings: true }));
		expect(item).toMatchObject({
			recording_urls: [expect.stringMatching(/\.mkv$/), expect.stringMatching(/\.mkv$/), expect.stringMatching(/\.mkv$/)],
			transcoded_urls: [expect.stringMatching(/\.mov$/)],
			chat_url: expect.stringMatching(/chatdata\.json$/),
		});
		expect(await pathsOf()).toEqual([`/cdr/conf/${confNum}`, `/archive/conf/${confNum}`]);
	});

	test('has null for what the older generation of the API does not return', async () => {
		const { confNum, room_id } = await session();
		await fixture().control.settings({ cdrGeneration: 'old' });
		expect(await fixture().output(get(confNum))).toMatchObject([
			{ summary: `Room ${room_id}: 2 people, 42 minutes`, room_name: null, owner_ref: null, billed_minutes: null, worst_call_quality: null, participant_count: 2 },
		]);
	});

	test('of a session without records fails with what to do', async () => {
		const { error } = await fixture().run(get('unknown'));
		expect(error).toMatchObject({
			message: 'EnableX has no call detail records of the session unknown',
			description: expect.stringMatching(/logs people after they have left.*Conference Number.*Wait for Records/),
		});
		expect(await pathsOf()).toEqual(['/cdr/conf/unknown']);
	});

	test('waits until the records are listed', async () => {
		const { confNum } = await session({ visibleAfterSeconds: 86_400 });
		const appear = setTimeout(() => void fixture().control.setClock({ now: '2026-03-12T00:00:00Z' }), 500);
		await fixture().control.clearRequests();
		const [item] = await fixture().output(get(confNum, { waitSeconds: 2 }));
		clearTimeout(appear);
		expect(item).toMatchObject({ participant_count: 2 });
		expect(await pathsOf()).toEqual([`/cdr/conf/${confNum}`, `/cdr/conf/${confNum}`]);
	});

	test('gives up at the end of the wait', async () => {
		const { error } = await fixture().run(get('unknown', { waitSeconds: 1 }));
		expect(error?.message).toContain('no call detail records');
		expect(await pathsOf()).toHaveLength(2);
	});

	test('does not wait after an error of the API', async () => {
		await fixture().control.faults.add({ kind: 'status', status: 400, result: 10201, desc: 'Missing conf-num' });
		const { error } = await fixture().run(get('conf-1', { waitSeconds: 300 }));
		expect(error?.message).toBe('Missing conf-num');
		expect(await pathsOf()).toHaveLength(1);
	});

	test('stops waiting when the execution is stopped', async () => {
		const started = performance.now();
		const { error } = await fixture().run(get('unknown', { waitSeconds: 300 }), { onStart: (stop) => setTimeout(stop, 300) });
		expect(error?.message).toMatch(/the execution was stopped$/i);
		expect(performance.now() - started).toBeLessThan(5_000);
	});

	test.each(['conf/1', '../rooms', 'a?b', '={{ "" }}', 'https://acme.yourvideo.live/1'])('refuses the conference number %j without a request', async (conferenceNumber) => {
		const { error } = await fixture().run(get(conferenceNumber));
		expect(error?.message).toMatch(/^Conference Number (is empty|".*" is not an ID)/);
		expect(await pathsOf()).toEqual([]);
	});
});
