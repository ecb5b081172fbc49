import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { eventId, simplifyNotification } from '../../../nodes/EnableXVideoWebhookTrigger/notification/item';
import { NOTIFICATIONS } from '../../lib/notifications.mts';

const { roomdrop, recording, transcoded, 'file-transfer': delivered } = NOTIFICATIONS;
const item = (body: IDataObject) => simplifyNotification({ type: 'roomdrop', ...body });
const idOf = (body: IDataObject) => eventId({ type: 'roomdrop', ...body });

/** The fields that every item of these notifications has in common. */
const COMMON = { occurred_at: '2026-05-28T20:26:40.000Z', conf_num: roomdrop.conf_num, room_id: roomdrop.room_id, event_id: expect.stringMatching(/^[0-9a-f]{32}$/) };
const NOTHING = { files: [], stage: null, file_size: null, destination: null };

describe('The item of a documented notification', () => {
	test.each([
		['roomdrop', roomdrop, NOTHING],
		['recording', recording, { ...NOTHING, files: recording.recording }],
		['transcoded', transcoded, { ...NOTHING, files: [transcoded.recording], stage: 1, file_size: 65536 }],
		['file-transfer', delivered, { ...NOTHING, files: delivered.files.map(({ url }) => url), destination: delivered.destination }],
	])('%s has all fields, with numbers as numbers', (event, body, expected) => {
		expect(simplifyNotification(body)).toEqual({ event, ...COMMON, ...expected });
	});

	test('has the event first and the IDs last', () => {
		expect(Object.keys(item(roomdrop))).toEqual(['event', 'occurred_at', 'conf_num', 'room_id', 'files', 'stage', 'file_size', 'destination', 'event_id']);
	});
});

describe('The time of an item', () => {
	test.each([
		['seconds as text', '1780000000', COMMON.occurred_at],
		['seconds as a number', 1780000000, COMMON.occurred_at],
		['milliseconds as text', '1780000000000', COMMON.occurred_at],
		['milliseconds as a number', 1780000000000, COMMON.occurred_at],
		['seconds with a fraction, as text', '1780000000.5', '2026-05-28T20:26:40.500Z'],
		['ISO 8601', '2026-05-28T20:26:40.000Z', COMMON.occurred_at],
		['ISO 8601 with an offset', '2026-05-28T22:26:40+02:00', COMMON.occurred_at],
		['a date and time of the API', '2026-05-28 20:26:40', COMMON.occurred_at],
		['no time', undefined, null],
		['text', 'soon', null],
		['a small number', 42, null],
		['a huge number', 1e300, null],
		['a list', [1780000000], null],
	])('is read from %s', (_what, trans_date, expected) => {
		expect(item({ trans_date }).occurred_at).toBe(expected);
	});
});

describe('The files of an item', () => {
	test.each([
		['text', 'http://h/a', ['http://h/a']],
		['a list of texts', ['http://h/a', 'http://h/b'], ['http://h/a', 'http://h/b']],
		['one object', { url: 'http://h/a' }, ['http://h/a']],
		['a list of objects', [{ url: 'http://h/a' }, { url: 'http://h/b' }], ['http://h/a', 'http://h/b']],
		['a list with repetitions', ['http://h/a', 'http://h/a'], ['http://h/a']],
		['a list with other values', [null, 5, {}, ['x'], 'http://h/a'], ['http://h/a']],
		['null', null, []],
	])('are read from %s', (_what, files, expected) => {
		for (const key of ['recording', 'transcoded', 'files']) expect(item({ [key]: files }).files).toEqual(expected);
	});
});

describe('event_id', () => {
	test('is the same for another delivery, with another time and other forms of the same values', () => {
		const again = { ...transcoded, trans_date: 1780000300, stage: 1, recording: [{ url: transcoded.recording }] };
		expect(eventId(again)).toBe(eventId(transcoded));
		const reversed = Object.fromEntries(Object.entries(delivered).reverse());
		expect(idOf(reversed)).toBe(eventId(delivered));
		expect(eventId({ ...recording, recording: [...recording.recording].reverse() })).toBe(eventId(recording));
	});

	test('is different for each other event, session, room, project, file and place in the session', () => {
		const others: IDataObject[] = [
			...Object.values(NOTIFICATIONS),
			{ ...roomdrop, conf_num: 'other' }, { ...roomdrop, room_id: 'other' }, { ...roomdrop, app_id: 'other' },
			{ ...transcoded, stage: '2' }, { ...transcoded, recording: 'http://h/other' },
			{ ...recording, recording: recording.recording.slice(1) },
			{ ...delivered, destination: { ...delivered.destination, host: 'other' } }, { ...delivered, files: [] },
		];
		expect(new Set(others.map(idOf)).size).toBe(others.length);
	});

	test('takes the whole body of an undocumented event, and of one without a conference number', () => {
		const joined = { type: 'user-joined', user: 'ann', trans_date: 1780000000, conf_num: 'c' };
		expect(idOf({ ...joined, trans_date: '1780000000' })).toBe(idOf(joined));
		expect(idOf({ ...joined, trans_date: 1780000001 })).not.toBe(idOf(joined));
		expect(idOf({ ...joined, user: 'bob' })).not.toBe(idOf(joined));
		const { conf_num, ...nameless } = roomdrop;
		expect(conf_num).not.toBe('');
		expect(idOf({ ...nameless, trans_date: '1780000001' })).not.toBe(idOf(nameless));
	});

	test('never mixes up two values that look alike when they are joined', () => {
		const pairs: IDataObject[][] = [
			[{ conf_num: 'a', room_id: 'b' }, { conf_num: 'ab', room_id: '' }],
			[{ type: 'x', a: ['1', '2'] }, { type: 'x', a: ['1,2'] }],
			[{ type: 'x', a: ['1'] }, { type: 'x', a: '1' }],
			[{ type: 'x', a: { b: '1' } }, { type: 'x', a: '{"b":"1"}' }],
		];
		for (const [one, other] of pairs) expect(idOf(one)).not.toBe(idOf(other));
	});
});

test('Any JSON object becomes an item with the same fields, and an ID that depends on nothing else', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(delivered), 'recording', 'stage', 'file_size', '__proto__'), fc.string()), fc.jsonValue()), (body) => {
			const notification = { ...body, type: 'roomdrop' } as IDataObject & { type: string };
			const result = simplifyNotification(notification);
			expect(Object.keys(result)).toEqual(Object.keys(item(roomdrop)));
			expect(Object.values(result)).not.toContain(undefined);
			expect(eventId(JSON.parse(JSON.stringify(notification)))).toBe(result.event_id);
		}),
		{ numRuns: 1000 },
	);
});
