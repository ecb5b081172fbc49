import type { FaultInput } from '../sandbox/index.mts';
import { download, recordedFile } from './downloads.mts';
import { itemsOf, pairsOf, useFixture } from './fixture.mts';
import { closedOrigin, closeListeners, openListener } from './listener.mts';
import { leakedSecrets } from './secrets.mts';

const fixture = useFixture();
afterEach(closeListeners);

/** Downloads a recorded file while the file host has this fault; no secret may be left anywhere. */
async function downloadWith(fault: Omit<FaultInput, 'target'>) {
	const fileUrl = await recordedFile(fixture());
	await fixture().control.faults.add({ target: 'files', headers: { 'retry-after': '0' }, ...fault });
	const outcome = await fixture().run(download(fileUrl));
	expect(leakedSecrets(fixture(), outcome)).toEqual([]);
	return outcome;
}

const fileHost = () => new URL(fixture().sandbox.filesOrigin).host;

describe('Download says why there is no file', () => {
	test('when it does not exist', async () => {
		const { items, error } = await fixture().run(download(`${fixture().sandbox.filesOrigin}/recordings/none.mp4`));
		expect(items).toEqual([]);
		expect(error).toMatchObject({
			message: 'The file was not found',
			description: 'Check the File URL. Recordings are kept for 90 days, and can be deleted before. (HTTP 404)',
			httpCode: '404',
		});
	});

	test('when the address is empty, because the recording is not transcoded yet', async () => {
		const items = itemsOf({ transcoded_urls: [] });
		const { error } = await fixture().run(download('={{ $json.transcoded_urls[0] }}'), { items });
		expect(error).toMatchObject({
			message: 'File URL is empty: the file is probably not ready yet',
			description: expect.stringContaining('Try again later'),
		});
		expect(await fixture().control.requests()).toEqual([]);
	});

	test.each([202, 204, 425])('when the host says by HTTP %i that it is still being made', async (status) => {
		const { error } = await downloadWith({ kind: 'empty', status });
		expect(error).toMatchObject({ message: 'The file is not ready yet', description: expect.stringContaining('Try again later') });
	});

	test('when the host sends a file of no bytes', async () => {
		expect((await downloadWith({ kind: 'empty' })).error).toMatchObject({ message: 'The file is not ready yet' });
	});

	test('when it stops coming in the middle, for longer than the timeout of the node', async () => {
		const { origin } = await openListener((_request, response) => void response.writeHead(200, { 'content-type': 'video/mp4' }).write('the first half'));
		const { items, error } = await fixture().run(download(`${origin}/recording.mp4`, { requestOptions: { timeout: 100 } }));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: `The host ${new URL(origin).host} did not answer in time`, description: expect.stringContaining('Try again') });
	});

	test('when it is empty, and its length was not told before', async () => {
		const { origin } = await openListener((_request, response) => void response.writeHead(200, { 'content-type': 'video/mp4' }).end());
		const { items, error } = await fixture().run(download(`${origin}/recording.mp4`));
		expect(items).toEqual([]);
		expect(error).toMatchObject({ message: 'The file is not ready yet', description: expect.stringContaining('Try again later') });
	});

	test('when a web page comes instead', async () => {
		const { items, error } = await downloadWith({ kind: 'html' });
		expect(items).toEqual([]);
		expect(error).toMatchObject({
			message: `The host ${fileHost()} sent a web page instead of the file`,
			description: expect.stringContaining('It is probably a login page'),
		});
	});

	test.each(['Text/HTML; charset=utf-8', 'TEXT/HTML', 'application/xhtml+xml', 'Application/XHTML+XML; charset=utf-8'])('when a web page of the type %s comes instead', async (type) => {
		const host = await openListener((_request, response) => response.writeHead(200, { 'content-type': type }).end('<html>'));
		const { items, error } = await fixture().run(download(`${host.origin}/a.mp4`));
		expect(items).toEqual([]);
		expect(error?.message).toBe(`The host ${new URL(host.origin).host} sent a web page instead of the file`);
	});

	test.each([
		[429, /too many requests.*wait a moment/i],
		[503, /fault on the side of.*try again/i],
		[500, /fault on the side of.*try again/i],
	])('when the host answers HTTP %i, and what to do about it', async (status, nextStep) => {
		expect((await downloadWith({ kind: 'empty', status })).error?.description).toMatch(nextStep);
	});

	test.each([500, 503, 429, 400])('when the host answers HTTP %i', async (status) => {
		const { error } = await downloadWith({ kind: 'empty', status });
		expect(error).toMatchObject({ message: `The host ${fileHost()} answered HTTP ${status} instead of the file`, httpCode: String(status) });
	});

	test('when the transfer breaks off in the middle', async () => {
		const { items, error } = await downloadWith({ kind: 'drop', when: 'mid', keepBytes: 100 });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/broke (the connection )?off/);
		expect(error?.message).toContain(fileHost());
	});

	test('when the connection breaks off before anything comes', async () => {
		expect((await downloadWith({ kind: 'drop' })).error).toMatchObject({ message: `The host ${fileHost()} broke the connection off` });
	});

	test('when a host sends less than it announced and ends as if that were all', async () => {
		const host = await openListener((_request, response) => {
			response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '100' });
			response.write('only a few bytes', () => response.socket?.end());
		});
		const { items, error } = await fixture().run(download(`${host.origin}/a.mp4`));
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/broke (the connection )?off/);
	});

	test('when nothing listens there', async () => {
		const origin = await closedOrigin();
		expect((await fixture().run(download(`${origin}/a.mp4`))).error).toMatchObject({
			message: `The host ${new URL(origin).host} refused the connection`,
			description: 'Tried 4 times. Check the address and its port, and that the server is up. (ECONNREFUSED)',
		});
	});

	test('when the host of a redirect does not answer in time', async () => {
		const silent = await openListener(() => {});
		const fileUrl = await recordedFile(fixture());
		await fixture().control.faults.add({ kind: 'redirect', target: 'files', location: silent.origin });
		const { error } = await fixture().run(download(fileUrl, { requestOptions: { timeout: 200 } }));
		expect(error).toMatchObject({ message: `The host ${new URL(silent.origin).host} did not answer in time` });
	});

	test('for each item on its own, with Continue On Fail', async () => {
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
