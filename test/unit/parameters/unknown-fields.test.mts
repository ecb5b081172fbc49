import { createRoom } from '../../../nodes/EnableXVideo/resources/room/create';
import { getRooms } from '../../../nodes/EnableXVideo/resources/room/getAll';
import { updateRoom } from '../../../nodes/EnableXVideo/resources/room/update';
import { createToken } from '../../../nodes/EnableXVideo/resources/token/create';
import { readSettings as readWebhookSettings } from '../../../nodes/EnableXVideoWebhookTrigger/settings';
import { fakeExecution, refusalOf } from '../../lib/fakes.mts';
import { parametersOf } from '../../lib/operations/index.mts';

const ROOM = { ...parametersOf('room.create'), mode: 'group', roomType: 'permanent' };
const TOKEN = parametersOf('token.create');

describe('A field that a collection does not have is rejected with its name', () => {
	test.each<[message: string, read: (context: ReturnType<typeof fakeExecution>) => unknown, parameters: Record<string, unknown>]>([
		['Update Fields has no field "mode"', updateRoom.read, { roomId: 'r1', updateFields: { mode: 'lecture' } }],
		['Update Fields has no field "nonsense"', updateRoom.read, { roomId: 'r1', updateFields: { name: 'Weekly', nonsense: 1 } }],
		['Update Fields has no field "owner_ref"', updateRoom.read, { roomId: 'r1', updateFields: { owner_ref: 'deal-1' } }],
		['Additional Fields has no field "nonsense"', createRoom.read, { ...ROOM, additionalFields: { nonsense: true } }],
		['Additional Fields has no field "ownerRef"', createRoom.read, { ...ROOM, additionalFields: { knock: true, ownerRef: 'deal-2' } }],
		['Additional Fields has no field "nonsense"', createToken.read, { ...TOKEN, additionalFields: { nonsense: true } }],
		['Additional Fields has no field "role"', createToken.read, { ...TOKEN, additionalFields: { data: {}, role: 'moderator' } }],
		['Filters has no field "owner"', getRooms.read, { filters: { owner: 'deal-1' } }],
		['Filters has no field "rooms"', readWebhookSettings, { events: ['roomdrop'], filters: { rooms: 'r1' } }],
		['Filters has no field "name"', getRooms.read, { filters: { nameContains: 'a', name: '' } }],
	])('%s', (message, read, parameters) => {
		expect(refusalOf(() => read(fakeExecution(parameters))).message).toBe(message);
	});

	test('shortened to one line', () => {
		const updateFields = { [`a\n\u0000${'b'.repeat(3000)}`]: 1 };
		const { message } = refusalOf(() => updateRoom.read(fakeExecution({ roomId: 'r1', updateFields })));
		expect(message).toMatch(/^Update Fields has no field "a b{50,58}…"$/);
	});
});
