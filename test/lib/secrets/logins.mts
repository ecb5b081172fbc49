/** Unique logins with characters that JSON, URLs, HTML and base64 each encode differently. */
import { encodeLogin } from '../basic-auth.mts';
import type { Secrets } from './canaries.mts';

export const APP = { appId: 'canary-app', appKey: 'c4nary"App/Key+&%<7f3Qx91~?>' };
export const RECORDINGS = { recordingsUsername: 'canary@files.test', recordingsPassword: ' c4nary\'Files\\Pass/w0rd ä=? ' };
export const WEBHOOK = { webhookUsername: 'canary-hook', webhookPassword: ' c4nary!Hook/w0rd#&+" ü=? ' };
export const LOGIN_OF_API = encodeLogin(APP.appId, APP.appKey);
export const LOGIN_OF_FILES = encodeLogin(RECORDINGS.recordingsUsername, RECORDINGS.recordingsPassword);
export const LOGIN_OF_WEBHOOK = encodeLogin(WEBHOOK.webhookUsername, WEBHOOK.webhookPassword);
export const OF_API: Secrets = { 'App Key': APP.appKey, 'login of the API': LOGIN_OF_API };
/** The password without the surrounding spaces, which a header or a log may drop. */
export const OF_FILES: Secrets = { 'recordings password': RECORDINGS.recordingsPassword.trim(), 'recordings login': LOGIN_OF_FILES };
export const OF_WEBHOOK: Secrets = { 'webhook password': WEBHOOK.webhookPassword.trim(), 'webhook login': LOGIN_OF_WEBHOOK };
