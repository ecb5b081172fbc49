/** Workflows that start with the webhook trigger, and the sandbox that posts to them. */
import type { INodeParameters } from 'n8n-workflow';

import { SANDBOX_WEBHOOK_PASSWORD, SANDBOX_WEBHOOK_USERNAME } from '../../sandbox/constants.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import { CREDENTIAL_NAME, CREDENTIAL_TYPE } from './provision.mts';
import { publishWorkflow } from './publication.mts';
import type { N8nRest, StoredWorkflow, WorkflowDraft } from './rest.mts';
import { ARRIVED_NODE } from './trigger-workflow.mts';
import { chainWorkflow } from './workflow-nodes.mts';

const WEBHOOK_TYPE = 'n8n-nodes-enablex.enableXVideoWebhookTrigger';

/** The name of the trigger node. */
export const WEBHOOK_NODE = 'EnableX Video Webhook Trigger';

/** The login of the sandbox's notifications, as the credential of `npm start` has it. */
export const SANDBOX_LOGIN = { username: SANDBOX_WEBHOOK_USERNAME, password: SANDBOX_WEBHOOK_PASSWORD };

/** A workflow that receives notifications and passes them to a second node. `webhookId` is the secret part of its address. */
export function notificationWorkflow(name: string, webhookId: string, parameters: INodeParameters): WorkflowDraft {
	return chainWorkflow(name, webhookId, [
		{ name: WEBHOOK_NODE, type: WEBHOOK_TYPE, webhookId, parameters, credentials: { [CREDENTIAL_TYPE]: { id: '', name: CREDENTIAL_NAME } } },
		{ name: ARRIVED_NODE, type: 'n8n-nodes-base.noOp', parameters: {} },
	]);
}

/** The Production URL of the webhook with this ID. */
export const productionUrl = (origin: string, webhookId: string): string => `${origin}/webhook/${webhookId}/enablex`;

/** The ID of a workflow's webhook, if it starts with the webhook trigger. */
function webhookIdOf({ nodes }: WorkflowDraft): string | undefined {
	const id = nodes.find(({ type }) => type === WEBHOOK_TYPE)?.webhookId;
	return typeof id === 'string' ? id : undefined;
}

export interface WebhookPlan {
	readonly rest: N8nRest;
	readonly sandbox: Sandbox;
	/** All example workflows, and those that are new in this n8n. */
	readonly workflows: readonly StoredWorkflow[];
	readonly imported: readonly StoredWorkflow[];
	/** The origin of n8n. */
	readonly origin: string;
}

/**
 * Publishes the example with the webhook trigger, if it is new, and points the sandbox at it. Later starts leave it as the
 * user has left it.
 */
export async function connectWebhook({ rest, sandbox, workflows, imported, origin }: WebhookPlan): Promise<void> {
	for (const { id } of workflows) {
		const webhookId = webhookIdOf(await rest.data<WorkflowDraft>('GET', `/rest/workflows/${id}`));
		if (webhookId === undefined) continue;
		if (imported.some((one) => one.id === id)) await publishWorkflow(rest, id);
		await sandbox.control.notifications.sendTo({ url: productionUrl(origin, webhookId), ...SANDBOX_LOGIN });
	}
}

/** Whether a workflow starts with the webhook trigger, so that n8n cannot run it by itself. */
export const startsWithWebhook = (workflow: WorkflowDraft): boolean => webhookIdOf(workflow) !== undefined;
