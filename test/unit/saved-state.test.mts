import * as fc from 'fast-check';

import { collect, type Days } from '../../nodes/EnableXVideoTrigger/collect';
import type { DeliveryState } from '../../nodes/EnableXVideoTrigger/state';
import { keyOf } from '../../nodes/EnableXVideoTrigger/knownKeys';
import { fingerprint, readState, streamFrom, streamFromNow, type StreamSource } from '../../nodes/EnableXVideoTrigger/savedState';
import { toApiDay } from '../../nodes/shared/days';
import { json } from './arbitraries.mts';
import { credential } from './fakes.mts';

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
	known: { 20_776: keyOf('a') + keyOf('b'), 20_777: keyOf('c') },
};
const reread = (value: unknown) => readState(JSON.parse(JSON.stringify(value)));

describe('A saved state', () => {
	test.each<[string, DeliveryState]>([
		['in the middle of a pass', state],
		['between two passes', { ...state, sweep: null }],
		['that just began', streamFrom('stream', 'today', NOW)],
		['that begins now', streamFromNow('stream', 'now', NOW)],
		['that begins in the year 3026, which a typo in Start Date gives', streamFrom('stream', 'date', Date.UTC(3026, 10, 20))],
	])('%s comes back as it was', (_, whole) => {
		expect(reread(whole)).toEqual(whole);
	});

	test('is copied, so that the saved one stays as it is', () => {
		const read = readState(state);
		expect(read).not.toBe(state);
		expect(read?.known).not.toBe(state.known);
	});

	test('loses what it does not know, such as fields of a later version', () => {
		expect(readState({ ...state, more: 1 })).toEqual(state);
	});
});

describe('A damaged state is refused', () => {
	test.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['a text', JSON.stringify(state)],
		['a list', [state]],
		['an empty object', {}],
		['a state of a later version', { ...state, v: 2 }],
		['a state whose version is a text', { ...state, v: '1' }],
	])('when it is %s', (_, saved) => expect(readState(saved)).toBeUndefined());

	test.each<[keyof DeliveryState, unknown[]]>([
		['stream', [undefined, null, 7, {}]],
		['start', [undefined, null, 7, {}]],
		['since', [undefined, null, '2026-11-20', NaN, Infinity]],
		['floor', [undefined, null, '20776', 20_776.5, NaN, -Infinity]],
		['known', [undefined, null, 'keys', [], [keyOf('a')], { 20_776: 7 }, { 20_776: null }, { 20_776: 'cut off' }, { 20_776: [keyOf('a')] }, { monday: keyOf('a') }, { '20776.5': keyOf('a') }]],
	])('when %s is not what it was', (field, values) => {
		for (const value of values) expect(readState({ ...state, [field]: value })).toBeUndefined();
	});
});

describe('What only steers the reading is repaired', () => {
	test.each<[keyof DeliveryState, unknown[], unknown]>([
		['newest', [undefined, '20777', 20_777.5, NaN, {}], null],
		['swept', [undefined, null, 'yesterday', NaN, Infinity], 0],
		['sweep', [undefined, 7, [], {}, { next: 20_777 }, { begun: 20_777 }, { next: '20777', begun: 20_777 }, { next: 20_777, begun: 0.5, waiting: null }], null],
	])('so that a broken %s costs another reading at most', (field, values, repaired) => {
		for (const value of values) expect(readState({ ...state, [field]: value })).toEqual({ ...state, [field]: repaired });
	});

	test('and a pass that lost the day on which a recording waits begins again, or the recording would be lost', () => {
		for (const waiting of [undefined, 'monday', 0.5, {}]) {
			expect(readState({ ...state, sweep: { next: 20_777, begun: 20_777, waiting } })?.sweep).toBeNull();
		}
	});
});

test('Whatever is saved, reading it never throws, and what it gives is read again as the same', () => {
	const fields = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, fc.oneof({ arbitrary: fc.constant(value), weight: 9 }, { arbitrary: json, weight: 1 })]));
	fc.assert(
		fc.property(fc.oneof(json, fc.record(fields, { requiredKeys: [] })), (saved) => {
			const read = readState(saved);
			if (read !== undefined) expect(reread(read)).toEqual(read);
		}),
		{ numRuns: 1000 },
	);
});

test('Whatever numbers a damaged state holds, the next poll asks for days that exist, or the state is refused', async () => {
	for (const number of [1e9, -1e9, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 1e300, -1e300]) {
		const sweeps = [{ next: number, begun: 20_777, waiting: null }, { next: 20_777, begun: number, waiting: null }, { next: 20_777, begun: 20_777, waiting: number }];
		const damaged = [{ since: number }, { floor: number, swept: 0 }, { newest: number }, { swept: number }, ...sweeps.map((sweep) => ({ sweep }))];
		for (const field of damaged) {
			const read = readState({ ...state, sweep: null, ...field });
			const list = async ({ firstDay, nextDay }: Days) => {
				expect(`${toApiDay(firstDay)} ${toApiDay(nextDay)}`).toMatch(/^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
				return [];
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
	])('is another one with another %s', (field, value) => {
		expect(fingerprint({ ...source, [field]: value })).not.toBe(fingerprint(source));
	});

	test('is the same with a new App Key, and always', () => {
		const renewed = { ...source, appKey: 'another' };
		expect(fingerprint(renewed)).toBe(fingerprint({ ...source }));
	});

	test('does not take the end of one part for the beginning of the next', () => {
		expect(fingerprint({ ...source, event: 'cdr"', roomId: '' })).not.toBe(fingerprint({ ...source, event: 'cdr', roomId: '"' }));
	});

	test('shows nothing of what it is made of, and neither does the state', () => {
		const text = JSON.stringify(streamFromNow(fingerprint(source), 'now', NOW));
		for (const part of [source.appId, source.baseUrl, source.roomId, Buffer.from(source.appId).toString('base64').slice(0, 8)]) expect(text).not.toContain(part);
	});
});
