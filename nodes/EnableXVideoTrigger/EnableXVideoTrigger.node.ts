import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { testEnableXApi } from '../shared/credentialTest';
import { getRooms } from '../shared/getRooms';
import { triggerFields } from './fields';
import { poll } from './poll';

export class EnableXVideoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'EnableX Video Trigger',
		name: 'enableXVideoTrigger',
		icon: { light: 'file:../../icons/enablex.svg', dark: 'file:../../icons/enablex.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] === "recording" ? "recording ready" : "new CDR" }}',
		// n8n shows this one for the node and the trigger together.
		description: 'Create video meeting rooms and join tokens, and start workflows on new call detail records (CDRs) and finished recordings',
		defaults: { name: 'EnableX Video Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'enableXApi', required: true, testedBy: 'testEnableXApi' }],
		eventTriggerDescription: 'Fetches the newest records, as an example to build with',
		activationMessage: 'Each new record now starts this workflow; EnableX is asked at the poll times of the trigger.',
		hints: [
			{
				message: 'Fetch Test Event shows up to ten of the newest records, as an example. Once published, the trigger brings each new one, once, oldest first',
				type: 'info',
				location: 'outputPane',
				whenToDisplay: 'afterExecution',
			},
		],
		properties: triggerFields,
	};

	methods = { listSearch: { getRooms }, credentialTest: { testEnableXApi } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
