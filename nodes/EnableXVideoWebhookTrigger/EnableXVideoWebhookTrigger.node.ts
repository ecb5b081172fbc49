import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { testEnableXApi } from '../shared/methods/credentialTest';
import { searchRooms } from '../shared/methods/listSearch';
import { webhookFields } from './fields';
import { checkSettings, receive } from './receive';

const PORTAL_STEPS = 'In the EnableX portal, open your project, choose Settings > Setup Webhook and paste the URL there';

/**
 * Starts a workflow when EnableX posts a notification. It remembers nothing of earlier ones: n8n saves
 * static data as a whole after each request, so that requests at the same time, or a polling trigger in
 * the same workflow, would undo each other's (n8n-host.md 10.4).
 */
export class EnableXVideoWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'EnableX Video Webhook Trigger',
		name: 'enableXVideoWebhookTrigger',
		icon: { light: 'file:../../icons/enablex.svg', dark: 'file:../../icons/enablex.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replace("recording", "recording files ready").replace("transcoded", "recording transcoded").replace("file-transfer", "files delivered").replace("roomdrop", "session ended") }}',
		description: 'Starts the workflow at once when EnableX posts a notification: session ended, recording files ready, recording transcoded, files delivered',
		defaults: { name: 'EnableX Video Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'enableXApi', required: true, testedBy: 'testEnableXApi' }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'enablex' }],
		triggerPanel: {
			header: 'Receive events from EnableX',
			executionsHelp: {
				inactive: `<b>To test</b>, <a data-key="activate">listen for a test event</a>. 1. ${PORTAL_STEPS}: the Test URL for now. 2. End a session, or post a notification yourself.<br /><br /><b>To go live</b>, 1. publish the workflow. 2. Replace the URL in the portal with the <b>Production URL</b>: EnableX posts to one URL only. n8n shows those executions in the executions list, not here.`,
				active: `<b>The workflow is live.</b> It starts when EnableX posts one of your chosen Events to the <b>Production URL</b>. Its executions are in the <a data-key="executions">executions list</a>. ${PORTAL_STEPS}.<br /><br /><b>To test</b>, <a data-key="activate">listen for a test event</a> and post a notification to the Test URL yourself.`,
			},
			activationHint: 'After you have published the workflow, EnableX has to post to its <b>Production URL</b>, not to the Test URL',
		},
		eventTriggerDescription: 'Waits for EnableX, or you, to post a notification to the Test URL',
		activationMessage: 'EnableX starts this workflow once the Production URL of the trigger is in its portal, under Settings > Setup Webhook of your project.',
		hints: [
			{
				message: 'EnableX may post an event more than once. To drop repeated ones, add Remove Duplicates with the operation Remove Items Processed in Previous Executions and compare event_id',
				type: 'info',
				location: 'outputPane',
				whenToDisplay: 'afterExecution',
			},
		],
		properties: webhookFields,
	};

	methods = { listSearch: { searchRooms }, credentialTest: { testEnableXApi } };

	webhookMethods = {
		default: {
			/** Whether the portal has the URL is not visible through the API, so n8n calls `create` each time. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** There is nothing to create: users enter the URL in the portal. Wrong settings stop the activation here. */
			async create(this: IHookFunctions): Promise<boolean> {
				await checkSettings(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
