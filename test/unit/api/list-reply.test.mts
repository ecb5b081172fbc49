import { Readable } from 'node:stream';
import type { IDataObject } from 'n8n-workflow';

import { requestList } from '../../../nodes/shared/api/listReply';
import type { RequestContext } from '../../../nodes/shared/api/request';
import { node } from '../../lib/fakes.mts';

const REPLY = { result: 0, rooms: [{ room_id: 'a' }, { room_id: 'b' }] };

/** Lists the rooms of a host that hands over this body. */
async function listFrom(body: unknown) {
	const helpers = { httpRequestWithAuthentication: async () => await Promise.resolve({ body, statusCode: 200, headers: {} }) };
	const context: RequestContext = Object.assign(Object.create(null), { getNode: () => node, helpers });
	const start = () => {
		const ids: unknown[] = [];
		return { add: ({ room_id: id }: IDataObject) => void ids.push(id), result: () => ids };
	};
	return await requestList(context, { url: 'https://api.enablex.io/video/v2/rooms' }, { key: 'rooms', start }, undefined);
}

describe('A list is read from', () => {
	test.each<[what: string, makeBody: () => unknown]>([
		['a stream', () => Readable.from([Buffer.from(JSON.stringify(REPLY))])],
		['bytes', () => Buffer.from(JSON.stringify(REPLY))],
		['text', () => JSON.stringify(REPLY)],
		['an object, as a host hands it over that has parsed it', () => structuredClone(REPLY)],
	])('%s', async (_what, makeBody) => expect(await listFrom(makeBody())).toMatchObject({ ok: true, value: ['a', 'b'] }));

	test('no reply that says what went wrong, also if a host has parsed it', async () => {
		const refusal = { result: 40001, error: 'Room not found' };
		for (const body of [refusal, JSON.stringify(refusal)]) expect(await listFrom(body)).toMatchObject({ ok: false, failure: { code: '40001', message: 'Room not found' } });
	});

	test('nothing else that stands in its place', async () => {
		await expect(listFrom({ result: 0, rooms: 'none' })).rejects.toMatchObject({ message: 'The API response lacks a list in "rooms"', node });
	});

	test('entries that are null, as a list without records', async () => {
		expect(await listFrom(JSON.stringify({ result: 0, rooms: [null] }))).toMatchObject({ ok: true, value: [] });
	});

	test('no list whose entries are all something else', async () => {
		await expect(listFrom(JSON.stringify({ result: 0, rooms: [7] }))).rejects.toMatchObject({ message: 'The API response lacks objects in "rooms"', node });
	});
});
