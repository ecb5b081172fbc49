import type { IDataObject } from 'n8n-workflow';

import { getArchives } from '../../nodes/EnableXVideo/resources/archive/getAll';
import { nameInHeader, type FileReply } from '../../nodes/EnableXVideo/resources/archive/fileReply';
import { getCdrs } from '../../nodes/EnableXVideo/resources/cdr/getAll';
import { getDialInNumbers } from '../../nodes/EnableXVideo/resources/dialIn/getAll';
import { getRooms } from '../../nodes/EnableXVideo/resources/room/getAll';
import { getRoom } from '../../nodes/EnableXVideo/resources/room/get';
import { createToken } from '../../nodes/EnableXVideo/resources/token/create';
import { getUsers } from '../../nodes/EnableXVideo/resources/user/getAll';
import { fakeExecution } from './fakes.mts';
import { archive, cdr2023, cdr2024, createdRoom, scheduledRoom } from './samples.mts';

describe('Get Many of rooms', () => {
	const lecture = { room_id: 'l', name: 'Lecture', owner_ref: 7, settings: { mode: 'lecture', scheduled: 'false', adhoc: true } };
	const reply = { result: 0, rooms: [createdRoom, scheduledRoom, lecture] };
	const ids = async (filters: IDataObject, limit = Infinity) => {
		const input = { ...getRooms.read(fakeExecution({ filters })), limit };
		const rooms = await getRooms.output(reply, input, fakeExecution());
		return rooms.map(({ room_id }) => room_id);
	};
	const all = [createdRoom.room_id, scheduledRoom.room_id, 'l'];

	test.each<[IDataObject, unknown[]]>([
		[{}, all],
		[{ nameContains: 'ROOM' }, all.slice(0, 2)],
		[{ ownerRef: 'xdada' }, all.slice(0, 1)],
		[{ ownerRef: 'xdad' }, []],
		[{ ownerRef: 7 }, ['l']],
		[{ mode: 'lecture' }, ['l']],
		[{ roomType: 'scheduled' }, [scheduledRoom.room_id]],
		[{ roomType: 'adhoc', mode: 'group' }, []],
		[{ nameContains: '', ownerRef: '', mode: '', roomType: '' }, all],
		[{ nameContains: 7 }, []],
	])('with the filters %j', async (filters, expected) => expect(await ids(filters)).toEqual(expected));

	test('counts Limit behind the filters', async () => expect(await ids({ roomType: 'adhoc' }, 1)).toEqual(['l']));

	test('gives the objects of the API with Simplify off', async () => {
		const rooms = await getRooms.output(reply, { filters: {}, limit: 1, simplify: false }, fakeExecution());
		expect(rooms).toEqual([createdRoom]);
	});
});

test.each([[{ result: 0 }, /"room"/], [{ result: 0, room: {} }, /the ID of the room/], [{ result: 0, room: null }, /"room"/]])(
	'A room that comes back as %j is an error, never an empty success',
	async (reply, message) => {
		await expect(Promise.resolve().then(() => getRoom.output(reply, { roomId: 'a', simplify: true }, fakeExecution()))).rejects.toThrow(message);
	},
);

test('Get Many of archives gives one item per file, and Limit counts files then', async () => {
	const reply = { result: '0', archive: [{ ...archive, _id: 'older', trans_date: '2024-03-21T00:00:00Z' }, archive] };
	const files = await getArchives.output(reply, { perFile: true, limit: 6, simplify: true }, fakeExecution());
	expect(files.map(({ archive_id, type }) => [archive_id, type])).toEqual([
		['archive-1', 'recording'], ['archive-1', 'recording'], ['archive-1', 'transcoded'], ['archive-1', 'chat'], ['archive-1', 'metadata'], ['older', 'recording'],
	]);
});

describe('Limit stops the work', () => {
	/** Records from newest to oldest, of which all but the first tell when somebody looks into them. */
	const watched = (record: IDataObject, inside: string) => {
		let looks = 0;
		const others = [1, 2, 3].map((day) =>
			Object.defineProperty({ ...record, trans_date: `2020-03-0${4 - day}T00:00:00Z` }, inside, { enumerable: true, get: () => void looks++ }),
		);
		return { records: [record, ...others], looks: () => looks };
	};

	test('on the files of archives', async () => {
		const { records, looks } = watched(archive, 'recording');
		const all = await getArchives.output({ archive: records }, { perFile: true, limit: Infinity, simplify: true }, fakeExecution());
		const looksAtAll = looks();
		expect([looksAtAll > 0, all.length > 2]).toEqual([true, true]);
		expect(await getArchives.output({ archive: records }, { perFile: true, limit: 2, simplify: true }, fakeExecution())).toEqual(all.slice(0, 2));
		expect(looks()).toBe(looksAtAll);
	});

	test('on CDRs', async () => {
		const { records, looks } = watched(cdr2024, 'user');
		expect(await getCdrs.output({ cdr: records }, { limit: 1, simplify: true }, fakeExecution())).toMatchObject([{ cdr_id: cdr2024.cdr_id }]);
		expect(looks()).toBe(0);
	});

	test('on rooms', async () => {
		const { records, looks } = watched(createdRoom, 'settings');
		const input = { filters: { ownerRef: String(createdRoom.owner_ref) }, limit: 1, simplify: true };
		expect(await getRooms.output({ rooms: records }, input, fakeExecution())).toHaveLength(1);
		expect(looks()).toBe(0);
	});
});

test.each([true, false])('Get Many of CDRs puts out no join token with Simplify %j', async (simplify) => {
	const records = await getCdrs.output({ cdr: [cdr2023] }, { limit: 5, simplify }, fakeExecution());
	expect(records).toHaveLength(1);
	expect(JSON.stringify(records)).not.toContain('join-token');
});

test('A token comes with what it is for', async () => {
	const input = { roomId: 'r', name: 'Nathan', role: 'viewer', userRef: 'c' };
	expect(await createToken.output({ result: 0, token: 'abc' }, input, fakeExecution())).toEqual([{ token: 'abc', room_id: 'r', name: 'Nathan', role: 'viewer', user_ref: 'c' }]);
});

test.each([[{ users: null, total: 0 }], [{ users: [] }], [{}]])('No running session gives no users: %j', async (reply) => {
	expect(await getUsers.output(reply, { roomId: 'r', limit: 5 }, fakeExecution())).toEqual([]);
});

describe('Dial-in numbers', () => {
	const sip = { server_url: 'sip://x:5060', username: 'u', password: 'sip-secret', sig_servers: ['s'], media_servers: null };
	const number = { country: 'India', country_code: '91', phone: '22 1234', toll: false };
	const output = (reply: IDataObject, includeSipAccount = false) => getDialInNumbers.output(reply, { includeSipAccount, limit: 5 }, fakeExecution());
	const item = { country: 'India', country_code: '91', phone: '22 1234', toll_free: true };

	test('are one item each, and free when there is no toll', async () => {
		expect(await output({ dialin: [number, { phone: 7, toll: 'true' }, {}], sip })).toEqual([
			item,
			{ country: null, country_code: null, phone: '7', toll_free: false },
			{ country: null, country_code: null, phone: null, toll_free: null },
		]);
	});

	test('come with the SIP account when asked for, never with its password', async () => {
		const sip_account = { server_url: 'sip://x:5060', username: 'u', sig_servers: ['s'], media_servers: [] };
		const items = await output({ dialin: [number], sip }, true);
		expect(items).toEqual([{ ...item, sip_account }]);
		expect(await output({ sip }, true)).toEqual([expect.objectContaining({ phone: null, sip_account })]);
		expect(JSON.stringify(items)).not.toContain('sip-secret');
	});

	test('that are not in the answer of another service are an error', async () => {
		await expect(Promise.resolve().then(() => output({ hello: 'world' }))).rejects.toThrow('lacks the list of dial-in numbers');
	});
});

describe('The name of a file in Content-Disposition', () => {
	const reply = (disposition?: string): FileReply => ({ statusCode: 200, body: null, headers: disposition === undefined ? {} : { 'content-disposition': disposition } });

	test.each([
		['attachment; filename="My call.mp4"', 'My call.mp4'],
		['attachment; filename=call.mp4; size=7', 'call.mp4'],
		['attachment; filename="a;b.mp4"', 'a;b.mp4'],
		["attachment; filename=\"plain.mp4\"; filename*=UTF-8''caf%C3%A9.mp4", 'café.mp4'],
		["attachment; filename=\"plain.mp4\"; filename*=UTF-8''%E0%A4", 'plain.mp4'],
		['attachment', undefined],
		[undefined, undefined],
	])('of %j is %j', (disposition, name) => expect(nameInHeader(reply(disposition))).toBe(name));
});
