/** Shared helpers of the sandbox tests: an API client over undici, and bodies to send. */
import { request } from 'undici';
import { basicAuth } from '../lib/basic-auth.mts';
import { startSandbox, type Sandbox } from './index.mts';
import type { JsonObject } from './types.mts';

/** A room in a reply; its settings have whatever types were sent. */
export interface RoomBody extends JsonObject {
	room_id: string;
	settings: JsonObject;
	sip: JsonObject;
}

export interface ArchiveBody extends JsonObject {
	_id: string;
	recording?: Array<{ url: string }> | null;
	transcoded?: Array<{ url: string }> | null;
	chatdata?: string;
	metadata?: string;
}

export interface CdrBody extends JsonObject {
	cdr_id: string;
	room: JsonObject;
	user: JsonObject;
	usage: JsonObject;
	stats_quality: JsonObject;
}

/** Every key that a reply of the API can have. */
export interface ApiBody {
	result?: number | string;
	error?: string;
	room: RoomBody;
	rooms: RoomBody[];
	token: string;
	users: JsonObject[] | null;
	cdr: CdrBody[];
	archive: ArchiveBody[];
}

export interface Answer {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	text: string;
	json: ApiBody;
}

/** Calls the API of a sandbox with a login, its own by default. */
export class ApiClient {
	private readonly base: string;

	constructor(private readonly sandbox: Sandbox, private readonly options: { prefix?: string; authorization?: string } = {}) {
		this.base = sandbox.origin + (options.prefix ?? '/video/v2');
	}

	get(path: string): Promise<Answer> {
		return this.call('GET', path);
	}

	post(path: string, body: object | string): Promise<Answer> {
		return this.call('POST', path, body);
	}

	patch(path: string, body: object): Promise<Answer> {
		return this.call('PATCH', path, body);
	}

	delete(path: string): Promise<Answer> {
		return this.call('DELETE', path);
	}

	/** Creates a room with these settings and returns it. */
	async room(settings: JsonObject = {}, more: JsonObject = {}): Promise<RoomBody> {
		const answer = await this.post('/rooms', { name: 'Test room', owner_ref: 'xyz', settings, ...more });
		if (answer.json.result !== 0) throw new Error(`no room: ${answer.text}`);
		return answer.json.room;
	}

	private async call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object | string): Promise<Answer> {
		const { appId, appKey } = this.sandbox;
		const response = await request(this.base + path, {
			method,
			headers: { authorization: this.options.authorization ?? basicAuth(appId, appKey), 'content-type': 'application/json' },
			body: typeof body === 'object' ? JSON.stringify(body) : body,
		});
		const text = await response.body.text();
		return { status: response.statusCode, headers: response.headers, text, json: parse(text) };
	}
}

/** A time this many minutes from another, as `YYYY-MM-DD HH:II:SS` in UTC. */
export function scheduledTime(minutes: number, from: string | number = Date.now()): string {
	return new Date(new Date(from).getTime() + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The error body of a result code in the older envelope. */
export function legacyError(code: number | string): object {
	return { result: code, error: expect.stringMatching(/^\[Reason\] ./), desc: '' };
}

function parse(text: string): ApiBody {
	try {
		return JSON.parse(text);
	} catch {
		return JSON.parse('{}');
	}
}

/** A sandbox for the tests of a file: started before them, reset before each, stopped at the end. */
export function useSandbox(onStart: (sandbox: Sandbox, api: ApiClient) => void): void {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
		onStart(sandbox, new ApiClient(sandbox));
	});
	beforeEach(() => sandbox.control.reset());
	afterAll(() => sandbox.stop());
}
