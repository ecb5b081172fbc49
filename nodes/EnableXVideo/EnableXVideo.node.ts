import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { testEnableXApi } from '../shared/credentialTest';
import { inputError } from '../shared/errors';
import { getRooms } from '../shared/getRooms';
import { perItem } from './exchange';
import { hints } from './hints';
import type { ItemContext } from './itemContext';
import { optionsField } from './options';
import { archiveDescription } from './resources/archive';
import { cdrDescription } from './resources/cdr';
import { dialInDescription } from './resources/dialIn';
import { roomDescription } from './resources/room';
import { tokenDescription } from './resources/token';
import { userDescription } from './resources/user';
import { operationsOf } from './runner';

async function refuseUnknownOperation(context: ItemContext): Promise<never> {
	throw inputError(
		context.getNode(),
		'Operation is not possible for this Resource',
		'Choose Resource and Operation from their lists; they cannot be expressions',
	);
}

export class EnableXVideo implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'EnableX Video',
		name: 'enableXVideo',
		icon: { light: 'file:../../icons/enablex.svg', dark: 'file:../../icons/enablex.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Create video meeting rooms and join tokens, and get users, recordings and call detail records',
		defaults: { name: 'EnableX Video' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'enableXApi', required: true, testedBy: 'testEnableXApi' }],
		hints,
		sensitiveOutputFields: ['token'],
		// The address of the API and the login come from the credential (`authorize`), in host code:
		// expressions here would be evaluated again for every item (n8n.md 1.8). Every reply comes to
		// us, whatever its status, because the status alone does not tell success (api.md 2.3).
		requestDefaults: {
			json: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				default: 'room',
				// Every operation has a routing of its own, which takes the place of this one. Without it,
				// an operation that does not exist would ask the bare Base URL and call its answer a success.
				routing: perItem(refuseUnknownOperation),
				options: [
					{ name: 'Archive', value: 'archive' },
					{ name: 'Call Detail Record (CDR)', value: 'cdr' },
					{ name: 'Dial-In Number', value: 'dialIn' },
					{ name: 'Room', value: 'room' },
					{ name: 'Token', value: 'token' },
					{ name: 'User', value: 'user' },
				],
			},
			...archiveDescription,
			...cdrDescription,
			...dialInDescription,
			...roomDescription,
			...tokenDescription,
			...userDescription,
			optionsField,
		],
	};

	customOperations = operationsOf(this.description);

	methods = { listSearch: { getRooms }, credentialTest: { testEnableXApi } };
}
