import type { INodeProperties } from 'n8n-workflow';

import { checkNumber, type ParameterContext } from '../../shared/parameters/parameters';
import { toObject } from '../../shared/utils/values';

const DEFAULT_CONCURRENCY = 10;
const MAX_CONCURRENCY = 100;
const DEFAULT_RETRIES = 3;
const MAX_RETRIES = 10;
/** The longest wait for the records of a session. n8n keeps an execution in memory while it waits. */
export const MAX_WAIT_SECONDS = 300;

const includeRecordings: INodeProperties = {
	displayName: 'Include Recordings',
	name: 'includeRecordings',
	type: 'boolean',
	default: true,
	description: 'Whether to add the URLs of the recordings, the transcoded files and the chat of each session',
};

const showForJoinLink = { displayOptions: { show: { '/resource': ['joinLink'] } } };
/** For operations that send requests. */
const hideForJoinLink = { displayOptions: { hide: { '/resource': ['joinLink'] } } };

/** The options of all operations, each shown where it applies. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Additional Parameters',
			name: 'additionalParameters',
			type: 'fixedCollection',
			placeholder: 'Add Parameter',
			default: {},
			typeOptions: { multipleValues: true },
			description: 'Other parameters of the hosted page, such as lobby_text_1 or room_name',
			...showForJoinLink,
			options: [
				{
					displayName: 'Parameter',
					name: 'parameter',
					values: [
						{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. whiteboard', description: 'The name of the parameter in the link' },
						{ displayName: 'Value', name: 'value', type: 'string', default: '', placeholder: 'e.g. yes', description: 'Its value, which is encoded for you' },
					],
				},
			],
		},
		{
			displayName: 'Camera',
			name: 'camera',
			type: 'boolean',
			default: false,
			description: 'Whether the person joins with the camera on',
			...showForJoinLink,
		},
		{
			displayName: 'Exit URL',
			name: 'exitUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/thank-you',
			description: 'The page to open when the person leaves the meeting',
			...showForJoinLink,
		},
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'e.g. weekly-stand-up.mp4',
			description: 'The name of the file. By default, the name that the file host uses.',
			displayOptions: { show: { '/operation': ['download'] } },
		},
		{
			displayName: 'File Types',
			name: 'fileTypes',
			type: 'multiOptions',
			default: ['transcoded'],
			description: 'The types of files to return. By default, all types.',
			displayOptions: { show: { '/resource': ['archive'], '/operation': ['getAll'], '/output': ['file'] } },
			options: [
				{ name: 'Chat', value: 'chat', description: 'The chat as JSON' },
				{ name: 'Metadata', value: 'metadata', description: 'Facts about the session as JSON' },
				{ name: 'Recording', value: 'recording', description: 'The streams of the users, one file each' },
				{ name: 'Transcoded', value: 'transcoded', description: 'The video of the session, to watch or share' },
			],
		},
		{ ...includeRecordings, displayOptions: { show: { '/resource': ['session'], '/operation': ['get'] } } },
		{ ...includeRecordings, displayOptions: { show: { '/resource': ['session'], '/operation': ['getAll'], '/output': ['session'] } } },
		{
			displayName: 'Include SIP Account',
			name: 'includeSipAccount',
			type: 'boolean',
			default: true,
			description: 'Whether to add the server, user name and media servers of the SIP account to each item. The password of the account is never returned.',
			displayOptions: { show: { '/resource': ['dialIn'] } },
		},
		{
			displayName: 'Max Concurrent Requests',
			name: 'maxConcurrentRequests',
			type: 'number',
			noDataExpression: true,
			default: DEFAULT_CONCURRENCY,
			typeOptions: { minValue: 1, maxValue: MAX_CONCURRENCY },
			description: 'Max number of requests to send at the same time',
			...hideForJoinLink,
		},
		{
			displayName: 'Microphone',
			name: 'microphone',
			type: 'boolean',
			default: false,
			description: 'Whether the person joins with the microphone on',
			...showForJoinLink,
		},
		{
			displayName: 'Retries',
			name: 'retries',
			type: 'number',
			noDataExpression: true,
			default: DEFAULT_RETRIES,
			typeOptions: { minValue: 0, maxValue: MAX_RETRIES },
			description: 'Max number of times to retry a request after a transient failure, such as a busy API, within a minute. Rooms and tokens are never created twice. Use this option instead of Retry On Fail in the node settings, which runs all items again.',
			...hideForJoinLink,
		},
		{
			displayName: 'Skip Landing Page',
			name: 'skipLanding',
			type: 'boolean',
			default: true,
			description: 'Whether the person joins at once, with the Name of the link, instead of seeing the landing page first',
			...showForJoinLink,
		},
		{
			displayName: 'Wait for Records (Seconds)',
			name: 'waitSeconds',
			type: 'number',
			default: 60,
			typeOptions: { minValue: 0, maxValue: MAX_WAIT_SECONDS },
			description: 'Max time to wait for the call detail records of the session. EnableX logs people one by one after they have left, so the node waits until none has been added for ten seconds.',
			displayOptions: { show: { '/resource': ['session'], '/operation': ['get'] } },
		},
	],
};

/** A number that counts for the whole run, so it is read from the node itself and takes no expression. */
const readNumber = (context: ParameterContext, name: string, displayName: string, fallback: number, min: number, max: number) =>
	checkNumber(context, toObject(context.getNode().parameters.options)[name] ?? fallback, displayName, { min, max });

/** Max Concurrent Requests, from 1 to 100. Throws a NodeApiError. */
export const readConcurrency = (context: ParameterContext): number =>
	readNumber(context, 'maxConcurrentRequests', 'Max Concurrent Requests', DEFAULT_CONCURRENCY, 1, MAX_CONCURRENCY);

/**
 * How many requests an item that sends several may have in flight: its share of Max Concurrent Requests, so that the
 * items of a run together keep to it.
 */
export const concurrencyPerItem = (context: ParameterContext & { countItems?(): number }): number =>
	Math.max(1, Math.floor(readConcurrency(context) / (context.countItems?.() ?? 1)));

/** Retries, from 0 to 10. Throws a NodeApiError. */
export const readRetries = (context: ParameterContext): number =>
	readNumber(context, 'retries', 'Retries', DEFAULT_RETRIES, 0, MAX_RETRIES);
