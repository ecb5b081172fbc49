/** The fields of the EnableX API credential. */
import type { PlainField } from './field.mts';

export const CREDENTIAL_FIELDS: readonly PlainField[] = [
	{ name: 'appId', displayName: 'App ID', type: 'string', default: '', required: true },
	{ name: 'appKey', displayName: 'App Key', type: 'string', default: '', required: true, isPassword: true },
	{ name: 'baseUrl', displayName: 'Base URL', type: 'string', default: 'https://api.enablex.io/video/v2', required: true },
	{ name: 'recordingsUsername', displayName: 'Recordings Username', type: 'string', default: '' },
	{ name: 'recordingsPassword', displayName: 'Recordings Password', type: 'string', default: '', isPassword: true },
	{ name: 'recordingsHosts', displayName: 'Recordings Hosts', type: 'string', default: '*.enablex.io' },
	{ name: 'webhookUsername', displayName: 'Webhook Username', type: 'string', default: '' },
	{ name: 'webhookPassword', displayName: 'Webhook Password', type: 'string', default: '', isPassword: true },
	{ name: 'meetingDomain', displayName: 'Meeting Domain', type: 'string', default: '' },
	{ name: 'allowUnauthorizedCerts', displayName: 'Ignore SSL Issues (Insecure)', type: 'boolean', default: false },
];
