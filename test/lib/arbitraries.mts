/** Random values for property tests, biased towards the API's records. */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

/** Any JSON value, or one of the values that tend to break API clients. */
export const json = fc.oneof(
	fc.jsonValue(),
	fc.constantFrom(null, '', ' ', '0', 'true', [], {}, -1, 0, '2024-03-22T09:30:00.000Z', '2021-05-31 05:30:00', '__proto__'),
);

/** An object with some of these keys, each with any JSON value or a nested object. */
function recordOf(shape: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<IDataObject> {
	const fields = Object.entries(shape).map(([key, innerKeys]): [string, fc.Arbitrary<IDataObject[string]>] => [
		key,
		innerKeys.length === 0
			? json
			: fc.oneof(json, fc.record(Object.fromEntries(innerKeys.map((inner) => [inner, json])), { requiredKeys: [] })),
	]);
	return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

const times = ['connect_dt', 'disconnect_dt', 'duration'];

export const anyRoom = recordOf({
	room_id: [],
	name: [],
	owner_ref: [],
	created: [],
	settings: ['mode', 'scheduled', 'adhoc', 'scheduled_time', 'duration', 'moderators', 'participants'],
});

export const anyCdr = recordOf({
	cdr_id: [],
	conf_num: [],
	trans_date: [],
	room: ['room_id', 'room_details', ...times],
	user: ['name', 'ref', 'role', 'token'],
	sigserver: times,
	stats_quality: ['call_quality'],
	usage: ['connect_minutes_cal'],
	call_log_id: [],
});

export const anyArchive = recordOf({
	_id: [],
	conf_num: [],
	room_id: [],
	trans_date: [],
	recording: ['url'],
	transcoded: ['url'],
	chatdata: ['url'],
	metadata: ['url'],
});

/** Time zones with half-hour offsets, with DST changes at night and at midnight, with two midnights, and far from UTC. */
export const ZONES = [
	'UTC',
	'Europe/Berlin',
	'America/New_York',
	'America/Santiago',
	'America/Havana',
	'America/Scoresbysund',
	'Atlantic/Azores',
	'Africa/Cairo',
	'Asia/Kolkata',
	'Asia/Kathmandu',
	'Australia/Lord_Howe',
	'Pacific/Kiritimati',
	'Pacific/Pago_Pago',
];

export const zone = fc.constantFrom(...ZONES);

/** Times from 2020 to 2039 in milliseconds since 1970, in whole seconds. */
export const instant = fc
	.integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 })
	.map((seconds) => seconds * 1000);
