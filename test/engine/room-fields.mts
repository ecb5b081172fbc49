import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** A field of a room's collection: what the user sets, and what the API has to get for it (api.md 4.2). */
export interface RoomField {
	field: string;
	value: unknown;
	sent: { settings?: IDataObject; name?: string; owner_ref?: string; data?: IDataObject; sip?: IDataObject };
}

const setting = (field: string, key: string, value: unknown): RoomField => ({
	field,
	value,
	sent: { settings: { [key]: value as IDataObject } },
});

/** Every field that Create and Update have in common. */
export const ROOM_FIELDS: RoomField[] = [
	setting('abwd', 'abwd', true),
	setting('audiences', 'audiences', 500),
	setting('autoRecording', 'auto_recording', true),
	setting('billingCode', 'billing_code', 'B-77'),
	setting('canvas', 'canvas', true),
	{ field: 'data', value: '{"deal":{"id":4711}}', sent: { data: { deal: { id: 4711 } } } },
	setting('description', 'description', 'Every week'),
	setting('facex', 'facex', false),
	setting('hlsViewUrl', 'hls_view_url', 'https://example.com/hls'),
	setting('knock', 'knock', true),
	{
		field: 'liveRecording',
		value: { autoRecording: true, url: 'https://example.com/view' },
		sent: { settings: { live_recording: { auto_recording: true, url: 'https://example.com/view' } } },
	},
	setting('maxActiveTalkers', 'max_active_talkers', 4),
	setting('mediaZone', 'media_zone', 'SG'),
	setting('moderators', 'moderators', 2),
	setting('participants', 'participants', 15),
	setting('quality', 'quality', 'HD'),
	setting('roleBasedRecording', 'role_based_recording', { moderator: 'audiovideo', participant: 'audio' }),
	setting('screenShare', 'screen_share', false),
	setting('sendAudiencesStats', 'send_audiences_stats', true),
	setting('singleFileRecording', 'single_file_recording', true),
	{ field: 'sipEnabled', value: true, sent: { sip: { enabled: true } } },
	setting('waitForModerator', 'wait_for_moderator', true),
	setting('watermark', 'watermark', true),
];

/** What only Update has. */
export const UPDATE_ONLY_FIELDS: RoomField[] = [
	setting('duration', 'duration', 90),
	{ field: 'name', value: 'Renamed', sent: { name: 'Renamed' } },
	{ field: 'ownerRef', value: 'deal-2', sent: { owner_ref: 'deal-2' } },
	{ field: 'scheduledTime', value: '2031-07-02T10:00:00', sent: { settings: { scheduled_time: '2031-07-02 10:00:00' } } },
];

/** The fields as a collection's value. */
export const asCollection = (fields: RoomField[]) =>
	Object.fromEntries(fields.map(({ field, value }) => [field, value])) as INodeParameters;

/** What the API has to get for all of these fields together. */
export function sentTogether(fields: RoomField[]): IDataObject {
	const bodies = fields.map(({ sent }) => sent);
	const settings = Object.assign({}, ...bodies.map((sent) => sent.settings));
	return { ...Object.assign({}, ...bodies), settings };
}
