import { LIST, options, ROOM } from '../fields/common.mts';
import { locator } from './locator.mts';
import type { Operation } from './operation.mts';

export const getUsers: Operation = {
	resource: 'user',
	operation: 'getAll',
	method: 'GET',
	variants: [{ what: 'a room', parameters: { roomId: locator('r1') }, route: '/rooms/:roomId/users', segments: { roomId: 'r1' } }],
	fields: [ROOM, ...LIST, options()],
	reply: { result: 0, users: [{ name: 'Ann' }] },
};
