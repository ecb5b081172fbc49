import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CredentialDraft, N8nRest, StoredCredential, StoredWorkflow, WorkflowDraft, WorkflowNode } from './n8n-rest.mts';
import { OWNER } from './owner.mts';
import type { N8nVersion } from './versions.mts';

/** Type of the package's credential. */
export const CREDENTIAL_TYPE = 'enableXApi';

/** Name of the credential that the host makes; the example workflows use it. */
export const CREDENTIAL_NAME = 'EnableX account';

/** The fields of an `enableXApi` credential that the host fills in. */
export interface EnableXCredential {
	readonly appId: string;
	readonly appKey: string;
	readonly baseUrl: string;
	readonly recordingsUsername?: string;
	readonly recordingsPassword?: string;
	readonly recordingsHosts?: string;
	readonly meetingDomain?: string;
}

/** Makes the owner when n8n did not make it from its environment, and signs in. */
export async function signIn(rest: N8nRest, release: N8nVersion): Promise<void> {
	if (release.owner === 'form') await rest.setUpOwner(OWNER);
	await rest.login(OWNER.email, OWNER.password);
}

/**
 * Makes sure that the credential is there. It is written again only when what the host would write
 * has changed since it last did (`stateFile` remembers a hash), so changes made in the editor stay.
 */
export async function provideCredential(rest: N8nRest, fields: EnableXCredential, stateFile: string): Promise<StoredCredential> {
	const draft = credentialDraft(CREDENTIAL_NAME, fields);
	const hash = createHash('sha256').update(JSON.stringify(draft)).digest('hex');
	const stored = (await rest.listCredentials()).find(({ name, type }) => name === draft.name && type === draft.type);
	if (stored && (await readFile(stateFile, 'utf8').catch(() => '')) === hash) return stored;
	const written = stored ? await rest.updateCredential(stored.id, draft) : await rest.createCredential(draft);
	await writeFile(stateFile, hash);
	return written;
}

/** A credential with every field that the host leaves alone at its default. */
export function credentialDraft(name: string, fields: EnableXCredential): CredentialDraft {
	return {
		name,
		type: CREDENTIAL_TYPE,
		data: {
			recordingsUsername: '',
			recordingsPassword: '',
			recordingsHosts: '*.enablex.io',
			meetingDomain: '',
			allowUnauthorizedCerts: false,
			...fields,
		},
	};
}

/**
 * Imports the workflow files of a folder that n8n does not have yet, by name. Workflows that are
 * there are left alone, changed or not.
 */
export async function provideWorkflows(rest: N8nRest, folder: string, credential: StoredCredential): Promise<StoredWorkflow[]> {
	const existing = await rest.listWorkflows();
	const provided: StoredWorkflow[] = [];
	for (const draft of await readWorkflows(folder)) {
		const same = existing.find(({ name }) => name === draft.name);
		provided.push(same ?? (await rest.createWorkflow(withCredential(draft, credential))));
	}
	return provided;
}

/** Reads every workflow file of a folder, in the order of their names. */
export async function readWorkflows(folder: string): Promise<WorkflowDraft[]> {
	const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	return await Promise.all(
		files.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8')) as WorkflowDraft),
	);
}

/** The same workflow for this n8n: its EnableX nodes use this credential, and n8n gives it an id of its own. */
export function withCredential(draft: WorkflowDraft, { id, name }: StoredCredential): WorkflowDraft {
	const connect = (node: WorkflowNode): WorkflowNode =>
		node.credentials && CREDENTIAL_TYPE in node.credentials
			? { ...node, credentials: { ...node.credentials, [CREDENTIAL_TYPE]: { id, name } } }
			: node;
	const { id: _id, versionId: _versionId, active: _active, ...rest } = draft;
	return { ...rest, name: draft.name, connections: draft.connections, nodes: draft.nodes.map(connect), active: false };
}
