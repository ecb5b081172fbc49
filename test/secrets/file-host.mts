import type { RequestListener } from 'node:http';

import { LOGIN_OF_FILES } from './logins.mts';

/** A recording host that gives its file to who has the canary login, and to nobody else. */
export const giveFile: RequestListener = ({ headers }, response) => {
	const isAllowed = headers.authorization === `Basic ${LOGIN_OF_FILES}`;
	response.writeHead(isAllowed ? 200 : 401, { 'content-type': 'video/mp4' }).end(isAllowed ? 'bytes' : 'Who are you?');
};
