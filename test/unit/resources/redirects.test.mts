import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { fetchFile } from '../../../nodes/EnableXVideo/resources/archive/fetchFile';
import type { FileReply } from '../../../nodes/EnableXVideo/resources/archive/fileReply';
import { fakeExecution } from '../../lib/fakes.mts';

const redirect = (location?: string): FileReply => ({ statusCode: 302, body: null, headers: location === undefined ? {} : { location } });
const FILE: FileReply = { statusCode: 200, body: null, headers: {} };

/** Downloads from `start`, which replies with `first`. Each redirect gets the next of `replies`. Returns the response and the requests without a login. */
async function follow(start: string, first: FileReply, ...replies: FileReply[]) {
	const requests: IHttpRequestOptions[] = [];
	const helpers: Partial<IExecuteSingleFunctions['helpers']> = {
		httpRequestWithAuthentication: async () => await Promise.resolve(first),
		httpRequest: async (request) => {
			requests.push(request);
			return replies.shift() ?? FILE;
		},
	};
	const context: IExecuteSingleFunctions = Object.assign(fakeExecution(), { helpers, getExecutionCancelSignal: () => undefined });
	const response = await fetchFile(context, new URL(start), {});
	return { response, requests };
}

describe('A redirect of a file is followed', () => {
	test.each([
		['https://portal.enablex.io/a', 'https://storage.example.com/b'],
		['http://files.example.com/a', 'https://storage.example.com/b'],
		['http://files.example.com/a', 'http://storage.example.com/b'],
		['http://localhost:4000/a', 'http://127.0.0.1:5000/b'],
		['http://127.0.0.1:4000/a', 'http://[::1]:5000/b'],
		['https://localhost:4000/a', 'https://localhost:4000/b'],
		['http://localhost:4000/a', 'http://files.example.com/b'],
	])('from %s to %s', async (start, location) => {
		const { response, requests } = await follow(start, redirect(location));
		expect(requests.map(({ url }) => url)).toEqual([location]);
		expect(response).toMatchObject({ reply: FILE, url: new URL(location), isRedirected: true });
	});

	test('to a path on the same host', async () => {
		const { requests } = await follow('https://portal.enablex.io/a/b', redirect('../c'));
		expect(requests.map(({ url }) => url)).toEqual(['https://portal.enablex.io/c']);
	});

	test('without any login, and not by n8n itself', async () => {
		const { requests } = await follow('https://portal.enablex.io/a', redirect('/b'), redirect('https://storage.example.com/c'));
		expect(requests).toHaveLength(2);
		for (const request of requests) {
			expect(request.auth).toBeUndefined();
			expect(Object.keys(request.headers ?? {}).map((name) => name.toLowerCase())).not.toContain('authorization');
			expect(request.disableFollowRedirect).toBe(true);
		}
	});
});

describe('A redirect of a file is not followed', () => {
	const expectNotFollowed = async (start: string, location?: string) => {
		const { response, requests } = await follow(start, redirect(location));
		expect(requests).toEqual([]);
		expect(response).toMatchObject({ reply: { statusCode: 302 }, url: new URL(start), isRedirected: false });
	};

	test.each(['http://portal.enablex.io/b', 'http://storage.example.com/b', 'http://localhost:5000/b', 'http://127.0.0.1/b'])(
		'from https to %s, which is not encrypted',
		async (location) => await expectNotFollowed('https://portal.enablex.io/a', location),
	);

	const LOCAL = [
		'localhost', 'LOCALHOST', 'localhost.', '127.0.0.1', '127.0.0.1.', '127.8.8.8', '127.1', '2130706433', '0x7f.0.0.1', '[::1]', '[0:0:0:0:0:0:0:1]',
		'[::ffff:127.0.0.1]', '0.0.0.0', '[::]', 'n8n.localhost',
	];
	test.each(LOCAL)('from another machine to %s, which is this one', async (name) => {
		await expectNotFollowed('https://portal.enablex.io/a', `https://${name}:5678/rest/login`);
		await expectNotFollowed('http://files.example.com/a', `http://${name}:5678/rest/login`);
	});

	test.each(['ftp://files.example.com/b', 'file:///etc/passwd', 'data:text/plain,a', 'javascript:alert(1)', 'http://'])('to %j, which cannot be the URL of a file', async (location) => {
		await expectNotFollowed('http://files.example.com/a', location);
	});

	test('without a URL', async () => await expectNotFollowed('https://portal.enablex.io/a'));

	test('in a later step to an unencrypted URL', async () => {
		const { response, requests } = await follow('http://files.example.com/a', redirect('https://storage.example.com/b'), redirect('http://storage.example.com/c'));
		expect(requests.map(({ url }) => url)).toEqual(['https://storage.example.com/b']);
		expect(response).toMatchObject({ reply: { statusCode: 302 }, url: new URL('https://storage.example.com/b'), isRedirected: true });
	});

	test('back to this machine after it led to another one', async () => {
		const { requests } = await follow('http://localhost:4000/a', redirect('http://files.example.com/b'), redirect('http://localhost:5678/c'));
		expect(requests.map(({ url }) => url)).toEqual(['http://files.example.com/b']);
	});

	test('more than five times', async () => {
		const replies = Array.from({ length: 9 }, (_, index) => redirect(`https://storage.example.com/${index}`));
		const { response, requests } = await follow('https://portal.enablex.io/a', redirect('/b'), ...replies);
		expect(requests).toHaveLength(5);
		expect(response.reply.statusCode).toBe(302);
	});
});
