/** The fields of the EnableX Video Webhook Trigger. */
import { SIMPLIFY } from './common.mts';
import type { PlainField } from './field.mts';
import { OPTIONAL_ROOM } from './trigger.mts';

export const WEBHOOK_FIELDS: readonly PlainField[] = [
	{
		name: 'events', displayName: 'Events', type: 'multiOptions', default: ['roomdrop'], required: true, noExpression: true,
		options: ['file-transfer', 'other', 'recording', 'transcoded', 'roomdrop'],
	},
	{ name: 'filters', displayName: 'Filters', type: 'collection', default: {}, fields: [OPTIONAL_ROOM] },
	SIMPLIFY,
	// Not for users: it makes n8n leave the body to the node (n8n-host.md 10.2).
	{ name: 'options', displayName: 'Options', type: 'hidden', default: { binaryData: true } },
];
