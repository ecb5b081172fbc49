import type { INodeProperties } from 'n8n-workflow';

/** Fields that several operations share. Each operation spreads them with its own displayOptions. */

export const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

/** Used together with Return All. The API has no paging, so the node applies the limit itself (enablex-api.md 3). */
export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	default: 50,
	typeOptions: { minValue: 1 },
	description: 'Max number of results to return',
};

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

type Show = Record<string, string[]>;

/** Return All, and Limit while Return All is off, for one operation. */
export function listFields(show: Show): INodeProperties[] {
	return [
		{ ...returnAllField, displayOptions: { show } },
		{ ...limitField, displayOptions: { show: { ...show, returnAll: [false] } } },
	];
}

/** JSON that a user attaches to a room or a token. The API stores it without interpreting it (enablex-api.md 4.2). */
export const customDataField: INodeProperties = {
	displayName: 'Custom Data',
	name: 'data',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "deal_id": "4711" }',
	description: 'A JSON object with your own data',
};
