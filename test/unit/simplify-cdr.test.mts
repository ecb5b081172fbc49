import * as fc from 'fast-check';

import { cdrTime, rawCdr, simplifyCdr } from '../../nodes/shared/simplifyCdr';
import { anyCdr } from './arbitraries.mts';
import { cdr2023, cdr2024 } from './samples.mts';

/** The keys of a simplified CDR (design: Output items). */
const KEYS = [
	'cdr_id', 'conf_num', 'room_id', 'room_name', 'owner_ref', 'user_name', 'user_ref', 'role', 'connected_at',
	'disconnected_at', 'duration_seconds', 'call_quality',
];

describe('A call detail record becomes a flat item', () => {
	test('as it is documented since 2024', () => {
		expect(simplifyCdr(cdr2024)).toEqual({
			cdr_id: 'cdr-1',
			conf_num: 'conf-1',
			room_id: '605c43000000000000000000',
			room_name: 'Stand-up',
			owner_ref: 'deal-4711',
			user_name: 'Nathan',
			user_ref: 'contact-815',
			role: 'moderator',
			connected_at: '2024-03-22T09:30:00.000Z',
			disconnected_at: '2024-03-22T10:00:00.500Z',
			duration_seconds: 1800,
			call_quality: 'Good',
		});
	});

	test('as the older generation documents it: what is unknown is null, never missing', () => {
		expect(simplifyCdr(cdr2023)).toEqual({
			cdr_id: 'abcabcabc',
			conf_num: 'XXX',
			room_id: 'XXXX',
			room_name: null,
			owner_ref: null,
			user_name: null,
			user_ref: null,
			role: 'moderator',
			connected_at: '2023-01-02T02:00:00.000Z',
			disconnected_at: '2023-01-02T03:00:00.000Z',
			duration_seconds: 9999.999,
			call_quality: null,
		});
	});

	test('with the times of the signalling server when the room has none', () => {
		expect(simplifyCdr({ ...cdr2024, room: { room_id: 'r', duration: '' } })).toMatchObject({
			connected_at: '2024-03-22T09:29:59.000Z',
			disconnected_at: '2024-03-22T10:00:01.000Z',
			duration_seconds: 1802.25,
		});
	});

	test('with a duration of zero as zero', () => {
		expect(simplifyCdr({ ...cdr2024, room: { duration: 0 } }).duration_seconds).toBe(0);
	});
});

describe('The time of a call detail record', () => {
	const { trans_date: _, ...withoutLogTime } = cdr2024;

	test('is when it was logged', () => expect(cdrTime(cdr2024)).toBe(Date.parse('2024-03-22T10:05:00.123Z')));

	test('is the end of the connection when that is missing', () => {
		expect(cdrTime(withoutLogTime)).toBe(Date.parse('2024-03-22T10:00:00.500Z'));
	});

	test('is the start when the end is missing too, and unknown without any', () => {
		expect(cdrTime({ room: { connect_dt: '2024-03-22T09:30:00.000Z' } })).toBe(Date.parse('2024-03-22T09:30:00.000Z'));
		expect(cdrTime({})).toBeNull();
	});
});

describe('A call detail record with Simplify off', () => {
	test('is as the API sent it, without the join token of the user', () => {
		const raw = rawCdr(cdr2023);
		expect(JSON.stringify(raw)).not.toContain('join-token');
		expect(raw).toEqual({ ...cdr2023, user: { ip: '1.1.1.1', name: '', role: 'moderator', ref: '', agent: 'okhttp/3.5.0', confName: '' } });
	});

	test('is the very same when there is no token in it', () => expect(rawCdr(cdr2024)).toEqual(cdr2024));

	test('leaves the record of the reply as it was', () => {
		const before = structuredClone(cdr2023);
		rawCdr(cdr2023);
		expect(cdr2023).toEqual(before);
	});
});

test('Whatever a record looks like, its item has exactly the documented keys and no token', () => {
	fc.assert(
		fc.property(anyCdr, (record) => {
			const item = simplifyCdr(record);
			expect(Object.keys(item)).toEqual(KEYS);
			expect(item.duration_seconds ?? 0).toEqual(expect.any(Number));
			for (const key of KEYS.filter((name) => name !== 'duration_seconds')) expect(item[key] ?? '').toEqual(expect.any(String));
			expect(cdrTime(record) ?? 0).toEqual(expect.any(Number));
			expect(rawCdr(record).user ?? {}).not.toHaveProperty('token');
		}),
		{ numRuns: 500 },
	);
});
