import type { INodeProperties } from 'n8n-workflow';

/** A setting of a room that is on or off: our field and the API's key (api.md 4.2). */
interface Switch {
	field: string;
	key: string;
	displayName: string;
	description: string;
	/** On in the API anyway, so whoever adds the field wants it off (api.md 4.2). */
	isOnAnyway?: true;
}

const SWITCHES: readonly Switch[] = [
	{
		field: 'abwd',
		key: 'abwd',
		displayName: 'Automatic Bandwidth Detection',
		description: 'Whether to adapt the video to the bandwidth of each user',
	},
	{
		field: 'autoRecording',
		key: 'auto_recording',
		displayName: 'Auto Recording',
		description: 'Whether to record every session of the room from its start',
	},
	{
		field: 'canvas',
		key: 'canvas',
		displayName: 'Canvas Streaming',
		description: 'Whether users may stream the contents of an HTML5 canvas',
	},
	{
		field: 'facex',
		key: 'facex',
		displayName: 'Face AI',
		description: 'Whether to analyse facial expressions during the session',
	},
	{
		field: 'knock',
		key: 'knock',
		displayName: 'Knock to Enter',
		description: 'Whether a moderator has to admit each participant',
	},
	{
		field: 'screenShare',
		key: 'screen_share',
		displayName: 'Screen Share',
		description: 'Whether users may share their screen',
		isOnAnyway: true,
	},
	{
		field: 'sendAudiencesStats',
		key: 'send_audiences_stats',
		displayName: 'Send Audience Stats',
		description: 'Whether an event is sent when a member of the HLS audience comes or goes',
	},
	{
		field: 'singleFileRecording',
		key: 'single_file_recording',
		displayName: 'Single File Recording',
		description: 'Whether to record both users of a two-user room into one WEBM file, ready right after the session',
	},
	{
		field: 'waitForModerator',
		key: 'wait_for_moderator',
		displayName: 'Wait for Moderator',
		description: 'Whether participants wait until a moderator has joined',
	},
	{
		field: 'watermark',
		key: 'watermark',
		displayName: 'Watermark Recordings',
		description: 'Whether to put a watermark on recording files',
	},
];

/** The API's key of each switch, by our field. */
export const switchKeys: ReadonlyMap<string, { key: string; displayName: string }> = new Map(
	SWITCHES.map(({ field, key, displayName }) => [field, { key, displayName }]),
);

const toField = ({ field, displayName, description }: Switch): INodeProperties => ({
	displayName,
	name: field,
	type: 'boolean',
	default: true,
	description,
});

/** The switches as fields of a collection; each starts in the position that makes a difference. */
export const switchFields: INodeProperties[] = SWITCHES.map((setting) =>
	setting.isOnAnyway ? { ...toField(setting), default: false } : toField(setting),
);
