import type { INodeProperties } from 'n8n-workflow';

import { parseAddress } from '../../../shared/addresses';
import { send } from '../../../shared/ask';
import { checkText, type ParameterContext } from '../../../shared/parameters';
import { inputError } from '../../../shared/errors';
import { readRetryAfter } from '../../../shared/retryAfter';
import { fileNameOf } from '../../../shared/simplifyArchive';
import { toObject } from '../../../shared/values';
import type { ItemWork, Request } from '../../exchange';
import type { ItemContext } from '../../itemContext';
import { errorAfter, patiently, type Attempt } from '../../patience';
import { fileError, notReady, shortTransfer } from './fileErrors';
import { discard, followRedirects, header, isFileBody, nameInHeader, whenSilent, type FileReply } from './fileReply';

const showForArchiveDownload = { resource: ['archive'], operation: ['download'] };

export const archiveDownloadFields: INodeProperties[] = [
	{
		displayName: 'File URL',
		name: 'fileUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://portal.enablex.io/path/file.mp4',
		hint: 'The recordings login of the credential is sent only to its Recordings Hosts',
		description: 'The address of the file: the URL of an item from Get Many archives with One Item per File',
		displayOptions: { show: showForArchiveDownload },
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

/** The address of the file. Archives list a transcoded file only when it is there (api.md 11). */
function readFileUrl(context: ParameterContext): URL {
	const value = context.getNodeParameter('fileUrl', '');
	if (value === undefined || value === null || value === '') {
		throw inputError(
			context.getNode(),
			'File URL is empty: the file is probably not ready yet',
			'A transcoded recording appears in the archive some time after the session. Try again later, or check the expression',
		);
	}
	const text = checkText(context, value, 'File URL').trim();
	const url = parseAddress(text);
	if (!url || !/^https?:$/.test(url.protocol)) {
		throw inputError(context.getNode(), 'File URL is not an address', 'It starts with https://, as in the output of Get Many archives');
	}
	if (url.username === '' && url.password === '') return url;
	throw inputError(
		context.getNode(),
		'File URL holds a user name or a password',
		'Take them out, and put them into Recordings Username and Recordings Password of the credential',
	);
}

const MAX_NAME_LENGTH = 200;

/** A file name alone: no folders before it, nothing invisible in it, never just dots. */
function cleanName(name: string): string {
	const lastPart = name.split(/[\\/]/).at(-1) ?? '';
	const visible = lastPart.replace(/\p{C}+/gu, '').trim();
	if (/^\.*$/.test(visible)) return '';
	const ending = /\.[A-Za-z0-9]{1,10}$/.exec(visible)?.[0] ?? '';
	const stem = visible.slice(0, Math.min(visible.length, MAX_NAME_LENGTH) - ending.length);
	// Half of a pair, where the cut went through it, is no character.
	return stem.replace(/[\uD800-\uDBFF]$/, '') + ending;
}

/** The name that the user chose, or `undefined`. */
function readFileName(context: ParameterContext): string | undefined {
	const { fileName = '' } = toObject(context.getNodeParameter('options', {}));
	return fileName === '' ? undefined : checkText(context, fileName, 'File Name');
}

function nameOf(chosen: string | undefined, url: URL, reply: FileReply): string {
	const candidates = [chosen, nameInHeader(reply), fileNameOf(url.href)];
	return candidates.map((name) => cleanName(name ?? '')).find((name) => name !== '') ?? 'recording';
}

/** The host's own type where it says one; the name's ending decides otherwise, inside n8n. */
function typeOf(reply: FileReply, fileName: string): string | undefined {
	const type = header(reply, 'content-type')?.split(';')[0].trim();
	if (type !== undefined && type !== '' && type !== 'application/octet-stream') return type;
	return fileName.includes('.') ? undefined : 'application/octet-stream';
}

/** A host that is busy is asked again; what it sent instead of the file is not read. */
function toAttempt(reply: FileReply): Attempt<FileReply> {
	const { statusCode: httpStatus } = reply;
	if (httpStatus !== 429 && httpStatus < 500) return { value: reply };
	discard(reply.body);
	const retryAfterMs = readRetryAfter(header(reply, 'retry-after'), Date.now());
	return { value: reply, failure: { code: String(httpStatus), httpStatus, isInApisWords: false, retryAfterMs } };
}

async function fetchFile(context: ItemContext, url: URL, request: Request) {
	// Read before the credential adds its own TLS switch, which is for its hosts alone.
	const { proxy, timeout, skipSslCertificateValidation } = request;
	const transport = { proxy, timeout, skipSslCertificateValidation: skipSslCertificateValidation === true };
	const { value: first, attempts } = await patiently(context, request, async () => {
		request.url = url.href;
		return toAttempt(await send(context, request));
	});
	// An error of the connection names the host in `request.url`.
	const arrival = await followRedirects(context, url, first, transport, (next) => (request.url = next.href));
	return { arrival, attempts };
}

/**
 * Streams a file into n8n's binary data. It never passes through this node's memory as a whole:
 * the host writes the stream where its binary data lives.
 */
export const downloadFile: ItemWork = async (context, request) => {
	const url = readFileUrl(context);
	const field = checkText(context, context.getNodeParameter('binaryPropertyName', 'data'), 'Put Output File in Field');
	const chosenName = readFileName(context);
	const { arrival, attempts } = await fetchFile(context, url, request);
	const { reply, host } = arrival;
	const problem = await fileError(context, url, arrival);
	if (problem !== undefined) {
		discard(reply.body);
		throw errorAfter(attempts, problem);
	}
	const { body } = reply;
	if (!isFileBody(body)) throw shortTransfer(context.getNode(), host);

	const fileName = nameOf(chosenName, url, reply);
	const silence = whenSilent(body, request.timeout);
	const binary = await Promise.race([context.helpers.prepareBinaryData(body, fileName, typeOf(reply, fileName)), silence]);
	// Only now is it known of a file that came without its length.
	if (binary.bytes === 0) throw notReady(context.getNode(), reply.statusCode);
	return [
		{
			json: { file_name: fileName, mime_type: binary.mimeType, file_size: binary.bytes ?? null, url: url.href },
			binary: { [field]: binary },
		},
	];
};
