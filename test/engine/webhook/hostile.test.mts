import { gzipSync } from 'node:zlib';
import { connect } from 'node:net';
import fc from 'fast-check';

import { useFixture } from '../../lib/engine/fixture.mts';
import { WebhookHost } from '../../lib/engine/webhook-host.mts';
import { closeListeners } from '../../lib/listener.mts';
import { NOTIFICATIONS, post, type PostOptions } from '../../lib/notifications.mts';

jest.setTimeout(300_000);
const fixture = useFixture();
afterEach(closeListeners);

const { roomdrop } = NOTIFICATIONS;
const json = JSON.stringify(roomdrop);

async function listen() {
	const host = new WebhookHost(fixture().engine, { events: ['roomdrop', 'other'] });
	return { host, url: await host.listen() };
}

const CASES: Array<[what: string, body: unknown, options?: PostOptions]> = [
	['an empty body', ''],
	['text', 'hello', { contentType: 'text/plain' }],
	['a form', 'type=roomdrop&conf_num=1', { contentType: 'application/x-www-form-urlencoded' }],
	['a multipart form', '--x\r\ncontent-disposition: form-data; name="type"\r\n\r\nroomdrop\r\n--x--\r\n', { contentType: 'multipart/form-data; boundary=x' }],
	['XML', '<type>roomdrop</type>', { contentType: 'application/xml' }],
	['half of a JSON object', json.slice(0, -4)],
	['a list', [roomdrop]],
	['an object without a type', { conf_num: 'c' }],
	['ten megabytes', JSON.stringify({ ...roomdrop, padding: 'x'.repeat(10_000_000) })],
	['twenty megabytes', Buffer.alloc(20_000_000, ' ')],
	['an object nested a thousand deep', `{"type":"roomdrop","a":${'['.repeat(1000)}${']'.repeat(1000)}}`],
	['a list nested two hundred thousand deep', '['.repeat(200_000)],
	['UTF-16', Buffer.from(json, 'utf16le'), { contentType: 'application/json; charset=utf-16le' }],
	['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x80])],
	['a body that is not the gzip it claims', json, { headers: { 'content-encoding': 'gzip' } }],
	['gzip that ends early', gzipSync(json).subarray(0, -12), { headers: { 'content-encoding': 'gzip' } }],
	['a body that is not the deflate it claims', json, { headers: { 'content-encoding': 'deflate' } }],
	['gzip that unpacks to hundreds of megabytes', gzipSync(Buffer.alloc(300_000_000)), { headers: { 'content-encoding': 'gzip' } }],
];

describe('A request that is no event', () => {
	test.each(CASES)('with %s is answered 400, starts nothing, throws nothing and leaves one line in the log', async (_what, body, options = {}) => {
		const { host, url } = await listen();
		const { status, text } = await post(url, body, options);
		expect([status, host.executions, host.failures, host.refusedByHost]).toEqual([400, [], [], 0]);
		expect(JSON.parse(text)).toEqual({ message: expect.stringMatching(/^The body /) });
		expect(fixture().logged).toEqual([[expect.stringMatching(/^EnableX Video Webhook Trigger answered a request with 400: The body /)]]);
	});

	test('does not keep the next one from starting the workflow', async () => {
		const { host, url } = await listen();
		await post(url, '{ broken');
		await post(url, gzipSync(json), { headers: { 'content-encoding': 'gzip' } });
		expect(host.executions).toHaveLength(1);
	});

	test('and ends in the middle of its body starts nothing and throws nothing', async () => {
		const { host, url } = await listen();
		const { hostname, port, pathname } = new URL(url);
		const socket = connect(Number(port), hostname);
		socket.write(`POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n${json}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
		socket.destroy();
		const deadline = Date.now() + 5_000;
		while (fixture().logged.length === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
		expect(fixture().logged).toEqual([[expect.stringContaining('answered a request with 400: The body is incomplete')]]);
		expect([host.executions, host.failures]).toEqual([[], []]);
	});
});

test('Thousands of hostile bodies and headers start nothing and throw nothing', async () => {
	const { host, url } = await listen();
	const body = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string().map((text) => Buffer.from(text)), fc.nat(json.length - 1).map((length) => Buffer.from(json.slice(0, length))), fc.jsonValue().map((value) => Buffer.from(JSON.stringify([value]))));
	const contentType = fc.constantFrom('', 'application/json', 'text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data; boundary=a', 'application/json; charset=%E0', 'a/b; charset="\u00e4"');
	const encoding = fc.constantFrom(undefined, 'gzip', 'deflate', 'br', 'identity');
	const attacks = fc.sample(fc.tuple(body, contentType, encoding), 3000);
	const answer = async ([bytes, type, coding]: (typeof attacks)[number]) =>
		(await post(url, bytes, { contentType: type, ...(coding && { headers: { 'content-encoding': coding } }) })).status;
	const statuses = new Map<number, number>();
	for (let start = 0; start < attacks.length; start += 20) {
		for (const status of await Promise.all(attacks.slice(start, start + 20).map(answer))) statuses.set(status, (statuses.get(status) ?? 0) + 1);
	}
	expect([...statuses]).toEqual([[400, attacks.length]]);
	expect([host.executions, host.failures, host.refusedByHost, fixture().logged.length]).toEqual([[], [], 0, attacks.length]);
});
