import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { searchRooms } from '../shared/methods/listSearch';
import { testEnableXApi } from '../shared/methods/credentialTest';
import { createCustomOperations } from './execution/execute';
import { optionsField } from './execution/options';
import { createRoutingHook } from './execution/routingHook';
import { hints } from './hints';
import { resources } from './resources';

export class EnableXVideo implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'EnableX Video',
		name: 'enableXVideo',
		icon: { light: 'file:../../icons/enablex.svg', dark: 'file:../../icons/enablex.dark.svg' },
		group: ['input'],
		version: 1,
		// Such as "get many: sessions".
		subtitle: '={{ $parameter["operation"].replace("getAll", "get many").replace("upsert", "create or update") + ": " + $parameter["resource"].replace("cdr", "CDR").replace("dialIn", "dial-in number").replace("joinLink", "join link") + ($parameter["operation"] === "getAll" ? "s" : "") }}',
		description: 'Book video meeting rooms, create join links and tokens, and get sessions with their participants, recordings and call detail records',
		defaults: { name: 'EnableX Video' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'enableXApi', required: true, testedBy: 'testEnableXApi' }],
		hints,
		sensitiveOutputFields: ['token'],
		// The credential adds Base URL and login: expressions here would be evaluated again for every item
		// (n8n-host.md 1.8). We handle replies of any status ourselves, because the status alone does not show
		// success (enablex-api.md 2.3).
		requestDefaults: {
			json: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		requestOperations: createRoutingHook(resources),
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				default: 'room',
				// Switches `requestOperations` on for every operation, also for one that does not exist: without
				// it, n8n's RoutingNode would request the bare Base URL and call the reply a success.
				routing: { send: { paginate: true } },
				options: [
					{ name: 'Archive', value: 'archive' },
					{ name: 'Call Detail Record (CDR)', value: 'cdr' },
					{ name: 'Dial-In Number', value: 'dialIn' },
					{ name: 'Join Link', value: 'joinLink' },
					{ name: 'Room', value: 'room' },
					{ name: 'Session', value: 'session' },
					{ name: 'Token', value: 'token' },
					{ name: 'User', value: 'user' },
				],
			},
			...Object.values(resources).flatMap(({ description }) => description),
			optionsField,
		],
	};

	customOperations = createCustomOperations(this.description, resources);

	methods = { listSearch: { searchRooms }, credentialTest: { testEnableXApi } };
}
