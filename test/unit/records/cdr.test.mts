import * as fc from 'fast-check';

import { cdrTime, rawCdr, simplifyCdr } from '../../../nodes/shared/records/cdr';
import { shareTexts } from '../../../nodes/shared/utils/sharedTexts';
import { anyCdr } from '../../lib/arbitraries.mts';
import { getCdrs } from '../../lib/operations/cdr.mts';
import { cdr2023, cdr2024 } from '../../lib/samples.mts';

/** The keys of a simplified CDR, in their order. */
const KEYS = [...(getCdrs.output ?? [])];
const NUMBERS = ['duration_seconds', 'billed_minutes'];

describe('A call detail record becomes a flat item', () => {
	test('from the format documented since 2024', () => {
		expect(simplifyCdr({ ...cdr2024, call_log_id: 'log-1' })).toEqual({
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
			billed_minutes: 30,
			log_id: 'log-1',
		});
	});

	test('from the older format, with null for everything that is unknown', () => {
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
			billed_minutes: null,
			log_id: null,
		});
	});

	test('with the times of the signalling server if the room has none', () => {
		expect(simplifyCdr({ ...cdr2024, room: { room_id: 'r', duration: '' } })).toMatchObject({
			connected_at: '2024-03-22T09:29:59.000Z',
			disconnected_at: '2024-03-22T10:00:01.000Z',
			duration_seconds: 1802.25,
		});
	});

	test('with a duration of zero', () => {
		expect(simplifyCdr({ ...cdr2024, room: { duration: 0 } }).duration_seconds).toBe(0);
	});
});

describe('The time of a call detail record', () => {
	const { trans_date: _, ...withoutLogTime } = cdr2024;

	test('is the time at which it was logged', () => expect(cdrTime(cdr2024)).toBe(Date.parse('2024-03-22T10:05:00.123Z')));

	test('is the end of the connection if that is missing', () => {
		expect(cdrTime(withoutLogTime)).toBe(Date.parse('2024-03-22T10:00:00.500Z'));
	});

	test('is the start if the end is missing too, and unknown without any of them', () => {
		expect(cdrTime({ room: { connect_dt: '2024-03-22T09:30:00.000Z' } })).toBe(Date.parse('2024-03-22T09:30:00.000Z'));
		expect(cdrTime({})).toBeNull();
	});
});

describe('A call detail record with Simplify off', () => {
	test('is the record of the API without the join token of the user', () => {
		const raw = rawCdr(cdr2023);
		expect(JSON.stringify(raw)).not.toContain('join-token');
		expect(raw).toEqual({ ...cdr2023, user: { ip: '1.1.1.1', name: '', role: 'moderator', ref: '', agent: 'okhttp/3.5.0', confName: '' } });
	});

	test('is identical to the record of the API if that has no token', () => expect(rawCdr(cdr2024)).toEqual(cdr2024));

	test('does not modify the record of the reply', () => {
		const before = structuredClone(cdr2023);
		rawCdr(cdr2023);
		expect(cdr2023).toEqual(before);
	});
});

test('Items that share their texts are the same items, for more texts than are remembered', () => {
	const share = shareTexts();
	for (let index = 0; index < 2_000; index++) {
		const record = { ...cdr2024, conf_num: `conf-${index}` };
		expect(simplifyCdr(record, share)).toEqual(simplifyCdr(record));
	}
});

test('The item of any record has exactly the documented keys and no token', () => {
	fc.assert(
		fc.property(anyCdr, (record) => {
			const item = simplifyCdr(record);
			expect(Object.keys(item)).toEqual(KEYS);
			for (const key of NUMBERS) expect(item[key] ?? 0).toEqual(expect.any(Number));
			for (const key of KEYS.filter((name) => !NUMBERS.includes(name))) expect(item[key] ?? '').toEqual(expect.any(String));
			expect(cdrTime(record) ?? 0).toEqual(expect.any(Number));
			expect(rawCdr(record).user ?? {}).not.toHaveProperty('token');
		}),
		{ numRuns: 500 },
	);
});
