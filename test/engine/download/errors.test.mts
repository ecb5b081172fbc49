import type { FaultInput } from '../../sandbox/index.mts';
import { download, recordedFile } from '../../lib/engine/downloads.mts';
import { itemsOf, pairsOf, useFixture } from '../../lib/engine/fixture.mts';
import { closedOrigin, closeListeners, openListener } from '../../lib/listener.mts';
import { leakedSecrets } from '../../lib/engine/secrets.mts';

const fixture = useFixture();
afterEach(closeListeners);

/** Downloads a recorded file while the file host has this fault. Expects that no secret is leaked. */
async function downloadWith(fault: Omit<FaultInput, 'target'>) {
	const fileUrl = await recordedFile(fixture());
	await fixture().control.faults.add({ target: 'files', headers: { 'retry-after': '0' }, ...fault });
	const outcome = await fixture().run(download(fileUrl));
	expect(leakedSecrets(fixture(), outcome)).toEqual([]);
	return outcome;
}

const fileHost = () => new URL(fixture().sandbox.filesOrigin).host;

describe('Download reports why there is no file', () => {
	test('if it does not exist', async () => {
		const { items, error } = await fixture().run(download(`${fixture().sandbox.filesOrigin}/recordings/none.mp4`));
		expect(items).toEqual([]);
		expect(error).toMatchObject({
			message: 'The file was not found',
			description: 'Check the URL of the file. EnableX keeps recordings for 90 days, and they can be deleted earlier. (HTTP 404)',
			httpCode: '404',
		});
	});

	test('if the URL is empty because the recording is not transcoded yet', async () => {
		const items = itemsOf({ transcoded_urls: [] });
		const { error } = await fixture().run(download('={{ $json.transcoded_urls[0] }}'), { items });
		expect(error).toMatchObject({
			message: 'File URL is empty: the file is probably not ready yet',
			description: expect.stringContaining('Try again later'),
		});
		expect(await fixture().control.requests()).toEqual([]);
	});

	test.each([202, 204, 425])('if HTTP %i means that the file is still being created', async (status) => {
		const { error } = await downloadWith({ kind: 'empty', status });
		expect(error).toMatchObject({ message: 'The file is not ready yet', description: expect.stringContaining('Try again later') });
	});

	test('if the host sends an empty file', async () => {
		expect((await downloadWith({ kind: 'empty' })).error).toMatchObject({ message: 'The file is not ready yet' });
	});

	test('if the download stalls for longer than the timeout of the node', async () => {
		const { origin } = await openListener((_request, response) => void response.writeHead(200, { 'content-type': 'video/mp4' }).write('the first half'));
		const { items, error } = await fixture().run(download(`${origin}/recording.mp4`, { requestOptions: { timeout: 100 } }));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: `The host ${new URL(origin).host} did not answer in time`, description: expect.stringContaining('Try again') });
	});

	test('if the file is empty, without a content length', async () => {
		const { origin } = await openListener((_request, response) => void response.writeHead(200, { 'content-type': 'video/mp4' }).end());
		const { items, error } = await fixture().run(download(`${origin}/recording.mp4`));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: 'The file is not ready yet', description: expect.stringContaining('Try again later') });
	});

	test('if the host sends a JSON error with HTTP 200', async () => {
		const { origin } = await openListener((_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"result":40001,"error":"Room not found"}'));
		const { items, error } = await fixture().run(download(`${origin}/recording.mp4`));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: 'Room not found', description: expect.stringContaining('EnableX code 40001') });
	});

	test('if the host sends a web page', async () => {
		const { items, error } = await downloadWith({ kind: 'html' });
		expect(items).toEqual([]);
		expect(error).toMatchObject({
			message: `The host ${fileHost()} sent a web page instead of the file`,
			description: expect.stringContaining('It is probably a login page'),
		});
	});

	test.each(['Text/HTML; charset=utf-8', 'TEXT/HTML', 'application/xhtml+xml', 'Application/XHTML+XML; charset=utf-8'])('if the host sends a web page of the type %s', async (type) => {
		const host = await openListener((_request, response) => response.writeHead(200, { 'content-type': type }).end('<html>'));
		const { items, error } = await fixture().run(download(`${host.origin}/a.mp4`));
		expect(items).toEqual([]);
		expect(error?.message).toBe(`The host ${new URL(host.origin).host} sent a web page instead of the file`);
	});

	test.each([
		[429, /too many requests.*wait a moment/i],
		[503, /EnableX server error.*try again/i],
		[500, /EnableX server error.*try again/i],
	])('if the host responds with HTTP %i, and says what to do', async (status, nextStep) => {
		expect((await downloadWith({ kind: 'empty', status })).error?.description).toMatch(nextStep);
	});

	test.each([500, 503, 429, 400])('if the host responds with HTTP %i', async (status) => {
		const { error } = await downloadWith({ kind: 'empty', status });
		expect(error).toMatchObject({ message: `The host ${fileHost()} answered HTTP ${status} instead of sending the file`, httpCode: String(status) });
	});

	test('if the transfer is interrupted', async () => {
		const { items, error } = await downloadWith({ kind: 'drop', when: 'mid', keepBytes: 100 });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/broke off|closed the connection unexpectedly/);
		expect(error?.message).toContain(fileHost());
	});

	test('if the connection is closed before a response', async () => {
		expect((await downloadWith({ kind: 'drop' })).error).toMatchObject({ message: `The host ${fileHost()} closed the connection unexpectedly` });
	});

	test('if a host sends less than its content length and ends normally', async () => {
		const host = await openListener((_request, response) => {
			response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '100' });
			response.write('only a few bytes', () => response.socket?.end());
		});
		const { items, error } = await fixture().run(download(`${host.origin}/a.mp4`));
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/broke off|closed the connection unexpectedly/);
	});

	test('if nothing listens on the port', async () => {
		const origin = await closedOrigin();
		expect((await fixture().run(download(`${origin}/a.mp4`))).error).toMatchObject({
			message: `The host ${new URL(origin).host} refused the connection`,
			description: 'Tried 4 times. Check the address and its port, and that the server is running. (ECONNREFUSED)',
		});
	});

	test('if the target of a redirect does not respond in time', async () => {
		const silent = await openListener(() => {});
		const fileUrl = await recordedFile(fixture());
		await fixture().control.faults.add({ kind: 'redirect', target: 'files', location: silent.origin });
		const { error } = await fixture().run(download(fileUrl, { requestOptions: { timeout: 200 } }));
		expect(error).toMatchObject({ message: `The host ${new URL(silent.origin).host} did not answer in time` });
	});

	test('for each item separately, with Continue On Fail', async () => {
		const fileUrl = await recordedFile(fixture());
		const outcome = await fixture().run(download('={{ $json.url }}'), {
			items: itemsOf({ url: '', deal: 1 }, { url: fileUrl, deal: 2 }, { url: `${fileUrl}x`, deal: 3 }),
			onError: 'continueErrorOutput',
		});
		expect(outcome.error).toBeUndefined();
		expect(pairsOf(outcome.items)).toEqual([{ item: 1 }]);
		expect(outcome.errorItems.map(({ json, pairedItem }) => [json.deal, json.error, pairedItem])).toEqual([
			[1, 'File URL is empty: the file is probably not ready yet', { item: 0 }],
			[3, 'The file was not found', { item: 2 }],
		]);
	});
});
