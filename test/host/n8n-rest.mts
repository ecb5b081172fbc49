import { setTimeout as sleep } from 'node:timers/promises';

/** One credential as n8n lists it: never its data. */
export interface StoredCredential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
}

/** A credential to create, to change or to test. */
export interface CredentialDraft {
	readonly name: string;
	readonly type: string;
	readonly data: Readonly<Record<string, string | number | boolean>>;
}

/** What n8n's credential test says: the words under the credential's form in the editor. */
export interface CredentialVerdict {
	readonly status: 'OK' | 'Error';
	readonly message: string;
}

/** A workflow as the editor saves it; only what the host itself reads is spelled out. */
export interface WorkflowDraft {
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly [field: string]: unknown;
}

/** One node of a workflow. */
export interface WorkflowNode {
	readonly name: string;
	readonly type: string;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
	readonly [field: string]: unknown;
}

/** A workflow that n8n holds. */
export interface StoredWorkflow {
	readonly id: string;
	readonly name: string;
}

/** n8n answered with an HTTP error; the message is n8n's own. */
export class N8nRestError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

const TIMEOUT_MS = 30_000;
const LOGIN_WITHIN_MS = 30_000;

/** A client of the REST API that n8n's editor uses, signed in with a cookie. */
export class N8nRest {
	private cookie = '';

	/**
	 * @param url origin of n8n, such as `http://127.0.0.1:5678`
	 * @param stopped ends every request, the waiting ones too
	 */
	constructor(
		readonly url: string,
		private readonly stopped?: AbortSignal,
	) {}

	/**
	 * Signs in. For a second or two after n8n answers its health check this route is still 404
	 * (host.md 6), so that is waited out.
	 */
	async login(email: string, password: string): Promise<void> {
		await this.patiently(() => this.send('POST', '/rest/login', { emailOrLdapLoginId: email, password }));
	}

	/** Makes the owner where the environment cannot (host.md 9); answers false when there is one. */
	async setUpOwner(owner: { email: string; password: string; firstName: string; lastName: string }): Promise<boolean> {
		const settings = await this.patiently(() =>
			this.data<{ userManagement?: { showSetupOnFirstLoad?: boolean } }>('GET', '/rest/settings'),
		);
		if (!settings.userManagement?.showSetupOnFirstLoad) return false;
		await this.send('POST', '/rest/owner/setup', owner);
		return true;
	}

	/** Every node type that n8n has loaded, by full name. */
	async nodeTypes(): Promise<string[]> {
		const types = (await (await this.send('GET', '/types/nodes.json')).json()) as Array<{ name: string }>;
		return types.map(({ name }) => name);
	}

	async listCredentials(): Promise<StoredCredential[]> {
		return await this.data<StoredCredential[]>('GET', '/rest/credentials');
	}

	async createCredential(draft: CredentialDraft): Promise<StoredCredential> {
		return await this.data<StoredCredential>('POST', '/rest/credentials', draft);
	}

	async updateCredential(id: string, draft: CredentialDraft): Promise<StoredCredential> {
		return await this.data<StoredCredential>('PATCH', `/rest/credentials/${id}`, draft);
	}

	async deleteCredential(id: string): Promise<void> {
		await this.send('DELETE', `/rest/credentials/${id}`);
	}

	/** Runs the credential's own test, as the editor does after Save. */
	async testCredential(id: string, draft: CredentialDraft): Promise<CredentialVerdict> {
		return await this.data<CredentialVerdict>('POST', '/rest/credentials/test', { credentials: { id, ...draft } });
	}

	async listWorkflows(): Promise<StoredWorkflow[]> {
		return await this.data<StoredWorkflow[]>('GET', '/rest/workflows');
	}

	async createWorkflow(draft: WorkflowDraft): Promise<StoredWorkflow> {
		return await this.data<StoredWorkflow>('POST', '/rest/workflows', draft);
	}

	/** Sends a request and unwraps the `{data: …}` that n8n puts around its answers. */
	async data<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.send(method, path, body);
		return ((await response.json()) as { data: T }).data;
	}

	/** Sends a request with the cookie; an HTTP error becomes an N8nRestError. */
	async send(method: string, path: string, body?: unknown): Promise<Response> {
		const timeout = AbortSignal.timeout(TIMEOUT_MS);
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: { 'content-type': 'application/json', ...(this.cookie ? { cookie: this.cookie } : {}) },
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: this.stopped ? AbortSignal.any([this.stopped, timeout]) : timeout,
		});
		this.rememberCookies(response);
		if (!response.ok) throw new N8nRestError(response.status, await sayWhy(method, path, response));
		return response;
	}

	private async patiently<T>(attempt: () => Promise<T>): Promise<T> {
		for (const limit = Date.now() + LOGIN_WITHIN_MS; ; await sleep(250)) {
			try {
				return await attempt();
			} catch (error) {
				const isStarting = !(error instanceof N8nRestError) || [404, 503].includes(error.status);
				if (this.stopped?.aborted || !isStarting || Date.now() > limit) throw error;
			}
		}
	}

	private rememberCookies(response: Response): void {
		const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
		if (cookies.length > 0) this.cookie = cookies.join('; ');
	}
}

async function sayWhy(method: string, path: string, response: Response): Promise<string> {
	const text = await response.text();
	const reason = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text.slice(0, 200);
	return `n8n answered ${response.status} to ${method} ${path}: ${reason}`;
}
