import { setTimeout as sleep } from 'node:timers/promises';
import { N8nRestError } from './rest.mts';
import type { N8nRest } from './rest.mts';

/** The publication status of a workflow and its triggers. */
interface PublicationStatus {
	readonly status: 'published' | 'partial' | 'failed' | 'in_progress' | 'not_published';
	readonly triggers: ReadonlyArray<{ readonly errorMessage?: string | null }>;
}

const SETTLED_WITHIN_MS = 60_000;

/** Publishes a stored workflow and waits until its triggers are active. Rejects with n8n's message if they are not. */
export async function publishWorkflow(rest: N8nRest, id: string): Promise<void> {
	const { versionId } = await rest.data<{ versionId: string }>('GET', `/rest/workflows/${id}`);
	await rest.data('POST', `/rest/workflows/${id}/activate`, { versionId });
	const outcome = await describePublication(rest, id);
	if (outcome !== 'published') throw new Error(`The workflow could not be published: ${outcome}`);
}

/** Ends the publication of a workflow, so that its triggers neither poll nor answer any more. */
export async function unpublishWorkflow(rest: N8nRest, id: string): Promise<void> {
	const { versionId } = await rest.data<{ versionId: string }>('GET', `/rest/workflows/${id}`);
	await rest.data('POST', `/rest/workflows/${id}/deactivate`, { versionId });
	const outcome = await describePublication(rest, id);
	if (outcome !== 'inactive') throw new Error(`The workflow is still published: ${outcome}`);
}

/**
 * The publication status of a workflow: `published` if its triggers are active, otherwise n8n's
 * message. Waits while n8n is still trying.
 */
export async function describePublication(rest: N8nRest, id: string): Promise<string> {
	const { active } = await rest.data<{ active: boolean }>('GET', `/rest/workflows/${id}`);
	if (!active) return 'inactive';
	for (const limit = Date.now() + SETTLED_WITHIN_MS; ; await sleep(250)) {
		const { status, triggers } = await readStatus(rest, id);
		// An active workflow may briefly be unpublished, because n8n reads its status and its triggers one after the other.
		const isSettling = ['in_progress', 'not_published'].includes(status);
		if (isSettling && Date.now() < limit) continue;
		return [status, ...triggers.map(({ errorMessage }) => errorMessage)].filter(Boolean).join(', ');
	}
}

/** n8n 1 has no such status: there, a workflow is active once its triggers are. */
async function readStatus(rest: N8nRest, id: string): Promise<PublicationStatus> {
	try {
		return await rest.data<PublicationStatus>('GET', `/rest/workflows/${id}/publication-status`);
	} catch (error) {
		if (error instanceof N8nRestError && error.status === 404) return { status: 'published', triggers: [] };
		throw error;
	}
}
