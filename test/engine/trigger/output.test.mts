import path from 'node:path';
import { loadOutputSchema } from 'n8n-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DurablePoller } from '../../lib/engine/poller-durable.mts';
import type { Poller } from '../../lib/engine/poller.mts';
import { useTriggerFixture } from '../../lib/engine/trigger-fixture.mts';
import { parametersIn } from '../../lib/operations/index.mts';
import { secretsIn } from '../../lib/engine/secrets.mts';

const fixture = useTriggerFixture();
const NODE_FOLDER = path.resolve(__dirname, '..', '..', '..', 'dist', 'nodes', 'EnableXVideoTrigger');

/** Runs one session of Ann and returns the items that the trigger delivers for it. `inspect` is called with the poller. */
async function itemsOf(parameters: INodeParameters, inspect?: (poller: Poller) => void): Promise<IDataObject[]> {
	const poller = fixture().poller(DurablePoller, parameters);
	await poller.publish();
	await fixture().passMinutes(5);
	await fixture().call('Ann', { userRef: 'contact-1', role: 'moderator', seconds: 90, quality: 'Bad', recording: true, chat: true, transcodedAfterSeconds: 0 });
	await poller.tick();
	expect(poller.errors).toEqual([]);
	inspect?.(poller);
	return poller.executions.flat();
}

describe('The items of the trigger', () => {
	test('for a new CDR are flat, like those of Get Many', async () => {
		const items = await itemsOf({ event: 'cdr' });
		expect(items).toEqual([
			{
				user_name: 'Ann',
				role: 'moderator',
				connected_at: '2026-03-10T12:03:30.000Z',
				disconnected_at: '2026-03-10T12:05:00.000Z',
				duration_seconds: 90,
				call_quality: 'Bad',
				room_name: 'Room 1',
				owner_ref: 'owner-1',
				user_ref: 'contact-1',
				billed_minutes: 2,
				log_id: expect.any(String),
				conf_num: expect.stringMatching(/^[0-9a-f]{24}$/),
				room_id: fixture().roomId,
				cdr_id: expect.stringMatching(/^[0-9a-f]{24}$/),
			},
		]);
		const getMany = parametersIn('cdr.getAll', fixture().roomId);
		expect(items).toEqual(await fixture().base.output(getMany));
	});

	test('have the fields that the editor shows before the first run', async () => {
		const schema = loadOutputSchema({ nodeDir: NODE_FOLDER, version: 1 });
		const [item] = await itemsOf({ event: 'cdr' });
		expect(Object.keys(Object(schema?.properties))).toEqual(Object.keys(item));
		expect(schema?.required).toEqual(Object.keys(item));
	});

	test('for a recording are flat, like those of Get Many, with the room, the owner and the duration of its session', async () => {
		const items = await itemsOf({ event: 'recording' });
		expect(items).toEqual([
			{
				room_name: 'Room 1',
				owner_ref: 'owner-1',
				duration_seconds: 90,
				archive_id: expect.stringMatching(/^[0-9a-f]{24}$/),
				conf_num: expect.stringMatching(/^[0-9a-f]{24}$/),
				room_id: fixture().roomId,
				created_at: '2026-03-10T12:05:00.000Z',
				recording_urls: [expect.stringMatching(/^http.*\.mkv$/)],
				transcoded_urls: [expect.stringMatching(/^http.*\.mov$/)],
				chat_url: expect.stringMatching(/^http.*\.json$/),
				metadata_url: expect.stringMatching(/^http.*\.json$/),
			},
		]);
		const [{ room_name: _name, owner_ref: _owner, duration_seconds: _duration, ...archive }] = items;
		expect([archive]).toEqual(await fixture().base.output(parametersIn('archive.getAll', fixture().roomId)));
	});

	test('for a recording have null for what the CDRs of its session do not say', async () => {
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', cdr: null }, match: { path: '/cdr/conf/' } });
		expect(await itemsOf({ event: 'recording' })).toMatchObject([{ room_name: null, owner_ref: null, duration_seconds: null, transcoded_urls: [expect.any(String)] }]);
	});

	test('for a recording whose time cannot be right have the same fields', async () => {
		const archive = [{ _id: 'odd', conf_num: 'c1', trans_date: '1970-01-01T00:00:00Z', transcoded: ['https://files.example.com/a.mp4'] }];
		const poller = fixture().poller(DurablePoller, { event: 'recording' });
		await poller.publish();
		await fixture().control.faults.add({ kind: 'body', body: { result: '0', archive }, match: { path: '/archive/period' } });
		await fixture().passMinutes(1);
		await poller.tick();
		expect(poller.executions.flat()).toMatchObject([{ archive_id: 'odd', room_name: null, owner_ref: null, duration_seconds: null }]);
	});

	test.each([['cdr', 'cdr.getAll'], ['recording', 'archive.getAll']] as const)('for a %s without Simplify are the objects of the API', async (event, id) => {
		const items = await itemsOf({ event, simplify: false });
		const getMany = parametersIn(id, fixture().roomId, { simplify: false });
		expect(items).toEqual(await fixture().base.output(getMany));
		expect(items).toMatchObject([event === 'cdr' ? { user: { name: 'Ann', ip: '192.0.2.100' } } : { transcoded: [{ url: expect.any(String) }] }]);
	});

	test('never contain the join token that older deployments have in a CDR', async () => {
		await fixture().control.settings({ cdrGeneration: 'old' });
		const [raw] = await itemsOf({ event: 'cdr', simplify: false });
		expect(raw.user).toMatchObject({ name: 'Ann', role: 'moderator' });
		expect(JSON.stringify(raw)).not.toContain('token');
	});

	test('contain no secret, and neither do the state, the errors and the log', async () => {
		for (const event of ['cdr', 'recording']) {
			let poller: Poller | undefined;
			await itemsOf({ event, simplify: false }, (one) => (poller = one));
			for (const kind of ['drop', 'html', 'rateLimit', 'truncated', 'ok200Error'] as const) {
				await fixture().control.faults.add({ kind, times: 1 });
				await poller?.tick();
			}
			fixture().base.engine.useCredential({ appKey: 'another-key-that-is-wrong' });
			await poller?.tick();
			const test = await poller?.test();
			fixture().base.engine.useCredential({ appKey: fixture().base.sandbox.appKey });
			expect(poller?.errors).toHaveLength(6);
			expect(test?.error?.message).toBe('Application not found');
			const everything = [poller?.errors, poller?.executions, poller?.saved, test];
			expect(secretsIn(fixture().base, everything)).toEqual([]);
			expect(JSON.stringify(everything)).not.toContain('another-key-that-is-wrong');
		}
	});
});
