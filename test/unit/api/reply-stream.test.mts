import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { discard, readStream, rejectOnStall } from '../../../nodes/shared/api/replyStream';

const TIMEOUT_MS = 50;

/** Starts to watch a body. `givenUp` says with which code the download was given up, if it was. */
function watch(body: PassThrough | Buffer, timeout?: number) {
	const watched: { givenUp?: unknown } = {};
	rejectOnStall(body, timeout).catch((error: { code?: unknown }) => (watched.givenUp = error.code));
	return watched;
}

/** Waits until the download was given up, but no longer than ten seconds. */
async function untilGivenUp(watched: { givenUp?: unknown }) {
	for (const end = performance.now() + 10_000; watched.givenUp === undefined && performance.now() < end; ) await sleep(5);
	return watched.givenUp;
}

test('A body that is not read is closed if it is a stream, and left alone otherwise', () => {
	const body = new PassThrough();
	for (const other of [null, undefined, 'text', {}, { destroy: 'a key of JSON' }, body]) discard(other);
	expect(body.destroyed).toBe(true);
});

describe('A download', () => {
	test('that falls silent is given up as too slow, and its connection closed', async () => {
		const body = new PassThrough();
		body.write('a part');
		expect(await untilGivenUp(watch(body, TIMEOUT_MS))).toBe('ETIMEDOUT');
		expect(body.destroyed).toBe(true);
	});

	test('that falls silent after a part of it is given up', async () => {
		const body = new PassThrough();
		const watched = watch(body.resume(), TIMEOUT_MS);
		for (let part = 0; part < 5; part++) {
			body.write('a part');
			await sleep(TIMEOUT_MS / 2);
		}
		expect(watched.givenUp).toBeUndefined();
		expect(await untilGivenUp(watched)).toBe('ETIMEDOUT');
	});

	test('that is slow but keeps coming is not, however long it takes, and arrives as it was sent', async () => {
		const parts = Array.from({ length: 8 }, (_, part) => `part ${part} `);
		const body = new PassThrough();
		const watched = watch(body, 4 * TIMEOUT_MS);
		const arrived: unknown[] = [];
		body.on('data', (chunk) => arrived.push(String(chunk)));
		for (const part of parts) {
			body.write(part);
			// Less than the timeout each, and twice the time in which a silent body is given up for all of them.
			await sleep(2 * TIMEOUT_MS);
		}
		expect([watched.givenUp, body.destroyed]).toEqual([undefined, false]);
		body.end();
		await sleep(10);
		expect(arrived).toEqual(parts);
	});

	test('that has arrived is not, however long the storage takes', async () => {
		const body = new PassThrough();
		const watched = watch(body, TIMEOUT_MS);
		body.resume().end('all of it');
		await sleep(6 * TIMEOUT_MS);
		expect(watched.givenUp).toBeUndefined();
	});

	test.each<[what: string, body: PassThrough | Buffer, timeout?: number]>([
		['that is already in memory', Buffer.from('all of it'), TIMEOUT_MS],
		['without a timeout', new PassThrough(), undefined],
		['with a timeout of 0, which means none', new PassThrough(), 0],
	])('%s is never given up', async (_what, body, timeout) => {
		const watched = watch(body, timeout);
		await sleep(4 * TIMEOUT_MS);
		expect(watched.givenUp).toBeUndefined();
	});
});

test('A body that has ended is not kept in memory until the timeout', async () => {
	const { openTimers } = countTimers();
	const body = new PassThrough();
	watch(body, 60_000);
	expect(openTimers()).toBe(1);
	body.resume().end('all of it');
	await once(body, 'close');
	expect(openTimers()).toBe(0);
});

/** Counts the timers that would still call somebody. */
function countTimers() {
	const listeners: Array<Set<unknown>> = [];
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
		const signal = timeout(milliseconds);
		const called = new Set<unknown>();
		listeners.push(called);
		const { addEventListener, removeEventListener } = signal;
		signal.addEventListener = (type: string, listener: () => void) => {
			called.add(listener);
			addEventListener.call(signal, type, listener);
		};
		signal.removeEventListener = (type: string, listener: () => void) => {
			called.delete(listener);
			removeEventListener.call(signal, type, listener);
		};
		return signal;
	});
	return { openTimers: () => listeners.reduce((sum, { size }) => sum + size, 0) };
}

afterEach(() => jest.restoreAllMocks());

describe('Reading a reply', () => {
	/** Reads a body, and says what arrived and with which code it failed. */
	async function read(body: PassThrough, options: Parameters<typeof readStream>[2] = {}, onEach = () => {}) {
		const chunks: string[] = [];
		const onChunk = (chunk: Buffer) => {
			chunks.push(String(chunk));
			onEach();
		};
		const code = await readStream(body, onChunk, options).then(() => 'read', (error: { code?: string; message: string }) => error.code ?? error.message);
		return { code, chunks };
	}

	test('ends with its last byte', async () => {
		const body = new PassThrough();
		body.write('a ');
		body.end('reply');
		expect(await read(body)).toEqual({ code: 'read', chunks: ['a ', 'reply'] });
	});

	test('fails if the connection breaks, with the error of the connection', async () => {
		const body = new PassThrough();
		body.write('a part');
		setImmediate(() => body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
		expect((await read(body)).code).toBe('ECONNRESET');
	});

	test('fails if the body is closed before its end, without an error', async () => {
		const body = new PassThrough();
		body.write('a part');
		setImmediate(() => body.destroy());
		expect((await read(body)).code).toBe('ECONNRESET');
	});

	test('fails if nothing more comes, and closes the connection', async () => {
		const body = new PassThrough();
		body.write('a part');
		expect((await read(body, { timeout: TIMEOUT_MS })).code).toBe('ETIMEDOUT');
		expect(body.destroyed).toBe(true);
	});

	test.each(['before', 'while'])('ends at once if it is cancelled %s it runs', async (when) => {
		const body = new PassThrough();
		const controller = new AbortController();
		body.write('a part');
		if (when === 'before') controller.abort();
		else setImmediate(() => controller.abort());
		expect((await read(body, { timeout: 60_000, abortSignal: controller.signal })).code).toBe('ERR_CANCELED');
		expect(body.destroyed).toBe(true);
	});

	test('fails with what its reader throws, and closes the connection', async () => {
		const body = new PassThrough();
		body.write('a part');
		const refuse = () => {
			throw new Error('Too large');
		};
		expect((await read(body, {}, refuse)).code).toBe('Too large');
		expect(body.destroyed).toBe(true);
	});
});
