import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CredentialDraft, N8nRest, StoredCredential, StoredWorkflow, WorkflowDraft, WorkflowNode } from './rest.mts';
import { OWNER } from './owner.mts';
import type { N8nVersion } from './versions.mts';

/** The type of the package's credential. */
export const CREDENTIAL_TYPE = 'enableXApi';

/** The name of the credential that the host creates and the example workflows use. */
export const CREDENTIAL_NAME = 'EnableX account';

/** The fields of an `enableXApi` credential that the host sets. */
export interface EnableXCredential {
	readonly appId: string;
	readonly appKey: string;
	readonly baseUrl: string;
	readonly recordingsUsername?: string;
	readonly recordingsPassword?: string;
	readonly recordingsHosts?: string;
	readonly webhookUsername?: string;
	readonly webhookPassword?: string;
	readonly meetingDomain?: string;
}

/** Signs in as the owner, after creating it if n8n did not create it from its environment. */
export async function signIn(rest: N8nRest, release: N8nVersion): Promise<void> {
	if (release.owner === 'form') await rest.setUpOwner(OWNER);
	await rest.login(OWNER.email, OWNER.password);
}

/**
 * Creates the credential, or updates it if what the host would write has changed since the last
 * time (`stateFile` keeps a hash), so that changes made in the editor are kept.
 */
export async function ensureCredential(rest: N8nRest, fields: EnableXCredential, stateFile: string): Promise<StoredCredential> {
	const draft = credentialDraft(CREDENTIAL_NAME, fields);
	const hash = createHash('sha256').update(JSON.stringify(draft)).digest('hex');
	const stored = (await rest.listCredentials()).find(({ name, type }) => name === draft.name && type === draft.type);
	if (stored && (await readFile(stateFile, 'utf8').catch(() => '')) === hash) return stored;
	const written = stored ? await rest.updateCredential(stored.id, draft) : await rest.createCredential(draft);
	await writeFile(stateFile, hash);
	return written;
}

/** A credential in which all fields that the host does not set have their defaults. */
export function credentialDraft(name: string, fields: EnableXCredential): CredentialDraft {
	return {
		name,
		type: CREDENTIAL_TYPE,
		data: {
			recordingsUsername: '',
			recordingsPassword: '',
			recordingsHosts: '*.enablex.io',
			webhookUsername: '',
			webhookPassword: '',
			meetingDomain: '',
			allowUnauthorizedCerts: false,
			...fields,
		},
	};
}

/** The sandbox's default address, which the workflow files have. */
const SANDBOX_ORIGIN = 'http://127.0.0.1:5480';

/** The workflow with the address of this sandbox; `undefined` if it needs a sandbox and none was started. */
export function withSandbox(draft: WorkflowDraft, origin: string | undefined): WorkflowDraft | undefined {
	const text = JSON.stringify(draft);
	if (!text.includes(SANDBOX_ORIGIN)) return draft;
	return origin === undefined ? undefined : (JSON.parse(text.replaceAll(SANDBOX_ORIGIN, origin)) as WorkflowDraft);
}

/**
 * Imports the workflow files of a folder that n8n does not have yet, matched by name. Existing
 * workflows stay unchanged. Without a sandbox, those that need it are left out.
 */
export async function ensureWorkflows(rest: N8nRest, folder: string, credential: StoredCredential, sandboxOrigin?: string): Promise<StoredWorkflow[]> {
	const existing = await rest.listWorkflows();
	const provided: StoredWorkflow[] = [];
	for (const file of await readWorkflows(folder)) {
		const draft = withSandbox(file, sandboxOrigin);
		if (draft === undefined) continue;
		const same = existing.find(({ name }) => name === draft.name);
		provided.push(same ?? (await rest.createWorkflow(withCredential(draft, credential))));
	}
	return provided;
}

/** Reads all workflow files of a folder, sorted by file name. */
export async function readWorkflows(folder: string): Promise<WorkflowDraft[]> {
	const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	return await Promise.all(
		files.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8')) as WorkflowDraft),
	);
}

/** The workflow adapted to this n8n: its EnableX nodes use this credential, and n8n assigns a new ID. */
export function withCredential(draft: WorkflowDraft, { id, name }: StoredCredential): WorkflowDraft {
	const connect = (node: WorkflowNode): WorkflowNode =>
		node.credentials && CREDENTIAL_TYPE in node.credentials
			? { ...node, credentials: { ...node.credentials, [CREDENTIAL_TYPE]: { id, name } } }
			: node;
	const { id: _id, versionId: _versionId, active: _active, ...rest } = draft;
	return { ...rest, name: draft.name, connections: draft.connections, nodes: draft.nodes.map(connect), active: false };
}
