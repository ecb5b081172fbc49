import type { INodeParameters } from 'n8n-workflow';

import type { FaultInput } from '../../sandbox/index.mts';
import { download, recordedFile } from '../../lib/engine/downloads.mts';
import { CREATE_ROOM, itemsOf, useFixture } from '../../lib/engine/fixture.mts';
import { leakedSecrets } from '../../lib/engine/secrets.mts';
import { parametersIn } from '../../lib/operations/index.mts';

const fixture = useFixture();

const NO_DELAY = { headers: { 'retry-after': '0' } };
const BUSY: FaultInput = { kind: 'ok200Error', result: 10105, error: 'Server Busy', ...NO_DELAY };
const get = (room: string) => parametersIn('room.get', room);
const token = (room: string) => parametersIn('token.create', room);
const remove = (room: string) => parametersIn('room.delete', room);

/** Runs the node on a new room while its requests have this fault. Also returns its requests. */
async function runWith(fault: FaultInput, parametersOf: (room: string) => INodeParameters) {
	const { room_id } = await fixture().createRoom();
	await fixture().control.clearRequests();
	await fixture().control.faults.add(fault);
	const outcome = await fixture().run(parametersOf(room_id));
	expect(leakedSecrets(fixture(), outcome)).toEqual([]);
	return { ...outcome, room_id, requests: await fixture().control.requests() };
}

describe('A transient failure is retried', () => {
	const TRANSIENT: Array<[what: string, fault: FaultInput]> = [
		['HTTP 429', { kind: 'rateLimit', retryAfter: 0 }],
		['HTTP 429 without a message', { kind: 'empty', status: 429, ...NO_DELAY }],
		['HTTP 503', { kind: 'status', status: 503, ...NO_DELAY }],
		['HTTP 500', { kind: 'status', status: 500, ...NO_DELAY }],
		['a web page with HTTP 502', { kind: 'html', status: 502, ...NO_DELAY }],
		['result 10105 with HTTP 200', BUSY],
		['a broken connection', { kind: 'drop' }],
	];

	test.each(TRANSIENT)('if a read fails with %s', async (_what, fault) => {
		const { items, error, requests, room_id } = await runWith({ ...fault, times: 1 }, get);
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { room_id }, pairedItem: { item: 0 } }]);
		expect(requests).toHaveLength(2);
	});

	test.each(TRANSIENT)('if an update fails with %s', async (_what, fault) => {
		const update = (room: string) => parametersIn('room.update', room, { updateFields: { name: 'New' } });
		const { items, requests } = await runWith({ ...fault, times: 1 }, update);
		expect(items).toMatchObject([{ json: { updated: true } }]);
		expect(requests.map(({ method, body }) => [method, body])).toEqual([['PATCH', { name: 'New' }], ['PATCH', { name: 'New' }], ['GET', null]]);
	});

	test('if the host of a download is busy', async () => {
		const fileUrl = await recordedFile(fixture());
		await fixture().control.faults.add({ kind: 'empty', status: 503, target: 'files', times: 2, ...NO_DELAY });
		const { items } = await fixture().run(download(fileUrl));
		expect(items).toMatchObject([{ json: { file_size: 1000 } }]);
	});

	test('and the output has a hint, with a line in the log for each retry', async () => {
		const { run, requests } = await runWith({ ...BUSY, times: 2 }, get);
		expect(requests).toHaveLength(3);
		const [task] = run.data.resultData.runData['EnableX Video'];
		expect(task.hints).toMatchObject([{ message: expect.stringMatching(/EnableX was busy.*Requests retried: 2$/) }]);
		const lines = fixture().logged.flat().filter((entry) => String(entry).startsWith('Request to EnableX failed; retrying in'));
		expect(lines).toHaveLength(2);
	});

	test('for one of many items without repeating the others', async () => {
		const { roomIds } = await fixture().control.seedRooms({ count: 5 });
		await fixture().control.clearRequests();
		await fixture().control.faults.add({ ...BUSY, times: 2, match: { path: roomIds[3] } });
		const { items } = await fixture().run(get('={{ $json.room }}'), { items: itemsOf(...roomIds.map((room) => ({ room }))) });
		expect(items.map(({ json }) => json.room_id)).toEqual(roomIds);
		expect(await fixture().control.requests()).toHaveLength(7);
	});

	test('after the delay that the API requests in seconds', async () => {
		const { requests } = await runWith({ kind: 'rateLimit', retryAfter: 1, times: 1 }, get);
		const [first, second] = requests.map(({ startedAt }) => startedAt);
		expect(second - first).toBeGreaterThanOrEqual(950);
	});

	test('after the date that the API requests', async () => {
		const date = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000);
		const { requests } = await runWith({ kind: 'rateLimit', headers: { 'retry-after': date.toUTCString() }, times: 1 }, get);
		expect(requests[1].startedAt).toBeGreaterThanOrEqual(date.getTime() - 50);
	});
});

describe('A creation is retried only when it was certainly not processed', () => {
	test.each<[what: string, fault: FaultInput]>([
		['HTTP 429', { kind: 'rateLimit', retryAfter: 0 }],
		['HTTP 429 without a message', { kind: 'empty', status: 429, ...NO_DELAY }],
		['HTTP 429 as a web page', { kind: 'html', status: 429, ...NO_DELAY }],
		['HTTP 429 as an empty object', { kind: 'body', status: 429, body: {}, ...NO_DELAY }],
		['HTTP 503 in its envelope', { kind: 'status', status: 503, envelope: 'new', message: 'Maintenance', ...NO_DELAY }],
		['result 10105', BUSY],
	])('with %s', async (_what, fault) => {
		const { items, requests } = await runWith({ ...fault, times: 1 }, token);
		expect(items).toMatchObject([{ json: { token: expect.any(String) } }]);
		expect(requests).toHaveLength(2);
	});

	test.each<[what: string, fault: FaultInput]>([
		['HTTP 500', { kind: 'status', status: 500, ...NO_DELAY }],
		['a web page with HTTP 503', { kind: 'html', status: 503, ...NO_DELAY }],
		['HTTP 503 of a gateway', { kind: 'body', status: 503, body: { message: 'Service Unavailable' }, ...NO_DELAY }],
		['a broken connection', { kind: 'drop' }],
		['an interrupted response', { kind: 'drop', when: 'mid' }],
	])('but not with %s, because the room may have been created', async (_what, fault) => {
		const { error, requests } = await runWith({ ...fault, times: 1 }, () => CREATE_ROOM);
		expect(error?.message).toBeTruthy();
		expect(error?.description).not.toContain('Tried');
		expect(requests).toHaveLength(1);
	});
});

describe('Retries stop', () => {
	test('after four attempts, and the error says how many', async () => {
		const { error, requests } = await runWith(BUSY, get);
		expect(error).toMatchObject({ message: 'Server Busy', description: expect.stringMatching(/^Tried 4 times\. The API is busy/) });
		expect(requests).toHaveLength(4);
	});

	test('immediately if the API requests a delay of more than a minute', async () => {
		const { error, requests } = await runWith({ kind: 'rateLimit', retryAfter: 61 }, get);
		expect(error?.description).not.toContain('Tried');
		expect(requests).toHaveLength(1);
	});

	test('immediately if the failure is permanent', async () => {
		const { requests } = await runWith({ kind: 'status', status: 409, result: 1, error: 'No', ...NO_DELAY }, get);
		expect(requests).toHaveLength(1);
	});

	test('when the user stops the execution', async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().control.faults.add({ kind: 'rateLimit', retryAfter: 50 });
		const stopWhenBusy = async (stop: () => void) => {
			while (!(await fixture().control.requests({ path: room_id })).some(({ status }) => status === 429)) {
				// Waiting for the first response.
			}
			stop();
		};
		const { error } = await fixture().run(get(room_id), { onStart: (stop) => void stopWhenBusy(stop) });
		expect(error?.message).toBe('The execution was stopped');
		expect(await fixture().control.requests({ path: room_id })).toHaveLength(1);
	});
});

describe('A deletion whose response was lost', () => {
	test('is a success if the room is gone at the next attempt', async () => {
		const { items, error, requests, room_id } = await runWith({ kind: 'drop', when: 'mid', times: 1 }, remove);
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { deleted: true, room_id } }]);
		expect(requests).toHaveLength(2);
	});

	test('fails if the room never existed', async () => {
		expect((await fixture().run(remove('none'))).error).toMatchObject({ message: 'Room not found' });
	});

	test('fails if the room never existed and the API was busy at first', async () => {
		const { error, requests } = await runWith({ kind: 'rateLimit', retryAfter: 0, times: 1 }, () => remove('none'));
		expect(error).toMatchObject({ message: 'Room not found' });
		expect(requests).toHaveLength(2);
	});
});

describe('A request that the API reports as wrong is not retried', () => {
	test.each([
		['a room that does not exist', 40001, 'Room not found'],
		['an unknown setting', 10009, 'Unrecognized Key of settings'],
	])('%s, even with HTTP 500', async (_what, result, error) => {
		const outcome = await runWith({ kind: 'status', status: 500, result, error }, remove);
		expect(outcome.error?.message).toBe(error);
		expect(outcome.requests).toHaveLength(1);
	});
});

describe('Retries', () => {
	test.each([0, 1, 5])('can be %i', async (retries) => {
		const { error, requests } = await runWith(BUSY, (room) => ({ ...get(room), options: { retries } }));
		expect(error?.message).toBe('Server Busy');
		expect(requests).toHaveLength(retries + 1);
	});

	test.each([-1, 11, 1.5, 'many', '={{ 3 }}'])('cannot be %p', async (retries) => {
		const { error, requests } = await runWith(BUSY, (room) => ({ ...get(room), options: { retries } }));
		expect(error).toMatchObject({ name: 'NodeApiError', message: 'Retries has to be a whole number from 0 to 10' });
		expect(requests).toEqual([]);
	});
});
