import { CUSTOM_DATA, options, ROLES, ROOM } from '../fields/common.mts';
import { locator } from './locator.mts';
import type { Operation } from './operation.mts';

export const createToken: Operation = {
	resource: 'token',
	operation: 'create',
	method: 'POST',
	firstRequest: 'create',
	variants: [
		{
			what: 'a token',
			parameters: { roomId: locator('r1'), name: 'Ann', role: 'viewer', userRef: 'contact-1' },
			route: '/rooms/:roomId/tokens',
			segments: { roomId: 'r1' },
			body: { name: 'Ann', role: 'viewer', user_ref: 'contact-1' },
		},
	],
	fields: [
		ROOM,
		{ name: 'name', displayName: 'Name', type: 'string', default: '', required: true, sample: 'Ben', sends: { body: { name: 'Ben' } } },
		{
			name: 'role', displayName: 'Role', type: 'options', default: 'participant', required: true, options: ROLES,
			sample: 'moderator', sends: { body: { role: 'moderator' } },
		},
		{ name: 'userRef', displayName: 'User Reference', type: 'string', default: '', required: true, sample: 'contact-2', sends: { body: { user_ref: 'contact-2' } } },
		{ name: 'additionalFields', displayName: 'Additional Fields', type: 'collection', default: {}, fields: [CUSTOM_DATA] },
		options(),
	],
	reply: { result: 0, token: 'token-1' },
	output: ['token', 'room_id', 'name', 'role', 'user_ref'],
};
