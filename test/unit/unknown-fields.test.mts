import { createRoom } from '../../nodes/EnableXVideo/resources/room/create';
import { getRooms } from '../../nodes/EnableXVideo/resources/room/getAll';
import { updateRoom } from '../../nodes/EnableXVideo/resources/room/update';
import { createToken } from '../../nodes/EnableXVideo/resources/token/create';
import { fakeExecution, refusalOf } from './fakes.mts';

const ROOM = { name: 'Weekly', ownerRef: 'deal-1', mode: 'group', roomType: 'permanent' };
const TOKEN = { roomId: 'r1', name: 'Ann', role: 'viewer', userRef: 'a' };

describe('A field that a collection does not have is refused with its name', () => {
	test.each<[message: string, read: (context: ReturnType<typeof fakeExecution>) => unknown, parameters: Record<string, unknown>]>([
		['Update Fields has no field "mode"', updateRoom.read, { roomId: 'r1', updateFields: { mode: 'lecture' } }],
		['Update Fields has no field "nonsense"', updateRoom.read, { roomId: 'r1', updateFields: { name: 'Weekly', nonsense: 1 } }],
		['Update Fields has no field "owner_ref"', updateRoom.read, { roomId: 'r1', updateFields: { owner_ref: 'deal-1' } }],
		['Additional Fields has no field "nonsense"', createRoom.read, { ...ROOM, additionalFields: { nonsense: true } }],
		['Additional Fields has no field "ownerRef"', createRoom.read, { ...ROOM, additionalFields: { knock: true, ownerRef: 'deal-2' } }],
		['Additional Fields has no field "nonsense"', createToken.read, { ...TOKEN, additionalFields: { nonsense: true } }],
		['Additional Fields has no field "role"', createToken.read, { ...TOKEN, additionalFields: { data: {}, role: 'moderator' } }],
		['Filters has no field "owner"', getRooms.read, { filters: { owner: 'deal-1' } }],
		['Filters has no field "name"', getRooms.read, { filters: { nameContains: 'a', name: '' } }],
	])('%s', (message, read, parameters) => {
		expect(refusalOf(() => read(fakeExecution(parameters))).message).toBe(message);
	});

	test('shown short and in one line', () => {
		const updateFields = { [`a\n\u0000${'b'.repeat(3000)}`]: 1 };
		const { message } = refusalOf(() => updateRoom.read(fakeExecution({ roomId: 'r1', updateFields })));
		expect(message).toMatch(/^Update Fields has no field "a b{50,58}…"$/);
	});
});
