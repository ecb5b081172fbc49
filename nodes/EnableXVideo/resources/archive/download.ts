import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import { apiError, toNodeApiError } from '../../../shared/api/errors';
import { discard, rejectOnStall } from '../../../shared/api/replyStream';
import { conferenceNumberField } from '../../../shared/descriptions/findBy';
import { checkOption, checkText, readConferenceNumber, type ParameterContext } from '../../../shared/parameters/parameters';
import { toObject } from '../../../shared/utils/values';
import type { ItemContext } from '../../execution/itemContext';
import type { Operation, Request } from '../../execution/operation';
import { addAttempts } from '../../execution/retry';
import { fetchFile, type DownloadResponse } from './fetchFile';
import { fileError, incompleteFile, notReady } from './fileErrors';
import { chooseFileName, mimeTypeOf } from './fileName';
import { fileHeaders, isFileBody } from './fileReply';
import { checkFileUrl, readFileUrl } from './fileUrl';
import { detectJsonError } from './jsonError';
import { findVideo } from './sessionVideo';

const showForArchiveDownload = { resource: ['archive'], operation: ['download'] };

const SOURCES = ['url', 'session'] as const;

export const archiveDownloadFields: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		default: 'url',
		description: 'Which file to download',
		displayOptions: { show: showForArchiveDownload },
		options: [
			{ name: 'File URL', value: 'url', description: 'Any file of an archive, by its URL' },
			{ name: 'Session', value: 'session', description: 'The video of a session, which is its newest transcoded file' },
		],
	},
	{ ...conferenceNumberField, displayOptions: { show: { ...showForArchiveDownload, source: ['session'] } } },
	{
		displayName: 'File URL',
		name: 'fileUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://portal.enablex.io/path/file.mp4',
		hint: 'From Get Many archives with One Item per File: {{ $json.url }}. From the trigger on Recording Ready: {{ $json.transcoded_urls.last() }}.',
		description: 'The URL of the file. The recordings login of the credential is sent only to its Recordings Hosts.',
		displayOptions: { show: { ...showForArchiveDownload, source: ['url'] } },
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
		description: 'The name of the output field',
		displayOptions: { show: showForArchiveDownload },
	},
];

/** The File Name option, or `undefined`. */
function readFileName(context: ParameterContext): string | undefined {
	const { fileName = '' } = toObject(context.getNodeParameter('options', {}));
	return fileName === '' ? undefined : checkText(context, fileName, 'File Name');
}

/** What to download: the file at a URL, or the video of a session. */
type Wanted = { url: URL } | { conferenceNumber: string };

function readWanted(context: ParameterContext): Wanted {
	const source = checkOption(context, context.getNodeParameter('source', 'url'), 'Source', SOURCES);
	return source === 'session' ? { conferenceNumber: readConferenceNumber(context) } : { url: readFileUrl(context) };
}

interface DownloadInput {
	wanted: Wanted;
	binaryField: string;
	fileName?: string;
}

/**
 * Streams the body of a reply into n8n's binary data. Throws a NodeApiError if it breaks off, stalls, or
 * describes an error.
 */
async function storeFile(context: ItemContext, { reply, url }: DownloadResponse, fileName: string, timeout?: number): Promise<IBinaryData> {
	if (!isFileBody(reply.body)) throw incompleteFile(context.getNode(), url.host);
	try {
		const stall = rejectOnStall(reply.body, timeout);
		const { body, failure } = await Promise.race([detectJsonError(reply, reply.body), stall]);
		if (failure !== undefined) throw apiError(context.getNode(), failure);
		return await Promise.race([context.helpers.prepareBinaryData(body, fileName, mimeTypeOf(reply, fileName)), stall]);
	} catch (error) {
		throw toNodeApiError(context.getNode(), error, url.href);
	}
}

const requests = {
	archives: { method: 'GET', url: '/archive/conf/:conferenceNumber' },
	// Its URL is File URL, or that of the video in the list of archives.
	file: { method: 'GET', encoding: 'stream', json: false, headers: fileHeaders },
} satisfies Record<string, Request>;

async function urlOf(context: ItemContext, wanted: Wanted, defaults: Request): Promise<URL> {
	if ('url' in wanted) return wanted.url;
	const video = await findVideo(context, { ...defaults, ...requests.archives }, wanted.conferenceNumber);
	return checkFileUrl(context.getNode(), video, 'The URL that EnableX lists for the video', 'Contact EnableX support, or set Source to File URL and enter a URL yourself');
}

/** Downloads a file. It never stays in memory as a whole: n8n writes the stream to its binary data storage. */
export const downloadFile: Operation<DownloadInput> = {
	requests,
	read: (context) => ({
		wanted: readWanted(context),
		binaryField: checkText(context, context.getNodeParameter('binaryPropertyName', 'data'), 'Put Output File in Field'),
		fileName: readFileName(context),
	}),
	async run(context, { wanted, binaryField, fileName: chosenName }, defaults) {
		const url = await urlOf(context, wanted, defaults);
		const response = await fetchFile(context, url, { ...defaults, ...requests.file });
		const { reply, attempts } = response;
		const error = await fileError(context, url, response);
		if (error !== undefined) {
			discard(reply.body);
			throw addAttempts(attempts, error);
		}
		const fileName = chooseFileName(chosenName, url, reply);
		const binary = await storeFile(context, response, fileName, defaults.timeout);
		// The size of a file that came without Content-Length is known only now.
		if (binary.bytes === 0) throw notReady(context.getNode(), reply.statusCode);
		const json = { file_name: fileName, mime_type: binary.mimeType, file_size: binary.bytes ?? null, url: url.href };
		return [{ json, binary: { [binaryField]: binary } }];
	},
};
