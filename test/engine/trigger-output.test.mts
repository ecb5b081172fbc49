import path from 'node:path';
import { loadOutputSchema } from 'n8n-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DurablePoller } from './poller-durable.mts';
import type { Poller } from './poller.mts';
import { useScene } from './trigger-scene.mts';
import { secretsIn } from './secrets.mts';

const scene = useScene();
const NODE_FOLDER = path.resolve(__dirname, '..', '..', 'dist', 'nodes', 'EnableXVideoTrigger');

/** The items that one session of Ann makes, brought by the trigger; what else the poller has goes to `inspect`. */
async function itemsOf(parameters: INodeParameters, inspect?: (poller: Poller) => void): Promise<IDataObject[]> {
	const poller = scene().poller(DurablePoller, parameters);
	await poller.publish();
	await scene().passMinutes(5);
	await scene().call('Ann', { userRef: 'contact-1', role: 'moderator', seconds: 90, quality: 'Bad', recording: true, chat: true, transcodedAfterSeconds: 0 });
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
				cdr_id: expect.stringMatching(/^[0-9a-f]{24}$/),
				conf_num: expect.stringMatching(/^[0-9a-f]{24}$/),
				room_id: scene().roomId,
				room_name: 'Room 1',
				owner_ref: 'owner-1',
				user_name: 'Ann',
				user_ref: 'contact-1',
				role: 'moderator',
				connected_at: '2026-03-10T12:03:30.000Z',
				disconnected_at: '2026-03-10T12:05:00.000Z',
				duration_seconds: 90,
				call_quality: 'Bad',
			},
		]);
		const getMany = { resource: 'cdr', operation: 'getAll', findBy: 'room', roomId: scene().roomId };
		expect(items).toEqual(await scene().fixture.output(getMany));
	});

	test('have the fields that the editor shows before the first run', async () => {
		const schema = loadOutputSchema({ nodeDir: NODE_FOLDER, version: 1 });
		const [item] = await itemsOf({ event: 'cdr' });
		expect(Object.keys(Object(schema?.properties))).toEqual(Object.keys(item));
		expect(schema?.required).toEqual(Object.keys(item));
	});

	test('for a recording are flat, like those of Get Many', async () => {
		const items = await itemsOf({ event: 'recording' });
		expect(items).toEqual([
			{
				archive_id: expect.stringMatching(/^[0-9a-f]{24}$/),
				conf_num: expect.stringMatching(/^[0-9a-f]{24}$/),
				room_id: scene().roomId,
				created_at: '2026-03-10T12:05:00.000Z',
				recording_urls: [expect.stringMatching(/^http.*\.mkv$/)],
				transcoded_urls: [expect.stringMatching(/^http.*\.mov$/)],
				chat_url: expect.stringMatching(/^http.*\.json$/),
				metadata_url: expect.stringMatching(/^http.*\.json$/),
			},
		]);
		const getMany = { resource: 'archive', operation: 'getAll', findBy: 'room', roomId: scene().roomId };
		expect(items).toEqual(await scene().fixture.output(getMany));
	});

	test.each([['cdr', 'cdr'], ['recording', 'archive']])('for a %s without Simplify are the objects of the API', async (event, resource) => {
		const items = await itemsOf({ event, simplify: false });
		const getMany = { resource, operation: 'getAll', findBy: 'room', roomId: scene().roomId, simplify: false };
		expect(items).toEqual(await scene().fixture.output(getMany));
		expect(items).toMatchObject([event === 'cdr' ? { user: { name: 'Ann', ip: '192.0.2.100' } } : { transcoded: [{ url: expect.any(String) }] }]);
	});

	test('never have the join token that older deployments keep in a CDR', async () => {
		await scene().control.settings({ cdrGeneration: 'old' });
		const [raw] = await itemsOf({ event: 'cdr', simplify: false });
		expect(raw.user).toMatchObject({ name: 'Ann', role: 'moderator' });
		expect(JSON.stringify(raw)).not.toContain('token');
	});

	test('hold no secret, nor do the state, the errors and the log', async () => {
		for (const event of ['cdr', 'recording']) {
			let poller: Poller | undefined;
			await itemsOf({ event, simplify: false }, (one) => (poller = one));
			for (const kind of ['drop', 'html', 'rateLimit', 'truncated', 'ok200Error'] as const) {
				await scene().control.faults.add({ kind, times: 1 });
				await poller?.tick();
			}
			scene().fixture.engine.useCredential({ appKey: 'another-key-that-is-wrong' });
			await poller?.tick();
			const test = await poller?.test();
			scene().fixture.engine.useCredential({ appKey: scene().fixture.sandbox.appKey });
			expect(poller?.errors).toHaveLength(6);
			expect(test?.error?.message).toBe('Application not found');
			const everything = [poller?.errors, poller?.executions, poller?.saved, test];
			expect(secretsIn(scene().fixture, everything)).toEqual([]);
			expect(JSON.stringify(everything)).not.toContain('another-key-that-is-wrong');
		}
	});
});
