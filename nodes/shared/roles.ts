import type { INodePropertyOptions } from 'n8n-workflow';

/** What a user may be in a session (api.md 5). */
export const ROLES = ['moderator', 'participant', 'viewer', 'audience'] as const;

export const roleOptions: INodePropertyOptions[] = [
	{ name: 'Audience', value: 'audience', description: 'Watches the HLS stream only' },
	{ name: 'Moderator', value: 'moderator', description: 'Leads the session: records, mutes, removes users' },
	{ name: 'Participant', value: 'participant', description: 'Talks and is seen' },
	{ name: 'Viewer', value: 'viewer', description: 'Sees and hears the session without taking part' },
];
