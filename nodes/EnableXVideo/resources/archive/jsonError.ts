import { readEnvelope, type ApiFailure } from '../../../shared/api/envelope';
import type { FileBody } from '../../../shared/api/replyStream';
import { isObject } from '../../../shared/utils/values';
import { header, type FileReply } from './fileReply';

/** An error envelope is a few lines long. Metadata and chats may be JSON too, and longer. */
const MAX_ENVELOPE_BYTES = 65_536;

/** Reads a body that is at most this long. A longer one is left as it was, and the result is `undefined`. */
async function readShortBody(body: FileBody): Promise<Buffer | undefined> {
	if (Buffer.isBuffer(body)) return body.length <= MAX_ENVELOPE_BYTES ? body : undefined;
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body.iterator({ destroyOnReturn: false })) {
		chunks.push(Buffer.from(chunk));
		size += chunk.length;
		if (size > MAX_ENVELOPE_BYTES) break;
	}
	const bytes = Buffer.concat(chunks);
	if (size <= MAX_ENVELOPE_BYTES) return bytes;
	body.unshift(bytes);
	return undefined;
}

/** The body of a file, and the failure that it describes if it is an error envelope of the API (HTTP 200 with `result` 40001). */
export async function detectJsonError(reply: FileReply, body: FileBody): Promise<{ body: FileBody; failure?: ApiFailure }> {
	if (!/^application\/([\w.-]+\+)?json\b/i.test(header(reply, 'content-type') ?? '')) return { body };
	const bytes = await readShortBody(body);
	if (bytes === undefined) return { body };
	const { statusCode, statusMessage, headers, authorization } = reply;
	const result = readEnvelope({ statusCode, statusMessage, headers, authorization, body: bytes }, false);
	return result.ok || !isJsonObject(bytes) ? { body: bytes } : { body: bytes, failure: result.failure };
}

/** Whether the bytes are a JSON object. Only an object can be an envelope; a list is a file. */
function isJsonObject(bytes: Buffer): boolean {
	try {
		return isObject(JSON.parse(bytes.toString('utf8')));
	} catch {
		return false;
	}
}
