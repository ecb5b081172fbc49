import type { INode } from 'n8n-workflow';

import { inputError } from '../../../shared/api/errors';
import { checkText, type ParameterContext } from '../../../shared/parameters/parameters';
import { parseUrl } from '../../../shared/utils/parseUrl';

/**
 * The URL of a file, from a field or a list. Throws a NodeApiError that begins with `name` if it is invalid or contains a
 * login. Its description is `nextStep`, or says how to correct the field.
 */
export function checkFileUrl(node: INode, text: string, name: string, nextStep?: string): URL {
	const url = parseUrl(text.trim());
	if (!url || !/^https?:$/.test(url.protocol)) {
		throw inputError(node, `${name} is not a valid URL`, nextStep ?? 'Use a URL that starts with https://, as in the output of Get Many archives');
	}
	if (url.username === '' && url.password === '') return url;
	throw inputError(
		node,
		`${name} contains a user name or a password`,
		nextStep ?? 'Remove them, and fill in Recordings Username and Recordings Password in the EnableX API credential',
	);
}

/** Reads File URL. It is often empty, because archives list a transcoded file only once it exists (enablex-api.md 11). */
export function readFileUrl(context: ParameterContext): URL {
	const value = context.getNodeParameter('fileUrl', '');
	if (value === undefined || value === null || value === '') {
		throw inputError(
			context.getNode(),
			'File URL is empty: the file is probably not ready yet',
			'A transcoded recording appears in the archive some time after the session. Try again later, or check the expression',
		);
	}
	return checkFileUrl(context.getNode(), checkText(context, value, 'File URL'), 'File URL');
}
