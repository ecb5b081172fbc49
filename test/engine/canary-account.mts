import type { INodeParameters } from 'n8n-workflow';

import { basic, secretsInValue, type Secrets } from '../canaries.mts';
import { locator, type Fixture } from './fixture.mts';
import { openListener } from './listener.mts';

/** Logins that no other text has, with what JSON, addresses, HTML and base64 each write in another way. */
export const APP = { appId: 'canary-app', appKey: 'c4nary"App/Key+&%<7f3Qx91~?>' };
export const RECORDINGS = { recordingsUsername: 'canary@files.test', recordingsPassword: ' c4nary\'Files\\Pass/w0rd ä=? ' };
export const LOGIN_OF_API = basic(APP.appId, APP.appKey);
export const LOGIN_OF_FILES = basic(RECORDINGS.recordingsUsername, RECORDINGS.recordingsPassword);
export const OF_API: Secrets = { 'App Key': APP.appKey, 'login of the API': LOGIN_OF_API };
/** The password without the spaces around it, which a header or a log may have lost. */
export const OF_FILES: Secrets = { 'recordings password': RECORDINGS.recordingsPassword.trim(), 'recordings login': LOGIN_OF_FILES };
const ALL: Secrets = { ...OF_API, ...OF_FILES };

const ROOM = { roomId: locator('r1') };
export const LIST_ROOMS: INodeParameters = { resource: 'room', operation: 'getAll' };
export const CREATE_TOKEN: INodeParameters = { resource: 'token', operation: 'create', ...ROOM, name: 'a', role: 'viewer', userRef: 'b' };
export const LIST_DIAL_IN: INodeParameters = { resource: 'dialIn', operation: 'getAll', options: { includeSipAccount: true } };
/** Every operation that asks the API. */
export const OPERATIONS: INodeParameters[] = [
	{ resource: 'room', operation: 'create', name: 'a', ownerRef: 'b' },
	{ resource: 'room', operation: 'get', ...ROOM },
	LIST_ROOMS,
	{ resource: 'room', operation: 'update', ...ROOM, updateFields: { name: 'a' } },
	{ resource: 'room', operation: 'delete', ...ROOM },
	CREATE_TOKEN,
	{ resource: 'user', operation: 'getAll', ...ROOM },
	{ resource: 'cdr', operation: 'getAll', findBy: 'room', ...ROOM },
	{ resource: 'archive', operation: 'getAll', findBy: 'room', ...ROOM, output: 'file' },
	LIST_DIAL_IN,
];
/** An operation in the name of a test. */
export const titleOf = ({ resource, operation }: INodeParameters) => `${String(resource)} ${String(operation)}`;

/** The secrets of the canary account that a run has left in errors, items, data to be saved, or in the log. */
export const canariesIn = (fixture: Fixture, ...values: unknown[]): string[] => secretsInValue([...values, fixture.logged], ALL);

/** The canary account in the sandbox, with a room, and with a file host that knows its login. */
export async function useCanaryAccount(fixture: Fixture): Promise<{ roomId: string; fileUrl: string }> {
	await fixture.control.project(APP);
	const { roomIds } = await fixture.control.seedRooms({ count: 1, appId: APP.appId });
	const files = await openListener(({ headers }, response) => {
		const isAllowed = headers.authorization === `Basic ${LOGIN_OF_FILES}`;
		response.writeHead(isAllowed ? 200 : 401, { 'content-type': 'video/mp4' }).end(isAllowed ? 'bytes' : 'Who are you?');
	});
	fixture.engine.useCredential({ ...APP, ...RECORDINGS, recordingsHosts: new URL(files.origin).host });
	return { roomId: roomIds[0], fileUrl: `${files.origin}/a.mp4` };
}
