import * as fc from 'fast-check';

import { collect } from '../../../nodes/EnableXVideoTrigger/delivery/collect';
import type { Days, DeliveryState } from '../../../nodes/EnableXVideoTrigger/delivery/state';
import { recordKey } from '../../../nodes/EnableXVideoTrigger/delivery/knownKeys';
import { fingerprint, readState, startDays, streamFrom, streamFromNow, type StreamSource } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import { dayOf, toApiDay } from '../../../nodes/shared/time/days';
import { json } from '../../lib/arbitraries.mts';
import { credential } from '../../lib/fakes.mts';

const NOW = Date.UTC(2026, 10, 20, 12);
const state: DeliveryState = {
	v: 1,
	stream: 'ZG9ub3RyZWFkdGhpcw==',
	start: 'date:"2026-11-18"',
	since: NOW - 86_400_000,
	floor: 20_776,
	newest: 20_777,
	swept: NOW,
	sweep: { next: 20_777, begun: 20_777, waiting: 20_776 },
	known: { 20_776: recordKey('a') + recordKey('b'), 20_777: recordKey('c') },
};
/** Reads a state as n8n keeps it: in JSON, which knows no -0. */
const reread = (value: unknown) => readState(JSON.parse(JSON.stringify(value)));

describe('A saved state', () => {
	test.each<[string, DeliveryState]>([
		['in the middle of a pass', state],
		['between two passes', { ...state, sweep: null }],
		['that just began', streamFrom('stream', 'today', NOW)],
		['that begins now', streamFromNow('stream', 'now', NOW)],
		['that begins in the year 3026, after a typo in Start Date', streamFrom('stream', 'date', Date.UTC(3026, 10, 20))],
	])('%s is read back unchanged', (_, whole) => {
		expect(reread(whole)).toEqual(whole);
	});

	test('is copied, so that the original is not modified', () => {
		const read = readState(state);
		expect(read).not.toBe(state);
		expect(read?.known).not.toBe(state.known);
	});

	test('is read without unknown fields, such as those of a later version', () => {
		expect(readState({ ...state, more: 1 })).toEqual(state);
	});
});

describe('A damaged state is rejected', () => {
	test.each<[string, unknown]>([
		['undefined', undefined],
		['null', null],
		['a string', JSON.stringify(state)],
		['a list', [state]],
		['an empty object', {}],
		['a state of a later version', { ...state, v: 2 }],
		['a state whose version is a string', { ...state, v: '1' }],
	])('if it is %s', (_, saved) => expect(readState(saved)).toBeUndefined());

	test.each<[keyof DeliveryState, unknown[]]>([
		['stream', [undefined, null, 7, {}]],
		['start', [undefined, null, 7, {}]],
		['since', [undefined, null, '2026-11-20', NaN, Infinity]],
		['floor', [undefined, null, '20776', 20_776.5, NaN, -Infinity]],
		['known', [undefined, null, 'keys', [], [recordKey('a')], { 20_776: 7 }, { 20_776: null }, { 20_776: 'cut off' }, { 20_776: [recordKey('a')] }, { monday: recordKey('a') }, { '20776.5': recordKey('a') }]],
	])('if %s is invalid', (field, values) => {
		for (const value of values) expect(readState({ ...state, [field]: value })).toBeUndefined();
	});
});

describe('Fields that only control what is read are repaired', () => {
	test.each<[keyof DeliveryState, unknown[], unknown]>([
		['newest', [undefined, '20777', 20_777.5, NaN, {}], null],
		['swept', [undefined, null, 'yesterday', NaN, Infinity], 0],
		['sweep', [undefined, 7, [], {}, { next: 20_777 }, { begun: 20_777 }, { next: '20777', begun: 20_777 }, { next: 20_777, begun: 0.5, waiting: null }], null],
	])('so an invalid %s costs at most another read', (field, values, repaired) => {
		for (const value of values) expect(readState({ ...state, [field]: value })).toEqual({ ...state, [field]: repaired });
	});

	test('so what a pass remembers for its end is kept if it is valid, and forgotten otherwise', () => {
		const sweep = { next: 20_777, begun: 20_777, waiting: null };
		expect(readState({ ...state, sweep: { ...sweep, isSoon: true } })?.sweep).toEqual({ ...sweep, isSoon: true });
		expect(readState({ ...state, sweep: { ...sweep, isSoon: 'yes' } })?.sweep).toEqual(sweep);
		expect(readState({ ...state, sweep: { ...sweep, maxSpan: 1 } })?.sweep).toEqual({ ...sweep, maxSpan: 1 });
		expect(readState({ ...state, sweep: { ...sweep, maxSpan: 0 } })?.sweep).toEqual(sweep);
	});

	test('and a pass restarts if the day of a waiting recording is invalid, or the recording would be lost', () => {
		for (const waiting of [undefined, 'monday', 0.5, {}]) {
			expect(readState({ ...state, sweep: { next: 20_777, begun: 20_777, waiting } })?.sweep).toBeNull();
		}
	});
});

test('Reading any saved value never throws, and the resulting state is read back unchanged', () => {
	const fields = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, fc.oneof({ arbitrary: fc.constant(value), weight: 9 }, { arbitrary: json, weight: 1 })]));
	fc.assert(
		fc.property(fc.oneof(json, fc.record(fields, { requiredKeys: [] })), (saved) => {
			const read = reread(saved);
			if (read !== undefined) expect(reread(read)).toEqual(read);
		}),
		{ numRuns: 1000 },
	);
});

test('With any numbers in a damaged state, the next poll requests valid days, or the state is rejected', async () => {
	for (const number of [1e9, -1e9, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 1e300, -1e300]) {
		const sweeps = [{ next: number, begun: 20_777, waiting: null }, { next: 20_777, begun: number, waiting: null }, { next: 20_777, begun: 20_777, waiting: number }];
		const damaged = [{ since: number }, { floor: number, swept: 0 }, { newest: number }, { swept: number }, ...sweeps.map((sweep) => ({ sweep }))];
		for (const field of damaged) {
			const read = readState({ ...state, sweep: null, ...field });
			const list = async ({ firstDay, nextDay }: Days) => {
				expect(`${toApiDay(firstDay)} ${toApiDay(nextDay)}`).toMatch(/^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
				return { records: [] };
			};
			let left = 9;
			if (read !== undefined) await collect(read, { list, now: NOW, lookbackDays: 2, timeLeft: () => left-- });
		}
	}
});

describe('The fingerprint of a stream', () => {
	const source: StreamSource = { appId: credential.appId, baseUrl: credential.baseUrl, event: 'cdr', roomId: '605c43000000000000000000' };

	test.each<[keyof StreamSource, string]>([
		['appId', '6034d7000000000000000001'],
		['baseUrl', 'https://api.example.com/video/v2'],
		['event', 'recording'],
		['roomId', ''],
	])('changes with %s', (field, value) => {
		expect(fingerprint({ ...source, [field]: value })).not.toBe(fingerprint(source));
	});

	test('does not change between versions, or each stream would start again', () => {
		expect(fingerprint({ appId: 'app', baseUrl: 'https://api.enablex.io/video/v2', event: 'cdr', roomId: '' })).toBe('PFvlCZT1eCtXS7Xh');
	});

	test('does not change with a new App Key', () => {
		const renewed = { ...source, appKey: 'another' };
		expect(fingerprint(renewed)).toBe(fingerprint({ ...source }));
	});

	test('does not confuse the end of one part with the beginning of the next', () => {
		expect(fingerprint({ ...source, event: 'cdr"', roomId: '' })).not.toBe(fingerprint({ ...source, event: 'cdr', roomId: '"' }));
	});

	test('reveals no part of its source, and neither does the state', () => {
		const text = JSON.stringify(streamFromNow(fingerprint(source), 'now', NOW));
		for (const part of [source.appId, source.baseUrl, source.roomId, Buffer.from(source.appId).toString('base64').slice(0, 8)]) expect(text).not.toContain(part);
	});
});

test.each([[2, true], [3, false]])('Start From Now lists its days in %i parts without a gap, from the day before the first open one', (count, inTwo) => {
	const fresh = streamFromNow('stream', 'now', NOW);
	const parts = startDays(fresh, NOW, inTwo);
	expect([parts.length, parts[0].firstDay, parts[count - 1].nextDay]).toEqual([count, fresh.floor - 1, dayOf(NOW) + 3]);
	expect(parts.slice(1).map(({ firstDay }) => firstDay)).toEqual(parts.slice(0, -1).map(({ nextDay }) => nextDay));
});
