import { setTimeout as sleep } from 'node:timers/promises';

/** A credential as n8n lists it, without its data. */
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

/** The result of n8n's credential test, as shown below the credential's form in the editor. */
export interface CredentialTestResult {
	readonly status: 'OK' | 'Error';
	readonly message: string;
}

/** A workflow as the editor saves it; only the fields that the host reads are typed. */
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

/** A workflow stored in n8n. */
export interface StoredWorkflow {
	readonly id: string;
	readonly name: string;
}

/** n8n responded with an HTTP error; the message is n8n's own. */
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
	 * @param url the origin of n8n, such as `http://127.0.0.1:5678`
	 * @param stopped aborts every request, including waiting ones
	 */
	constructor(
		readonly url: string,
		private readonly stopped?: AbortSignal,
	) {}

	/**
	 * Signs in. Retries, because this route still returns 404 for a second or two after n8n's health
	 * check succeeds.
	 */
	async login(email: string, password: string): Promise<void> {
		await this.withRetries(() => this.send('POST', '/rest/login', { emailOrLdapLoginId: email, password }));
	}

	/** Creates the owner for releases of n8n that cannot read it from the environment. Returns false if there is one. */
	async setUpOwner(owner: { email: string; password: string; firstName: string; lastName: string }): Promise<boolean> {
		const settings = await this.withRetries(() =>
			this.data<{ userManagement?: { showSetupOnFirstLoad?: boolean } }>('GET', '/rest/settings'),
		);
		if (!settings.userManagement?.showSetupOnFirstLoad) return false;
		await this.send('POST', '/rest/owner/setup', owner);
		return true;
	}

	/** The full names of all node types that n8n has loaded. */
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

	/** Runs the credential test, as the editor does after Save. */
	async testCredential(id: string, draft: CredentialDraft): Promise<CredentialTestResult> {
		return await this.data<CredentialTestResult>('POST', '/rest/credentials/test', { credentials: { id, ...draft } });
	}

	async listWorkflows(): Promise<StoredWorkflow[]> {
		return await this.data<StoredWorkflow[]>('GET', '/rest/workflows');
	}

	async createWorkflow(draft: WorkflowDraft): Promise<StoredWorkflow> {
		return await this.data<StoredWorkflow>('POST', '/rest/workflows', draft);
	}

	/** Sends a request and unwraps the `{data: …}` around n8n's responses. */
	async data<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.send(method, path, body);
		return ((await response.json()) as { data: T }).data;
	}

	/** Sends a request with the session cookie. Throws an N8nRestError for HTTP errors. */
	async send(method: string, path: string, body?: unknown): Promise<Response> {
		const timeout = AbortSignal.timeout(TIMEOUT_MS);
		const response = await fetch(`${this.url}${path}`, {
			method,
			// A connection of its own: on a busy machine, n8n may close a shared one while the next request is sent on it.
			headers: { 'content-type': 'application/json', connection: 'close', ...(this.cookie ? { cookie: this.cookie } : {}) },
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: this.stopped ? AbortSignal.any([this.stopped, timeout]) : timeout,
		});
		this.rememberCookies(response);
		if (!response.ok) throw new N8nRestError(response.status, await describeError(method, path, response));
		return response;
	}

	private async withRetries<T>(attempt: () => Promise<T>): Promise<T> {
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

async function describeError(method: string, path: string, response: Response): Promise<string> {
	const text = await response.text();
	const reason = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text.slice(0, 200);
	return `n8n responded with HTTP ${response.status} to ${method} ${path}: ${reason}`;
}
