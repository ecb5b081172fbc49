import type { INodeProperties } from 'n8n-workflow';

/** The fields of the EnableX API credential (design: public interface; the names are saved). */
export const credentialFields: INodeProperties[] = [
	{
		displayName: 'App ID',
		name: 'appId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 6034d7000000000000000000',
		description: 'The App ID of your project: EnableX portal, Video, Projects',
	},
	{
		displayName: 'App Key',
		name: 'appKey',
		type: 'string',
		typeOptions: { password: true },
		required: true,
		default: '',
		description: 'The App Key of your project. It is sent only to the host of Base URL.',
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		required: true,
		default: 'https://api.enablex.io/video/v2',
		description: 'The address of the API. White-label accounts have one of their own, such as https://api.example.com/video/v1.',
	},
	{
		displayName: 'Recordings Username',
		name: 'recordingsUsername',
		type: 'string',
		default: '',
		placeholder: 'e.g. name@email.com',
		description: 'Needed to download recordings. It is another login than App ID and App Key: EnableX portal, Video, Insights & Reports, Recordings.',
	},
	{
		displayName: 'Recordings Password',
		name: 'recordingsPassword',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'The password that goes with Recordings Username',
	},
	{
		displayName: 'Recordings Hosts',
		name: 'recordingsHosts',
		type: 'string',
		default: '*.enablex.io',
		placeholder: 'e.g. *.enablex.io, files.example.com',
		description: 'The hosts that may receive the recordings login, separated by commas. A host may start with *. and end with a port',
	},
	{
		displayName: 'Meeting Domain',
		name: 'meetingDomain',
		type: 'string',
		default: '',
		placeholder: 'e.g. acme.yourvideo.live',
		description: 'The hosted join page of your account, if you have one. It gives rooms their guest and host links.',
	},
	{
		displayName: 'Ignore SSL Issues (Insecure)',
		name: 'allowUnauthorizedCerts',
		type: 'boolean',
		default: false,
		description: 'Whether to connect even if SSL certificate validation is not possible',
	},
	{
		// The host calls `preAuthentication` when a credential is tested, given a hidden, expirable
		// field; as this one is never empty, it is not called before ordinary requests.
		displayName: 'Probe',
		name: 'probe',
		type: 'hidden',
		typeOptions: { expirable: true },
		default: 'on test',
	},
];
