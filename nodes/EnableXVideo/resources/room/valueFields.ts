import type { INodeProperties } from 'n8n-workflow';

import { customDataField } from '../../../shared/fields';

const recordedTracks = [
	{ name: 'Audio and Video', value: 'audiovideo' },
	{ name: 'Audio Only', value: 'audio' },
];

/** Settings that are no mere switches; the ranges are those of api.md 4.2. */
export const valueFields: INodeProperties[] = [
	{
		displayName: 'Audience Size',
		name: 'audiences',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many viewers of the HLS stream are allowed; needs HLS in your subscription',
	},
	{
		displayName: 'Billing Code',
		name: 'billingCode',
		type: 'string',
		default: '',
		description: 'A code of your own for billing',
	},
	customDataField,
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'A text about the room',
	},
	{
		displayName: 'HLS View URL',
		name: 'hlsViewUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/hls-view',
		description: 'The custom view that is streamed by HLS, or DEFAULT for the predefined one',
	},
	{
		displayName: 'Live Recording',
		name: 'liveRecording',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		description: 'Records the composed session live instead of stream by stream',
		options: [
			{
				displayName: 'Auto Start',
				name: 'autoRecording',
				type: 'boolean',
				default: true,
				description: 'Whether live recording starts with the session',
			},
			{
				displayName: 'View URL',
				name: 'url',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/recording-view',
				description: 'The custom view that is recorded',
			},
		],
	},
	{
		displayName: 'Max Active Talkers',
		name: 'maxActiveTalkers',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 16 },
		default: 6,
		description: 'How many talkers are shown at the same time, from 1 to 16',
	},
	{
		displayName: 'Media Zone',
		name: 'mediaZone',
		type: 'options',
		default: 'XX',
		description: 'Where the media servers stand; needs the option in your subscription',
		options: [
			{ name: 'Automatic', value: 'XX' },
			{ name: 'India', value: 'IN' },
			{ name: 'Singapore', value: 'SG' },
			{ name: 'United States', value: 'US' },
		],
	},
	{
		displayName: 'Moderators',
		name: 'moderators',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many moderators may join',
	},
	{
		displayName: 'Participants',
		name: 'participants',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1000 },
		default: 10,
		description: 'How many participants may join: up to 200, 300 in a scheduled room, 1,000 in a scheduled lecture',
	},
	{
		displayName: 'Record by Role',
		name: 'roleBasedRecording',
		type: 'collection',
		placeholder: 'Add Role',
		default: {},
		description: 'What to record of each role',
		options: [
			{
				displayName: 'Moderator',
				name: 'moderator',
				type: 'options',
				options: recordedTracks,
				default: 'audiovideo',
				description: 'What to record of moderators',
			},
			{
				displayName: 'Participant',
				name: 'participant',
				type: 'options',
				options: recordedTracks,
				default: 'audiovideo',
				description: 'What to record of participants',
			},
		],
	},
	{
		displayName: 'SIP Enabled',
		name: 'sipEnabled',
		type: 'boolean',
		default: true,
		description: 'Whether people may join by phone or SIP',
	},
	{
		displayName: 'Video Quality',
		name: 'quality',
		type: 'options',
		default: 'SD',
		description: 'The best quality of video in the room',
		options: [
			{ name: 'HD (Up to 1280 × 720)', value: 'HD' },
			{ name: 'SD (Up to 640 × 480)', value: 'SD' },
			{ name: 'LD (Up to 640 × 360)', value: 'LD' },
		],
	},
];
