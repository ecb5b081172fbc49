import type { INodeProperties } from 'n8n-workflow';

import { checkNumber, type ParameterContext } from '../shared/parameters';
import { toObject } from '../shared/values';

/** How many requests of a node are in flight at most, when the user does not say. */
const DEFAULT_AT_ONCE = 10;
const MOST_AT_ONCE = 100;
const DEFAULT_RETRIES = 3;
const MOST_RETRIES = 10;

/** The options of all operations, each shown where it counts. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'e.g. weekly-stand-up.mp4',
			description: 'The name of the file; by default the one that the host gives it',
			displayOptions: { show: { '/operation': ['download'] } },
		},
		{
			displayName: 'Include SIP Account',
			name: 'includeSipAccount',
			type: 'boolean',
			default: true,
			description: 'Whether to add the server, user name and media servers of the SIP account to each item. Its password is never put out.',
			displayOptions: { show: { '/resource': ['dialIn'] } },
		},
		{
			displayName: 'Requests at Once',
			name: 'requestsAtOnce',
			type: 'number',
			noDataExpression: true,
			default: DEFAULT_AT_ONCE,
			typeOptions: { minValue: 1, maxValue: MOST_AT_ONCE },
			description: 'How many input items this node works on at the same time, each with a request of its own',
		},
		{
			displayName: 'Retries',
			name: 'retries',
			type: 'number',
			noDataExpression: true,
			default: DEFAULT_RETRIES,
			typeOptions: { minValue: 0, maxValue: MOST_RETRIES },
			description: 'How often a request is tried again, within a minute, after a failure that passes, such as a busy API. Nothing is created twice.',
		},
	],
};

/** An option as it stands in the node: one number for the whole run, so it takes no expression. */
const readNumber = (context: ParameterContext, name: string, displayName: string, fallback: number, min: number, max: number) =>
	checkNumber(context, toObject(context.getNode().parameters.options)[name] ?? fallback, displayName, { min, max });

export const readRequestsAtOnce = (context: ParameterContext): number =>
	readNumber(context, 'requestsAtOnce', 'Requests at Once', DEFAULT_AT_ONCE, 1, MOST_AT_ONCE);

export const readRetries = (context: ParameterContext): number =>
	readNumber(context, 'retries', 'Retries', DEFAULT_RETRIES, 0, MOST_RETRIES);
