import { setTimeout as sleep } from 'node:timers/promises';
import { N8nRestError } from './n8n-rest.mts';
import type { N8nRest } from './n8n-rest.mts';

/** What n8n says about a workflow's triggers. */
interface PublicationStatus {
	readonly status: 'published' | 'partial' | 'failed' | 'in_progress' | 'not_published';
	readonly triggers: ReadonlyArray<{ readonly errorMessage?: string | null }>;
}

const SETTLED_WITHIN_MS = 60_000;

/** Publishes a workflow as it is stored, and waits until its triggers are at work. Rejects with n8n's words when they are not. */
export async function publishWorkflow(rest: N8nRest, id: string): Promise<void> {
	const { versionId } = await rest.data<{ versionId: string }>('GET', `/rest/workflows/${id}`);
	await rest.data('POST', `/rest/workflows/${id}/activate`, { versionId });
	const outcome = await describePublication(rest, id);
	if (outcome !== 'published') throw new Error(`The workflow could not be published: ${outcome}`);
}

/**
 * Whether the triggers of a workflow are at work: gives `published`, or else n8n's words. While n8n
 * is still trying, this waits for how it ends.
 */
export async function describePublication(rest: N8nRest, id: string): Promise<string> {
	const { active } = await rest.data<{ active: boolean }>('GET', `/rest/workflows/${id}`);
	if (!active) return 'inactive';
	for (const limit = Date.now() + SETTLED_WITHIN_MS; ; await sleep(250)) {
		const { status, triggers } = await readStatus(rest, id);
		// An active workflow is not published for a moment: n8n reads the end of its work and the triggers one after the other.
		const isSettling = ['in_progress', 'not_published'].includes(status);
		if (isSettling && Date.now() < limit) continue;
		return [status, ...triggers.map(({ errorMessage }) => errorMessage)].filter(Boolean).join(', ');
	}
}

/** n8n 1 knows no such status: there, a workflow is active once its triggers are. */
async function readStatus(rest: N8nRest, id: string): Promise<PublicationStatus> {
	try {
		return await rest.data<PublicationStatus>('GET', `/rest/workflows/${id}/publication-status`);
	} catch (error) {
		if (error instanceof N8nRestError && error.status === 404) return { status: 'published', triggers: [] };
		throw error;
	}
}
