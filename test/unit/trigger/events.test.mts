import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { TRIGGER_EVENTS, type RecordFilters } from '../../../nodes/EnableXVideoTrigger/events';
import { ROLES } from '../../../nodes/shared/descriptions/roles';
import { anyArchive, anyCdr } from '../../lib/arbitraries.mts';
import { archive, cdr2023, cdr2024 } from '../../lib/samples.mts';

const { cdr, recording } = TRIGGER_EVENTS;
const without = (record: IDataObject, ...keys: string[]) => Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

describe("A record is identified by the API's ID", () => {
	test('whatever else changes in it', () => {
		expect(cdr.idOf(cdr2024)).toBe('cdr-1');
		expect(cdr.idOf({ cdr_id: 'cdr-1' })).toBe('cdr-1');
		expect(recording.idOf(archive)).toBe('archive-1');
		expect(recording.idOf({ ...archive, transcoded: [] })).toBe('archive-1');
	});

	test('and a numeric ID equals its digits as text', () => {
		expect(cdr.idOf({ cdr_id: 4711 })).toBe(cdr.idOf({ cdr_id: '4711' }));
	});
});

describe('Records without an ID are told apart', () => {
	const call = without(cdr2024, 'cdr_id');
	const session = without(archive, '_id');

	test.each<[string, IDataObject, IDataObject]>([
		['two connections of one session', call, { ...call, call_num: 'call-2' }],
		['two connections with different log IDs', { ...call, call_log_id: 'a' }, { ...call, call_log_id: 'b' }],
		['two users of one session without a call number', without(call, 'call_num'), { ...without(call, 'call_num'), user: { name: 'Ada' } }],
		['two users of the older generation', without(cdr2023, 'cdr_id'), { ...without(cdr2023, 'cdr_id'), user: { name: 'Ada' } }],
		['two records that only have a time', { trans_date: '2026-11-20T09:00:00.000Z' }, { trans_date: '2026-11-20T10:00:00.000Z' }],
	])('%s', (_, one, other) => expect(cdr.idOf(one)).not.toBe(cdr.idOf(other)));

	test.each<[string, IDataObject, IDataObject]>([
		['the recordings of two sessions of a room', session, { ...session, conf_num: 'conf-2' }],
		['two recordings of a room without a conference number', without(session, 'conf_num'), { ...without(session, 'conf_num'), trans_date: '2024-03-23T10:10:00.000Z' }],
	])('%s', (_, one, other) => expect(recording.idOf(one)).not.toBe(recording.idOf(other)));

	test('and from records whose ID looks the same', () => {
		expect(cdr.idOf({ cdr_id: 'call-1' })).not.toBe(cdr.idOf({ call_num: 'call-1' }));
	});
});

test('A record without an ID gets one even if it is nested too deeply to be serialized', () => {
	const deep: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
	const odd = (record: IDataObject, key: string): IDataObject => ({ ...record, [key]: deep }) as IDataObject;
	expect(cdr.idOf(odd(without(cdr2024, 'call_num'), 'cdr_id'))).toContain('Nathan');
	expect(recording.idOf(odd(without(archive, 'conf_num'), '_id'))).toContain('My%20call.mov');
});

test('A record without an ID is recognized even when data is added to it', () => {
	expect(cdr.idOf(without(cdr2024, 'cdr_id', 'stats_quality'))).toBe(cdr.idOf(without(cdr2024, 'cdr_id')));
	expect(recording.idOf(without(archive, '_id', 'metadata'))).toBe(recording.idOf(without(archive, '_id')));
});

describe('A call detail record', () => {
	const changed = (role: unknown, duration: unknown, quality: unknown): IDataObject =>
		JSON.parse(JSON.stringify({ ...cdr2024, user: { role }, room: { duration }, sigserver: {}, stats_quality: { call_quality: quality } }));

	test.each<[string, RecordFilters, unknown, unknown, unknown]>([
		['without filters, even with no data', {}, undefined, undefined, undefined],
		['with one of the roles', { roles: ['viewer', 'moderator'] }, 'moderator', 1800, 'Good'],
		['with a capitalized role', { roles: ['moderator'] }, 'Moderator', 1800, 'Good'],
		['that lasted just long enough', { minDuration: 60 }, 'viewer', 60, 'Good'],
		['whose duration is a string', { minDuration: 60 }, 'viewer', '60.5', 'Good'],
		['of zero length, if the minimum is zero', { minDuration: 0 }, 'viewer', 0, 'Good'],
		['with the chosen quality', { callQuality: 'Bad' }, 'viewer', 60, 'Bad'],
		['with its quality in upper case', { callQuality: 'Bad' }, 'viewer', 60, 'BAD'],
		['that matches all filters', { roles: ['viewer'], minDuration: 60, callQuality: 'Bad' }, 'viewer', 61, 'Bad'],
	])('%s matches', (_, filters, role, duration, quality) => expect(cdr.statusOf(changed(role, duration, quality), filters)).toBe('ready'));

	test.each<[string, RecordFilters, unknown, unknown, unknown]>([
		['with another role', { roles: ['viewer'] }, 'moderator', 1800, 'Good'],
		['without a role', { roles: [...ROLES] }, null, 1800, 'Good'],
		['with an unknown role', { roles: [...ROLES] }, 'host', 1800, 'Good'],
		['that was too short', { minDuration: 60 }, 'viewer', 59.999, 'Good'],
		['with an unreadable duration', { minDuration: 0 }, 'viewer', 'long', 'Good'],
		['with another quality', { callQuality: 'Bad' }, 'viewer', 60, 'Good'],
		['without a quality', { callQuality: 'Bad' }, 'viewer', 60, undefined],
		['that fails one of several filters', { roles: ['viewer'], minDuration: 60, callQuality: 'Bad' }, 'viewer', 60, 'Good'],
	])('%s does not match', (_, filters, role, duration, quality) => expect(cdr.statusOf(changed(role, duration, quality), filters)).toBe('filtered'));
});

describe('An archive', () => {
	test.each<[string, IDataObject, string]>([
		['with its transcoded file is ready', archive, 'ready'],
		['with only a transcoded file is ready', { transcoded: 'https://x.io/a.mp4' }, 'ready'],
		['whose recordings are not transcoded yet is waiting', { ...archive, transcoded: [] }, 'waiting'],
		['whose transcoded file has no URL yet is waiting', { ...archive, transcoded: [{ url: '' }] }, 'waiting'],
		['of only a chat is empty', { ...archive, transcoded: null, recording: null }, 'empty'],
		['without any file is waiting', {}, 'waiting'],
	])('%s', (_, record, status) => expect(recording.statusOf(record, { roles: ['viewer'], minDuration: 9, callQuality: 'Bad' })).toBe(status));
});

test.each([['call detail record', cdr, anyCdr], ['archive', recording, anyArchive]] as const)('Any %s has an ID, a status, and a time or null', (_, event, any) => {
	const filters = fc.constantFrom<RecordFilters>({}, { roles: ['viewer'] }, { minDuration: 0 }, { callQuality: 'Good' });
	fc.assert(
		fc.property(any, filters, (record, chosen) => {
			expect(event.idOf(record)).toMatch(/./s);
			expect(Number.isFinite(event.timeOf(record) ?? 0)).toBe(true);
			expect(['ready', 'waiting', 'empty', 'filtered']).toContain(event.statusOf(record, chosen));
			expect(event.idOf(JSON.parse(JSON.stringify(record)))).toBe(event.idOf(record));
		}),
		{ numRuns: 500 },
	);
});
