import type { RequestListener } from 'node:http';

import { LOGIN_OF_FILES } from './logins.mts';

/** A recordings host that sends its file only to requests with the canary login. */
export const serveFile: RequestListener = ({ headers }, response) => {
	const isAllowed = headers.authorization === `Basic ${LOGIN_OF_FILES}`;
	response.writeHead(isAllowed ? 200 : 401, { 'content-type': 'video/mp4' }).end(isAllowed ? 'bytes' : 'Unauthorized');
};
