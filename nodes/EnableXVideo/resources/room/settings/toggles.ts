import type { INodeProperties } from 'n8n-workflow';

/** A room setting that is on or off: our field and the API's key (enablex-api.md 4.2). */
interface Toggle {
	field: string;
	key: string;
	displayName: string;
	description: string;
	/** On by default in the API, so users who add the field want to switch it off (enablex-api.md 4.2). */
	isOnByDefault?: true;
}

const TOGGLES: readonly Toggle[] = [
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
		description: 'Whether to analyze facial expressions during the session',
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
		isOnByDefault: true,
	},
	{
		field: 'sendAudiencesStats',
		key: 'send_audiences_stats',
		displayName: 'Send Audience Stats',
		description: 'Whether to send an event when a member of the HLS audience joins or leaves',
	},
	{
		field: 'singleFileRecording',
		key: 'single_file_recording',
		displayName: 'Single File Recording',
		description: 'Whether to record both users of a two-user room into one WEBM file, which is ready right after the session',
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

/** The API's key of each toggle, by our field. */
export const toggleKeys: ReadonlyMap<string, { key: string; displayName: string }> = new Map(
	TOGGLES.map(({ field, key, displayName }) => [field, { key, displayName }]),
);

const toField = ({ field, displayName, description }: Toggle): INodeProperties => ({
	displayName,
	name: field,
	type: 'boolean',
	default: true,
	description,
});

/** The toggles as fields of a collection. Their default is the value that differs from the API's default. */
export const toggleFields: INodeProperties[] = TOGGLES.map((setting) =>
	setting.isOnByDefault ? { ...toField(setting), default: false } : toField(setting),
);
