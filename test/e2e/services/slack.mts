import type { Service } from '../edge.mts';

/** Where Slack's API lives. */
export const SLACK = 'slack.com';

/** What Slack is told when a message is posted. */
export interface SlackMessage {
	readonly channel: string;
	readonly text: string;
}

/** A Slack that takes messages from this bot. */
export function slack(token: string): Service {
	return ({ path, headers }) => {
		if (path !== '/api/chat.postMessage') return undefined;
		if (headers.authorization !== `Bearer ${token}`) return { json: { ok: false, error: 'invalid_auth' } };
		return { json: { ok: true, channel: 'C0001', ts: '1700000000.000100', message: { type: 'message' } } };
	};
}
