import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../shared/descriptions/common';
import { roomFilter } from '../shared/descriptions/roomLocator';

const STEPS = [
	'Open Webhook URLs above, choose Production URL and copy it. n8n shows the Test URL first.',
	'In the EnableX portal, open your project and choose Settings &gt; Setup Webhook.',
	'Paste the URL there. A project has only one.',
	'Select HTTP Authentication, and enter the Webhook Username and Webhook Password of the credential of this node.',
	'Publish this workflow.',
];

// The numbers are text, because n8n's notices allow only bulleted lists (n8n-host.md 10.5).
const SETUP = `Set up the webhook once:<ul>${STEPS.map((step, index) => `<li>Step ${index + 1}: ${step}</li>`).join('')}</ul>`;

export const webhookFields: INodeProperties[] = [
	{
		displayName: SETUP,
		name: 'setupNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Without Webhook Username and Webhook Password in the credential, anybody who knows the URL can start this workflow',
		name: 'loginNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		required: true,
		default: ['roomdrop'],
		description: 'The events that start the workflow. In the output, event is roomdrop (Session Ended), recording, transcoded, file-transfer, or the name of another event.',
		options: [
			{ name: 'Files Delivered', value: 'file-transfer', action: 'On files delivered', description: 'Files were delivered to your own storage' },
			{ name: 'Other', value: 'other', action: 'On other event', description: 'Any event that is not in this list' },
			{ name: 'Recording Files Ready', value: 'recording', action: 'On recording files ready', description: 'The recorded streams of a session are available' },
			{ name: 'Recording Transcoded', value: 'transcoded', action: 'On recording transcoded', description: 'A playable file is available. There is one event per file.' },
			{ name: 'Session Ended', value: 'roomdrop', action: 'On session ended', description: 'A session has ended' },
		],
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [roomFilter('Only start for events of this room, by its room_id (24 letters and digits) or a join link')],
	},
	simplifyField,
	{
		// n8n reads this of a webhook with typeVersion 1 and then leaves the body to the node (n8n-host.md 10.2).
		displayName: 'Options',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
	},
];
