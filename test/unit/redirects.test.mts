import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { followRedirects, type FileReply } from '../../nodes/EnableXVideo/resources/archive/fileReply';
import { fakeExecution } from './fakes.mts';

const redirect = (location?: string): FileReply => ({ statusCode: 302, body: null, headers: location === undefined ? {} : { location } });
const FILE: FileReply = { statusCode: 200, body: null, headers: {} };

/** Follows a redirect from `start`, where each address asked gives the next of `replies`; tells the addresses that were asked. */
async function follow(start: string, first: FileReply, ...replies: FileReply[]) {
	const asked: IHttpRequestOptions[] = [];
	const heard: string[] = [];
	const helpers: Partial<IExecuteSingleFunctions['helpers']> = {
		httpRequest: async (request) => {
			asked.push(request);
			return replies.shift() ?? FILE;
		},
	};
	const context: IExecuteSingleFunctions = Object.assign(fakeExecution(), { helpers, getExecutionCancelSignal: () => undefined });
	const arrival = await followRedirects(context, new URL(start), first, {}, ({ href }) => heard.push(href));
	expect(heard).toEqual(asked.map(({ url }) => url));
	return { arrival, asked };
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
		const { arrival, asked } = await follow(start, redirect(location));
		expect(asked.map(({ url }) => url)).toEqual([location]);
		expect(arrival).toMatchObject({ reply: FILE, host: new URL(location).host, isRedirected: true });
	});

	test('to a path on the same host', async () => {
		const { asked } = await follow('https://portal.enablex.io/a/b', redirect('../c'));
		expect(asked.map(({ url }) => url)).toEqual(['https://portal.enablex.io/c']);
	});

	test('without any login, and not by somebody else', async () => {
		const { asked } = await follow('https://portal.enablex.io/a', redirect('/b'), redirect('https://storage.example.com/c'));
		expect(asked).toHaveLength(2);
		for (const request of asked) {
			expect(request.auth).toBeUndefined();
			expect(Object.keys(request.headers ?? {}).map((name) => name.toLowerCase())).not.toContain('authorization');
			expect(request.disableFollowRedirect).toBe(true);
		}
	});
});

describe('A redirect of a file is not followed', () => {
	const refused = async (start: string, location?: string) => {
		const { arrival, asked } = await follow(start, redirect(location));
		expect(asked).toEqual([]);
		expect(arrival).toMatchObject({ reply: { statusCode: 302 }, host: new URL(start).host, isRedirected: false });
	};

	test.each(['http://portal.enablex.io/b', 'http://storage.example.com/b', 'http://localhost:5000/b', 'http://127.0.0.1/b'])(
		'from https to %s, which is not encrypted',
		async (location) => await refused('https://portal.enablex.io/a', location),
	);

	const LOCAL = [
		'localhost', 'LOCALHOST', 'localhost.', '127.0.0.1', '127.0.0.1.', '127.8.8.8', '127.1', '2130706433', '0x7f.0.0.1', '[::1]', '[0:0:0:0:0:0:0:1]',
		'[::ffff:127.0.0.1]', '0.0.0.0', '[::]', 'n8n.localhost',
	];
	test.each(LOCAL)('from another machine to %s, which is this one', async (name) => {
		await refused('https://portal.enablex.io/a', `https://${name}:5678/rest/login`);
		await refused('http://files.example.com/a', `http://${name}:5678/rest/login`);
	});

	test.each(['ftp://files.example.com/b', 'file:///etc/passwd', 'data:text/plain,a', 'javascript:alert(1)', 'http://'])('to %j, which is no address of a file', async (location) => {
		await refused('http://files.example.com/a', location);
	});

	test('without an address', async () => await refused('https://portal.enablex.io/a'));

	test('at a later step either, when the first one led to another machine', async () => {
		const { arrival, asked } = await follow('http://files.example.com/a', redirect('https://storage.example.com/b'), redirect('http://storage.example.com/c'));
		expect(asked.map(({ url }) => url)).toEqual(['https://storage.example.com/b']);
		expect(arrival).toMatchObject({ reply: { statusCode: 302 }, host: 'storage.example.com', isRedirected: true });
	});

	test('back to this machine, when it led away from it', async () => {
		const { asked } = await follow('http://localhost:4000/a', redirect('http://files.example.com/b'), redirect('http://localhost:5678/c'));
		expect(asked.map(({ url }) => url)).toEqual(['http://files.example.com/b']);
	});

	test('more than five times', async () => {
		const replies = Array.from({ length: 9 }, (_, index) => redirect(`https://storage.example.com/${index}`));
		const { arrival, asked } = await follow('https://portal.enablex.io/a', redirect('/b'), ...replies);
		expect(asked).toHaveLength(5);
		expect(arrival.reply.statusCode).toBe(302);
	});
});
