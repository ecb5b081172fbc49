/** The settings of a room, in Additional Fields of Create and Update Fields of Update, with the API's keys (enablex-api.md 4.2). */
import type { IDataObject } from 'n8n-workflow';

import { CUSTOM_DATA } from './common.mts';
import type { OperationField, ValueField } from './field.mts';

/** A field whose value is sent unchanged under a key of `settings`. */
const setting = (key: string, sample: IDataObject[string], facts: Omit<ValueField, 'sample' | 'sends'>): ValueField => ({
	...facts,
	sample,
	sends: { body: { settings: { [key]: sample } } },
});

const TRACKS = ['audiovideo', 'audio'];
const recordedRole = (name: string, displayName: string, sample: string): ValueField => ({
	name, displayName, type: 'options', default: 'audiovideo', options: TRACKS,
	sample, sends: { body: { settings: { role_based_recording: { [name]: sample } } } },
});

/** Fields in the collections of both Create and Update. */
export const ROOM_SETTINGS: readonly OperationField[] = [
	setting('abwd', true, { name: 'abwd', displayName: 'Automatic Bandwidth Detection', type: 'boolean', default: true }),
	setting('audiences', 500, { name: 'audiences', displayName: 'Audience Size', type: 'number', default: 1, min: 1 }),
	setting('auto_recording', true, { name: 'autoRecording', displayName: 'Auto Recording', type: 'boolean', default: true }),
	setting('billing_code', 'B-77', { name: 'billingCode', displayName: 'Billing Code', type: 'string', default: '' }),
	setting('canvas', true, { name: 'canvas', displayName: 'Canvas Streaming', type: 'boolean', default: true }),
	CUSTOM_DATA,
	setting('description', 'Every week', { name: 'description', displayName: 'Description', type: 'string', default: '' }),
	setting('facex', false, { name: 'facex', displayName: 'Face AI', type: 'boolean', default: true }),
	setting('hls_view_url', 'https://example.com/hls', { name: 'hlsViewUrl', displayName: 'HLS View URL', type: 'string', default: '' }),
	setting('knock', true, { name: 'knock', displayName: 'Knock to Enter', type: 'boolean', default: true }),
	{
		name: 'liveRecording', displayName: 'Live Recording', type: 'collection', default: {},
		fields: [
			{
				name: 'url', displayName: 'View URL', type: 'string', default: '',
				// Adding the group means recording, unless Auto Start is off.
				sample: 'https://example.com/view', sends: { body: { settings: { live_recording: { auto_recording: true, url: 'https://example.com/view' } } } },
			},
			{
				name: 'autoRecording', displayName: 'Auto Start', type: 'boolean', default: true,
				sample: false, sends: { body: { settings: { live_recording: { auto_recording: false } } } },
			},
		],
	},
	setting('max_active_talkers', 4, { name: 'maxActiveTalkers', displayName: 'Max Active Talkers', type: 'number', default: 6, min: 1, max: 16 }),
	setting('media_zone', 'SG', { name: 'mediaZone', displayName: 'Media Zone', type: 'options', default: 'XX', options: ['XX', 'IN', 'SG', 'US'] }),
	setting('moderators', 2, { name: 'moderators', displayName: 'Moderators', type: 'number', default: 1, min: 1 }),
	setting('participants', 15, { name: 'participants', displayName: 'Participants', type: 'number', default: 10, min: 1, max: 1000 }),
	setting('quality', 'HD', { name: 'quality', displayName: 'Video Quality', type: 'options', default: 'SD', options: ['HD', 'SD', 'LD'] }),
	{
		name: 'roleBasedRecording', displayName: 'Record by Role', type: 'collection', default: {},
		fields: [recordedRole('moderator', 'Moderator', 'audiovideo'), recordedRole('participant', 'Participant', 'audio')],
	},
	setting('screen_share', false, { name: 'screenShare', displayName: 'Screen Share', type: 'boolean', default: false }),
	setting('send_audiences_stats', true, { name: 'sendAudiencesStats', displayName: 'Send Audience Stats', type: 'boolean', default: true }),
	setting('single_file_recording', true, { name: 'singleFileRecording', displayName: 'Single File Recording', type: 'boolean', default: true }),
	{ name: 'sipEnabled', displayName: 'SIP Enabled', type: 'boolean', default: true, sample: true, sends: { body: { sip: { enabled: true } } } },
	setting('wait_for_moderator', true, { name: 'waitForModerator', displayName: 'Wait for Moderator', type: 'boolean', default: true }),
	setting('watermark', true, { name: 'watermark', displayName: 'Watermark Recordings', type: 'boolean', default: true }),
];

/** Fields that are only in the collection of Update. In Create they are parameters of their own. */
export const UPDATE_ONLY: readonly ValueField[] = [
	setting('duration', 90, { name: 'duration', displayName: 'Duration (Minutes)', type: 'number', default: 60, min: 10 }),
	{ name: 'name', displayName: 'Name', type: 'string', default: '', sample: 'Renamed', sends: { body: { name: 'Renamed' } } },
	{ name: 'ownerRef', displayName: 'Owner Reference', type: 'string', default: '', sample: 'deal-2', sends: { body: { owner_ref: 'deal-2' } } },
	{
		name: 'scheduledTime', displayName: 'Scheduled Time', type: 'dateTime', default: '',
		sample: '2031-07-02T10:00:00', sends: { body: { settings: { scheduled_time: '2031-07-02 10:00:00' } } },
	},
];
