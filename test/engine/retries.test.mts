import type { INodeParameters } from 'n8n-workflow';

import type { FaultInput } from '../sandbox/index.mts';
import { download, recordedFile } from './downloads.mts';
import { CREATE_ROOM, itemsOf, locator, useFixture } from './fixture.mts';
import { leakedSecrets } from './secrets.mts';

const fixture = useFixture();

const AT_ONCE = { headers: { 'retry-after': '0' } };
const BUSY: FaultInput = { kind: 'ok200Error', result: 10105, error: 'Server Busy', ...AT_ONCE };
const get = (room: unknown) => ({ resource: 'room', operation: 'get', roomId: locator(room) });
const token = (room: unknown) => ({ resource: 'token', operation: 'create', roomId: locator(room), name: 'Ann', role: 'viewer', userRef: 'u' });

/** Runs the node on a room of its own while its requests have this fault; gives the requests it made, too. */
async function runWith(fault: FaultInput, parametersOf: (room: string) => INodeParameters) {
	const { room_id } = await fixture().createRoom();
	await fixture().control.clearRequests();
	await fixture().control.faults.add(fault);
	const outcome = await fixture().run(parametersOf(room_id));
	expect(leakedSecrets(fixture(), outcome)).toEqual([]);
	return { ...outcome, room_id, requests: await fixture().control.requests() };
}

describe('A failure that passes is waited out', () => {
	const PASSING: Array<[what: string, fault: FaultInput]> = [
		['HTTP 429', { kind: 'rateLimit', retryAfter: 0 }],
		['HTTP 429 without words', { kind: 'empty', status: 429, ...AT_ONCE }],
		['HTTP 503', { kind: 'status', status: 503, ...AT_ONCE }],
		['HTTP 500', { kind: 'status', status: 500, ...AT_ONCE }],
		['a web page with HTTP 502', { kind: 'html', status: 502, ...AT_ONCE }],
		['result 10105 with HTTP 200', BUSY],
		['a broken connection', { kind: 'drop' }],
	];

	test.each(PASSING)('when a read meets %s', async (_what, fault) => {
		const { items, error, requests, room_id } = await runWith({ ...fault, times: 1 }, get);
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { room_id }, pairedItem: { item: 0 } }]);
		expect(requests).toHaveLength(2);
	});

	test.each(PASSING)('when an update meets %s', async (_what, fault) => {
		const update = (room: string) => ({ resource: 'room', operation: 'update', roomId: locator(room), updateFields: { name: 'New' } });
		const { items, requests } = await runWith({ ...fault, times: 1 }, update);
		expect(items).toMatchObject([{ json: { updated: true } }]);
		expect(requests.map(({ body }) => body)).toEqual([{ name: 'New' }, { name: 'New' }]);
	});

	test('when a download meets a busy host', async () => {
		const fileUrl = await recordedFile(fixture());
		await fixture().control.faults.add({ kind: 'empty', status: 503, target: 'files', times: 2, ...AT_ONCE });
		const { items } = await fixture().run(download(fileUrl));
		expect(items).toMatchObject([{ json: { file_size: 1000 } }]);
	});

	test('and the output says so, with a line in the log for each', async () => {
		const { run, requests } = await runWith({ ...BUSY, times: 2 }, get);
		expect(requests).toHaveLength(3);
		const [task] = run.data.resultData.runData['EnableX Video'];
		expect(task.hints).toMatchObject([{ message: expect.stringMatching(/EnableX was busy.*Requests repeated: 2$/) }]);
		const lines = fixture().logged.flat().filter((entry) => String(entry).startsWith('EnableX could not be asked'));
		expect(lines).toHaveLength(2);
	});

	test('for one of many items, the others are not repeated', async () => {
		const { roomIds } = await fixture().control.seedRooms({ count: 5 });
		await fixture().control.clearRequests();
		await fixture().control.faults.add({ ...BUSY, times: 2, match: { path: roomIds[3] } });
		const { items } = await fixture().run(get('={{ $json.room }}'), { items: itemsOf(...roomIds.map((room) => ({ room }))) });
		expect(items.map(({ json }) => json.room_id)).toEqual(roomIds);
		expect(await fixture().control.requests()).toHaveLength(7);
	});

	test('as long as the API asks for, told in seconds', async () => {
		const { requests } = await runWith({ kind: 'rateLimit', retryAfter: 1, times: 1 }, get);
		const [first, second] = requests.map(({ startedAt }) => startedAt);
		expect(second - first).toBeGreaterThanOrEqual(950);
	});

	test('as long as the API asks for, told as a date', async () => {
		const date = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000);
		const { requests } = await runWith({ kind: 'rateLimit', headers: { 'retry-after': date.toUTCString() }, times: 1 }, get);
		expect(requests[1].startedAt).toBeGreaterThanOrEqual(date.getTime() - 50);
	});
});

describe('A creation is repeated only when the API itself said that it did nothing', () => {
	test.each<[what: string, fault: FaultInput]>([
		['HTTP 429', { kind: 'rateLimit', retryAfter: 0 }],
		['HTTP 503 in its envelope', { kind: 'status', status: 503, envelope: 'new', message: 'Maintenance', ...AT_ONCE }],
		['result 10105', BUSY],
	])('as with %s', async (_what, fault) => {
		const { items, requests } = await runWith({ ...fault, times: 1 }, token);
		expect(items).toMatchObject([{ json: { token: expect.any(String) } }]);
		expect(requests).toHaveLength(2);
	});

	test.each<[what: string, fault: FaultInput]>([
		['HTTP 500', { kind: 'status', status: 500, ...AT_ONCE }],
		['a web page with HTTP 503', { kind: 'html', status: 503, ...AT_ONCE }],
		['HTTP 429 without words', { kind: 'empty', status: 429, ...AT_ONCE }],
		['HTTP 503 of a gateway', { kind: 'body', status: 503, body: { message: 'Service Unavailable' }, ...AT_ONCE }],
		['a broken connection', { kind: 'drop' }],
		['an answer that broke off', { kind: 'drop', when: 'mid' }],
	])('but not with %s, after which the room may be there', async (_what, fault) => {
		const { error, requests } = await runWith({ ...fault, times: 1 }, () => CREATE_ROOM);
		expect(error?.message).toBeTruthy();
		expect(error?.description).not.toContain('Tried');
		expect(requests).toHaveLength(1);
	});
});

describe('The patience has an end', () => {
	test('after four attempts, and the error says so', async () => {
		const { error, requests } = await runWith(BUSY, get);
		expect(error).toMatchObject({ message: 'Server Busy', description: expect.stringMatching(/^Tried 4 times\. The API is busy/) });
		expect(requests).toHaveLength(4);
	});

	test('at once when the API asks for more than a minute', async () => {
		const { error, requests } = await runWith({ kind: 'rateLimit', retryAfter: 61 }, get);
		expect(error?.description).not.toContain('Tried');
		expect(requests).toHaveLength(1);
	});

	test('at once when the failure will not pass', async () => {
		const { requests } = await runWith({ kind: 'status', status: 409, result: 1, error: 'No', ...AT_ONCE }, get);
		expect(requests).toHaveLength(1);
	});

	test('when the user stops the execution', async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().control.faults.add({ kind: 'rateLimit', retryAfter: 50 });
		const stopWhenBusy = async (stop: () => void) => {
			while (!(await fixture().control.requests({ path: room_id })).some(({ status }) => status === 429)) {
				// The first answer is on its way.
			}
			stop();
		};
		const { error } = await fixture().run(get(room_id), { onStart: (stop) => void stopWhenBusy(stop) });
		expect(error?.message).toBe('The execution was stopped');
		expect(await fixture().control.requests({ path: room_id })).toHaveLength(1);
	});
});

describe('A deletion whose answer was lost', () => {
	const remove = (room: string) => ({ resource: 'room', operation: 'delete', roomId: locator(room) });

	test('counts as done when the room is gone at the next attempt', async () => {
		const { items, error, requests, room_id } = await runWith({ kind: 'drop', when: 'mid', times: 1 }, remove);
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ json: { deleted: true, room_id } }]);
		expect(requests).toHaveLength(2);
	});

	test('but a room that never was is an error', async () => {
		expect((await fixture().run(remove('none'))).error).toMatchObject({ message: 'Room not found' });
	});

	test('also when the API had been too busy to look for it', async () => {
		const { error, requests } = await runWith({ kind: 'rateLimit', retryAfter: 0, times: 1 }, () => remove('none'));
		expect(error).toMatchObject({ message: 'Room not found' });
		expect(requests).toHaveLength(2);
	});
});

describe('What the API says to be wrong with the request is not repeated', () => {
	test.each([
		['a room that is not there', 40001, 'Room not found'],
		['a setting that it does not know', 10009, 'Unrecognized Key of settings'],
	])('%s, also with HTTP 500', async (_what, result, error) => {
		const remove = (room: string) => ({ resource: 'room', operation: 'delete', roomId: locator(room) });
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
