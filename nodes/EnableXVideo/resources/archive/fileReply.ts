import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { isStreamBody, type FileBody } from '../../../shared/api/replyStream';

/** A reply whose body is still arriving. */
export interface FileReply extends Pick<IN8nHttpFullResponse, 'body' | 'headers' | 'statusCode' | 'statusMessage'> {
	/** The Authorization header of the request, so that no error repeats it when the reply does. */
	authorization?: unknown;
}

/** Any type of file, without compression: media files would not get smaller. */
export const fileHeaders = { Accept: '*/*', 'Accept-Encoding': 'identity' };

/** Whether a body is a stream or bytes, so that n8n can store it as a file. */
export function isFileBody(body: unknown): body is FileBody {
	return Buffer.isBuffer(body) || isStreamBody(body);
}

/** The value of a header, by its lower-case name. */
export function header(reply: FileReply, name: string): string | undefined {
	const value = reply.headers[name];
	return typeof value === 'string' ? value : undefined;
}
