import type { IDataObject } from 'n8n-workflow';

import type { ItemContext } from '../../../nodes/EnableXVideo/execution/itemContext';
import type { Operation } from '../../../nodes/EnableXVideo/execution/operation';
import { getArchives } from '../../../nodes/EnableXVideo/resources/archive/getAll';
import { nameInHeader } from '../../../nodes/EnableXVideo/resources/archive/fileName';
import type { FileReply } from '../../../nodes/EnableXVideo/resources/archive/fileReply';
import { getCdrs } from '../../../nodes/EnableXVideo/resources/cdr/getAll';
import { getDialInNumbers } from '../../../nodes/EnableXVideo/resources/dialIn/getAll';
import { getRooms } from '../../../nodes/EnableXVideo/resources/room/getAll';
import { getRoom } from '../../../nodes/EnableXVideo/resources/room/get';
import { getUsers } from '../../../nodes/EnableXVideo/resources/user/getAll';
import { fakeExecution } from '../../lib/fakes.mts';
import { archive, cdr2023, cdr2024, createdRoom, scheduledRoom } from '../../lib/samples.mts';

/** The output of an operation whose request gets this reply. */
async function listed<Input extends object>(operation: Operation<Input>, reply: IDataObject, input: Input): Promise<IDataObject[]> {
	const context: ItemContext = Object.assign(fakeExecution(), {
		getExecutionCancelSignal: () => undefined,
		helpers: { httpRequestWithAuthentication: async () => await Promise.resolve({ statusCode: 200, headers: {}, body: reply }) },
	});
	const items = await operation.run(context, input, { method: 'GET', url: '/' });
	return items.map(({ json }) => json);
}

describe('Get Many of rooms', () => {
	const lecture = { room_id: 'l', name: 'Lecture', owner_ref: 7, settings: { mode: 'lecture', scheduled: 'false', adhoc: true } };
	const reply = { result: 0, rooms: [createdRoom, scheduledRoom, lecture] };
	const ids = async (filters: IDataObject, limit = Infinity) => {
		const input = { ...getRooms.read(fakeExecution({ filters })), limit };
		const rooms = await listed(getRooms, reply, input);
		return rooms.map(({ room_id }) => room_id);
	};
	/** Newest first; the lecture does not say when it was created. */
	const all = [scheduledRoom.room_id, createdRoom.room_id, 'l'];

	test.each<[IDataObject, unknown[]]>([
		[{}, all],
		[{ nameContains: 'ROOM' }, all.slice(0, 2)],
		[{ ownerRef: 'xdada' }, all.slice(1, 2)],
		[{ ownerRef: 'xdad' }, []],
		[{ ownerRef: 7 }, ['l']],
		[{ mode: 'lecture' }, ['l']],
		[{ roomType: 'scheduled' }, [scheduledRoom.room_id]],
		[{ roomType: 'adhoc', mode: 'group' }, []],
		[{ nameContains: '', ownerRef: '', mode: '', roomType: '' }, all],
		[{ nameContains: 7 }, []],
	])('with the filters %j', async (filters, expected) => expect(await ids(filters)).toEqual(expected));

	test('applies Limit after the filters', async () => expect(await ids({ roomType: 'adhoc' }, 1)).toEqual(['l']));

	test('returns the objects of the API with Simplify off, and their links', async () => {
		const [{ guest_url, host_url, ...room }] = await listed(getRooms, reply, { filters: {}, limit: 1, simplify: false });
		expect(room).toEqual(scheduledRoom);
		expect([guest_url, host_url]).toEqual([expect.stringContaining(String(scheduledRoom.room_id)), expect.stringMatching(/\/host\//)]);
	});
});

test.each([[{ result: 0 }, /"room"/], [{ result: 0, room: {} }, /the ID of the room/], [{ result: 0, room: null }, /"room"/]])(
	'A room reply of %j is an error, never an empty success',
	async (reply, message) => {
		await expect(Promise.resolve().then(() => getRoom.output(reply, { roomId: 'a', simplify: true }, fakeExecution()))).rejects.toThrow(message);
	},
);

test('Get Many of archives returns one item per file, and Limit then counts files', async () => {
	const reply = { result: '0', archive: [{ ...archive, _id: 'older', trans_date: '2024-03-21T00:00:00Z' }, archive] };
	const files = await listed(getArchives, reply, { perFile: true, limit: 6, simplify: true });
	expect(files.map(({ archive_id, type }) => [archive_id, type])).toEqual([
		['archive-1', 'recording'], ['archive-1', 'recording'], ['archive-1', 'transcoded'], ['archive-1', 'chat'], ['archive-1', 'metadata'], ['older', 'recording'],
	]);
});

describe('Limit stops the work', () => {
	/** Records from newest to oldest. All but the first count how often this property is read. */
	const watched = (record: IDataObject, inside: string) => {
		let looks = 0;
		const others = [1, 2, 3].map((day) =>
			Object.defineProperty({ ...record, trans_date: `2020-03-0${4 - day}T00:00:00Z` }, inside, { enumerable: true, get: () => void looks++ }),
		);
		return { records: [record, ...others], looks: () => looks };
	};

	test('on the files of archives', async () => {
		const { records, looks } = watched(archive, 'recording');
		const all = await listed(getArchives, { result: '0', archive: records }, { perFile: true, limit: Infinity, simplify: true });
		const looksAtAll = looks();
		expect([looksAtAll > 0, all.length > 2]).toEqual([true, true]);
		expect(await listed(getArchives, { result: '0', archive: records }, { perFile: true, limit: 2, simplify: true })).toEqual(all.slice(0, 2));
		expect(looks()).toBe(looksAtAll);
	});

	test('on CDRs', async () => {
		const { records, looks } = watched(cdr2024, 'user');
		expect(await listed(getCdrs, { result: '0', cdr: records }, { limit: 1, simplify: true })).toMatchObject([{ cdr_id: cdr2024.cdr_id }]);
		expect(looks()).toBe(0);
	});

	test('on rooms', async () => {
		const { records, looks } = watched(createdRoom, 'settings');
		const input = { filters: { ownerRef: String(createdRoom.owner_ref) }, limit: 1, simplify: true };
		expect(await listed(getRooms, { result: 0, rooms: records }, input)).toHaveLength(1);
		expect(looks()).toBe(0);
	});
});

test.each([true, false])('Get Many of CDRs outputs no join token with Simplify %j', async (simplify) => {
	const records = await listed(getCdrs, { result: '0', cdr: [cdr2023] }, { limit: 5, simplify });
	expect(records).toHaveLength(1);
	expect(JSON.stringify(records)).not.toContain('join-token');
});

test.each([[{ users: null, total: 0 }], [{ users: [] }], [{}]])('Get Many of users returns nothing without a running session: %j', async (reply) => {
	expect(await getUsers.output(reply, { roomId: 'r', limit: 5 }, fakeExecution())).toEqual([]);
});

describe('Dial-in numbers', () => {
	const sip = { server_url: 'sip://x:5060', username: 'u', password: 'sip-secret', sig_servers: ['s'], media_servers: null };
	const number = { country: 'India', country_code: '91', phone: '22 1234', toll: false };
	const output = (reply: IDataObject, includeSipAccount = false) => getDialInNumbers.output(reply, { includeSipAccount, limit: 5 }, fakeExecution());
	const item = { country: 'India', country_code: '91', phone: '22 1234', toll_free: true };

	test('are one item each, and toll-free if the API says that there is no toll', async () => {
		expect(await output({ dialin: [number, { phone: 7, toll: 'true' }, {}], sip })).toEqual([
			item,
			{ country: null, country_code: null, phone: '7', toll_free: false },
			{ country: null, country_code: null, phone: null, toll_free: null },
		]);
	});

	test('include the SIP account if requested, but never its password', async () => {
		const sip_account = { server_url: 'sip://x:5060', username: 'u', sig_servers: ['s'], media_servers: [] };
		const items = await output({ dialin: [number], sip }, true);
		expect(items).toEqual([{ ...item, sip_account }]);
		expect(await output({ sip }, true)).toEqual([expect.objectContaining({ phone: null, sip_account })]);
		expect(JSON.stringify(items)).not.toContain('sip-secret');
	});

	test('that are missing, as in a reply of another service, are an error', async () => {
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
