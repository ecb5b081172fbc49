import type { INodePropertyOptions } from 'n8n-workflow';

/** The roles that a user can have in a session (enablex-api.md 5). */
export const ROLES = ['moderator', 'participant', 'viewer', 'audience'] as const;

export const roleOptions: INodePropertyOptions[] = [
	{ name: 'Audience', value: 'audience', description: 'Only watches the HLS stream' },
	{ name: 'Moderator', value: 'moderator', description: 'Leads the session and can record, mute and remove users' },
	{ name: 'Participant', value: 'participant', description: 'Can speak and be seen' },
	{ name: 'Viewer', value: 'viewer', description: 'Watches and listens without taking part' },
];
