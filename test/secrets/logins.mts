/** Logins that no other text has, with what JSON, addresses, HTML and base64 each write in another way. */
import { basic, type Secrets } from './canaries.mts';

export const APP = { appId: 'canary-app', appKey: 'c4nary"App/Key+&%<7f3Qx91~?>' };
export const RECORDINGS = { recordingsUsername: 'canary@files.test', recordingsPassword: ' c4nary\'Files\\Pass/w0rd ä=? ' };
export const LOGIN_OF_API = basic(APP.appId, APP.appKey);
export const LOGIN_OF_FILES = basic(RECORDINGS.recordingsUsername, RECORDINGS.recordingsPassword);
export const OF_API: Secrets = { 'App Key': APP.appKey, 'login of the API': LOGIN_OF_API };
/** The password without the spaces around it, which a header or a log may have lost. */
export const OF_FILES: Secrets = { 'recordings password': RECORDINGS.recordingsPassword.trim(), 'recordings login': LOGIN_OF_FILES };
