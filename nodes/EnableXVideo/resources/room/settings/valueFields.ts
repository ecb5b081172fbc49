import type { INodeProperties } from 'n8n-workflow';

import { customDataField } from '../../../../shared/descriptions/common';

const recordedTracks = [
	{ name: 'Audio and Video', value: 'audiovideo' },
	{ name: 'Audio Only', value: 'audio' },
];

/** Room settings with a value other than on or off. Their ranges are from enablex-api.md 4.2. */
export const valueFields: INodeProperties[] = [
	{
		displayName: 'Audience Size',
		name: 'audiences',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'Max number of viewers of the HLS stream. Your subscription has to include HLS.',
	},
	{
		displayName: 'Billing Code',
		name: 'billingCode',
		type: 'string',
		default: '',
		description: 'Your own code for billing',
	},
	customDataField,
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		default: '',
		description: 'A description of the room',
	},
	{
		displayName: 'HLS View URL',
		name: 'hlsViewUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/hls-view',
		description: 'The custom view to stream with HLS, or DEFAULT for the predefined one',
	},
	{
		displayName: 'Live Recording',
		name: 'liveRecording',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		description: 'Records the composed session live, instead of each stream separately. Without options, every session is recorded from its start.',
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
				description: 'The custom view to record',
			},
		],
	},
	{
		displayName: 'Max Active Talkers',
		name: 'maxActiveTalkers',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 16 },
		default: 6,
		description: 'Max number of talkers to show at the same time, from 1 to 16',
	},
	{
		displayName: 'Media Zone',
		name: 'mediaZone',
		type: 'options',
		default: 'XX',
		description: 'The region of the media servers. Your subscription has to include the option.',
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
		description: 'Max number of moderators',
	},
	{
		displayName: 'Participants',
		name: 'participants',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1000 },
		default: 10,
		description: 'Max number of participants: up to 200, 300 in a scheduled room, 1,000 in a scheduled lecture',
	},
	{
		displayName: 'Record by Role',
		name: 'roleBasedRecording',
		type: 'collection',
		placeholder: 'Add Role',
		default: {},
		description: 'What to record for each role. Add at least one of them.',
		options: [
			{
				displayName: 'Moderator',
				name: 'moderator',
				type: 'options',
				options: recordedTracks,
				default: 'audiovideo',
				description: 'What to record for moderators',
			},
			{
				displayName: 'Participant',
				name: 'participant',
				type: 'options',
				options: recordedTracks,
				default: 'audiovideo',
				description: 'What to record for participants',
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
		description: 'The highest video quality in the room',
		options: [
			{ name: 'HD (Up to 1280 × 720)', value: 'HD' },
			{ name: 'SD (Up to 640 × 480)', value: 'SD' },
			{ name: 'LD (Up to 640 × 360)', value: 'LD' },
		],
	},
];
