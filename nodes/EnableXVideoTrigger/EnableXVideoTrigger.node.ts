import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { testEnableXApi } from '../shared/methods/credentialTest';
import { searchRooms } from '../shared/methods/listSearch';
import { triggerFields } from './fields';
import { poll } from './poll';

export class EnableXVideoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'EnableX Video Trigger',
		name: 'enableXVideoTrigger',
		icon: { light: 'file:../../icons/enablex.svg', dark: 'file:../../icons/enablex.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ { cdr: "new CDR", session: "session ended", recording: "recording ready" }[$parameter["event"]] }}',
		// The nodes panel shows this text for the node and the trigger together.
		description: 'Create video meeting rooms and join tokens, and start workflows when a session ends, a recording is ready or a call detail record (CDR) is new',
		defaults: { name: 'EnableX Video Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'enableXApi', required: true, testedBy: 'testEnableXApi' }],
		eventTriggerDescription: 'Fetches the newest records as sample data',
		activationMessage: 'New records now start this workflow. n8n checks EnableX for them at the Poll Times of the trigger.',
		hints: [
			{
				message: 'Fetch Test Event shows up to ten of the newest records as sample data. Once published, the trigger returns each new record once, oldest first',
				type: 'info',
				location: 'outputPane',
				whenToDisplay: 'afterExecution',
			},
		],
		properties: triggerFields,
	};

	methods = { listSearch: { searchRooms }, credentialTest: { testEnableXApi } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
