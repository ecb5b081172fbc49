import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useFixture } from '../../lib/engine/fixture.mts';
import { failureOf } from '../../lib/engine/refusal.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';
import { parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
afterEach(closeListeners);

/** Answers all requests of the node like this, in place of the sandbox. Returns the host. */
async function answer(send: (response: ServerResponse, attempt: number) => void): Promise<string> {
	let attempts = 0;
	const { origin } = await openListener((_request, response) => send(response, ++attempts));
	fixture().engine.useCredential({ baseUrl: `${origin}/video/v2` });
	return new URL(origin).host;
}

const DAY = Date.parse('2026-01-01T00:00:00Z');
/** Rooms with odd names; later ones are newer. */
const makeRooms = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ room_id: String(index).padStart(24, '0'), name: `]}," 😀 \\ é ${index}`, created: new Date(DAY + index * 1000).toISOString() }));
const rooms = makeRooms(500);
const idsOf = (items: IDataObject[]) => items.map(({ room_id }) => room_id);
const newestFirst = idsOf(rooms).reverse();
const text = JSON.stringify({ result: 0, rooms });
const LENGTH = Buffer.byteLength(text);
const list = `"rooms":${JSON.stringify(rooms)}`;

const getMany = async (parameters: INodeParameters = {}) => await fixture().output(parametersOf('room.getAll', { returnAll: true, ...parameters }));
/** The items, and what the output pane says about them. */
async function runWithHints() {
	const { items, run } = await fixture().run(parametersOf('room.getAll', { returnAll: true }));
	return { items: items.map(({ json }) => json), hints: JSON.stringify(run.data.resultData.runData['EnableX Video'][0].hints) };
}
const fail = async (parameters: INodeParameters = {}) => await failureOf(fixture(), parametersOf('room.getAll', { returnAll: true, ...parameters }));
const WITHOUT_RETRIES = { options: { retries: 0 } };

describe('A list arrives whole', () => {
	test.each<[string, (bytes: Buffer) => Buffer, coding: string]>([
		['uncompressed', (bytes) => bytes, ''],
		['as gzip', gzipSync, 'gzip'],
		['as deflate', deflateSync, 'deflate'],
		['as deflate without a header', deflateRawSync, 'deflate'],
		['as Brotli', brotliCompressSync, 'br'],
	])('%s, chunked and with Content-Length, also in small pieces', async (_what, encode, coding) => {
		const bytes = encode(Buffer.from(text));
		const headers = coding === '' ? {} : { 'content-encoding': coding };
		await answer((response) => response.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes));
		expect(idsOf(await getMany())).toEqual(newestFirst);
		await answer((response) => {
			response.writeHead(200, headers);
			for (let at = 0; at < bytes.length; at += 997) response.write(bytes.subarray(at, at + 997));
			response.end();
		});
		expect(idsOf(await getMany())).toEqual(newestFirst);
	});

	test.each([
		['after its result', `{"result":0,${list}}`],
		['before its result', `{${list},"result":"0"}`],
		['after a byte order mark', `\uFEFF{"result":0,${list}}`],
		['inside a JSON string', JSON.stringify(`{"result":0,${list}}`)],
	])('%s', async (_where, body) => {
		await answer((response) => response.end(body));
		expect(idsOf(await getMany())).toEqual(newestFirst);
	});

	test('once, when the first reply breaks in the middle and the request is retried', async () => {
		await answer((response, attempt) => {
			if (attempt > 1) return void response.end(text);
			response.writeHead(200, { 'content-length': LENGTH });
			response.write(text.slice(0, -1000), () => response.destroy());
		});
		const { items, hints } = await runWithHints();
		expect(idsOf(items)).toEqual(newestFirst);
		expect(hints).toContain('Requests retried: 1');
	});

	test('without entries that are not records, which are counted', async () => {
		await answer((response) => response.end(`{"result":0,"rooms":[null,${JSON.stringify(rooms[0])},"x",7]}`));
		const { items, hints } = await runWithHints();
		expect(items).toHaveLength(1);
		expect(hints).toContain('Entries skipped: 3');
	});
});

describe('Nothing of a list is output', () => {
	test.each([
		['if the API reports an error after it', `{${list},"result":40001,"error":"[Reason] Room not found"}`, 'Room not found'],
		['if it is cut off, though the transfer is complete', text.slice(0, -1), 'The API response is not a JSON object, or it was cut off'],
		['if there is more after the object', `${text}}`, 'The API response is not a JSON object, or it was cut off'],
		['if there is no result code', `{${list}}`, 'The response lacks the result code that every EnableX Video API response has'],
		['if an entry of it is larger than 16 MB', `{"result":0,"rooms":[{"name":"${'x'.repeat(17e6)}"}]}`, 'The API response has an entry in "rooms" of more than 16 MB'],
		['if more than 1 MB is beside it', `{"result":0,"other":["${'x'.repeat(2e6)}"],${list}}`, 'The API response has more than 1 MB beside the list in "rooms"'],
	])('%s', async (_what, body, message) => {
		await answer((response) => response.end(body));
		expect((await fail(WITHOUT_RETRIES))?.message).toBe(message);
	});

	test('if the connection breaks in the middle of it', async () => {
		const host = await answer((response) => {
			response.writeHead(200, { 'content-length': LENGTH });
			response.write(text.slice(0, -1000), () => response.destroy());
		});
		expect((await fail(WITHOUT_RETRIES))?.message).toBe(`The host ${host} closed the connection unexpectedly`);
	});

	test('if it stalls: the request ends with its timeout', async () => {
		const host = await answer((response) => response.write(text.slice(0, -1000)));
		expect((await fail({ ...WITHOUT_RETRIES, requestOptions: { timeout: 200 } }))?.message).toBe(`The host ${host} did not answer in time`);
	});

	test('if the execution is stopped in the middle of it: the connection is closed at once', async () => {
		let resolveClosed = () => {};
		const closed = new Promise<void>((resolve) => (resolveClosed = resolve));
		let resolveStarted = () => {};
		const started = new Promise<void>((resolve) => (resolveStarted = resolve));
		await answer((response) => {
			response.on('close', resolveClosed);
			response.write(text.slice(0, -1000), () => void sleep(50).then(resolveStarted));
		});
		const { error, items } = await fixture().run(parametersOf('room.getAll'), { onStart: (stop) => void started.then(stop) });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/^The request to the host .+ was cancelled because the execution was stopped$/);
		await closed;
	});

	test('if a gateway answers with an error and a long page', async () => {
		await answer((response) => response.writeHead(502).end(`{"page":"${'x'.repeat(2e6)}"}`));
		expect((await fail(WITHOUT_RETRIES))?.message).toBe('The API returned HTTP 502 (Bad Gateway)');
	});
});
