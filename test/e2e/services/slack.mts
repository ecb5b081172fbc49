import type { Service } from '../intercepting-proxy.mts';

/** The host of Slack's API. */
export const SLACK = 'slack.com';

/** The request that posts a message. */
export interface SlackMessage {
	readonly channel: string;
	readonly text: string;
}

/** A mock Slack that accepts messages from this bot. */
export function slack(token: string): Service {
	return ({ path, headers }) => {
		if (path !== '/api/chat.postMessage') return undefined;
		if (headers.authorization !== `Bearer ${token}`) return { json: { ok: false, error: 'invalid_auth' } };
		return { json: { ok: true, channel: 'C0001', ts: '1700000000.000100', message: { type: 'message' } } };
	};
}
