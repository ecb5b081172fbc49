import { ROOM } from '../fields/common.mts';
import { locator } from './locator.mts';
import type { Operation } from './operation.mts';

/** It sends no request, and so has neither of the options about requests. */
export const createJoinLink: Operation = {
	resource: 'joinLink',
	operation: 'create',
	variants: [
		{ what: 'a guest', parameters: { roomId: locator('r1'), role: 'guest', name: 'Ann' } },
		{ what: 'a host', parameters: { roomId: locator('r1'), role: 'host', name: 'Ann' } },
	],
	fields: [
		{ ...ROOM, sends: 'nothing' },
		{ name: 'role', displayName: 'Role', type: 'options', default: 'guest', options: ['guest', 'host'], sends: 'another variant' },
		{ name: 'name', displayName: 'Name', type: 'string', default: '', required: true, sample: 'Ben', sends: 'nothing' },
		{ name: 'userRef', displayName: 'User Reference', type: 'string', default: '', sample: 'contact-2', sends: 'nothing' },
		{
			name: 'options', displayName: 'Options', type: 'collection', default: {},
			fields: [
				{
					name: 'additionalParameters', displayName: 'Additional Parameters', type: 'fixedCollection', default: {},
					sample: { parameter: [{ name: 'whiteboard', value: 'yes' }] }, sends: 'nothing',
				},
				{ name: 'camera', displayName: 'Camera', type: 'boolean', default: false, sample: true, sends: 'nothing' },
				{ name: 'exitUrl', displayName: 'Exit URL', type: 'string', default: '', sample: 'https://example.com/bye', sends: 'nothing' },
				{ name: 'microphone', displayName: 'Microphone', type: 'boolean', default: false, sample: true, sends: 'nothing' },
				{ name: 'skipLanding', displayName: 'Skip Landing Page', type: 'boolean', default: true, sample: false, sends: 'nothing' },
			],
		},
	],
	output: ['join_url', 'role', 'name', 'user_ref', 'room_id'],
};
