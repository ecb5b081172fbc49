/** Notifications as EnableX documents them (enablex-api.md 13), and how to post them. */
import { basicAuth } from './basic-auth.mts';
import { postBytes, type PostReply } from './post.mts';

export const APP_ID = '73616e64626f780000000001';
export const WEBHOOK_LOGIN = { webhookUsername: 'enablex', webhookPassword: 'n0t-a:secret ä ' };
export const WEBHOOK_AUTHORIZATION = basicAuth(WEBHOOK_LOGIN.webhookUsername, WEBHOOK_LOGIN.webhookPassword);

const COMMON = { trans_date: '1780000000', app_id: APP_ID, room_id: '605c43000000000000000000', conf_num: '605c44000000000000000000' };
const file = (name: string) => `http://files.example.com/path/${name}`;

/** One notification of each documented type, exactly as documented: every value is text. */
export const NOTIFICATIONS = {
	roomdrop: { type: 'roomdrop', ...COMMON },
	recording: { type: 'recording', ...COMMON, recording: [file('a.mkv'), file('b.mkv')] },
	transcoded: { type: 'transcoded', ...COMMON, recording: file('session.mov'), stage: '1', file_size: '65536' },
	'file-transfer': {
		type: 'file-transfer', ...COMMON,
		destination: { name: 'awss3', host: 's3.example.com', account: 'acme' }, files: [{ url: file('session.mov') }, { url: file('chat.txt') }],
	},
};

export interface PostOptions {
	authorization?: string;
	contentType?: string;
	headers?: Record<string, string>;
}

/** Posts a body as it is; anything but bytes and text as JSON. */
export async function post(url: string, body: unknown, { authorization, contentType = 'application/json', headers = {} }: PostOptions = {}): Promise<PostReply> {
	const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
	return await postBytes(url, bytes, { ...(contentType !== '' && { 'content-type': contentType }), ...(authorization !== undefined && { authorization }), ...headers });
}
