/** What the API sends when all is well, as its documents and its recorded traffic show it (api.md 4 to 9 and A). */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { archive, cdr2023, cdr2024, createdRoom, documentedRoom, scheduledRoom } from '../unit/samples.mts';

const hexId = fc.stringMatching(/^[0-9a-f]{24}$/);
const HOUR = 3_600_000;

/** A moment of the last hours, so that the trigger counts it as new. */
const recently = fc.integer({ min: 60_000, max: HOUR }).map((ago) => ({ ago }));

/** Merges fields of its own into a sample. */
const from = (sample: IDataObject, own: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<IDataObject> =>
	fc.record(own).map((fields) => ({ ...sample, ...(fields as IDataObject) }));

const room = fc.oneof(
	...[createdRoom, documentedRoom, scheduledRoom].map((sample) => from(sample, { room_id: hexId })),
	from({ ...createdRoom, sip: { enabled: false, secret: 'sip-secret-of-a-room' } }, { room_id: hexId }),
);

/** Records carry their age; `dated` turns it into a time once the case begins. */
const cdr = fc.oneof(
	from({ ...cdr2024, room: { ...Object(cdr2024.room), room_details: createdRoom } }, { cdr_id: hexId, trans_date: recently }),
	from(cdr2023, { cdr_id: hexId, trans_date: recently }),
);

const archived = fc.oneof(
	from(archive, { _id: hexId, trans_date: recently }),
	from({ ...archive, transcoded: [] }, { _id: hexId, trans_date: recently }),
	from({ ...archive, recording: null, transcoded: null }, { _id: hexId, trans_date: recently }),
);

const user = fc.record({
	name: fc.string({ minLength: 1, maxLength: 8 }),
	user_ref: hexId,
	role: fc.constantFrom('moderator', 'participant'),
	permissions: fc.constant({ publish: true, subscribe: true, record: false }),
});

const dialInNumber = fc.record({
	country: fc.constantFrom('India', 'United States'),
	country_code: fc.constantFrom('IN', '91'),
	phone: fc.constant('+91 22 1234 5678'),
	toll: fc.boolean(),
});

const list = <T,>(record: fc.Arbitrary<T>) => fc.array(record, { maxLength: 4 });
const number0 = fc.constant(0);
const text0 = fc.constantFrom('0', 0);

export const roomBody = fc.record({ result: number0, room });
export const roomsBody = fc.record({ result: number0, rooms: list(room) });
export const doneBody = fc.record({ result: number0 });
export const tokenBody = fc.record({ result: number0, token: fc.base64String({ minLength: 20, maxLength: 60 }) });
export const usersBody = fc.oneof(
	fc.record({ result: number0, total: fc.nat(4), users: list(user) }),
	fc.constant({ result: 0, total: 0, users: null }),
);
export const cdrBody = fc.record({ result: text0, cdr: list(cdr) });
export const archiveBody = fc.record({ result: text0, archive: list(archived) });
export const dialInBody = fc.record({
	_id: hexId,
	app_key: hexId,
	settings: fc.constant({ sip: true }),
	sip: fc.constant({ server_url: 'sip://sip.example.com:5060', username: 'sip-user', password: 'sip-password', sig_servers: ['198.51.100.1'], media_servers: [] }),
	dialin: list(dialInNumber),
});

/** What comes instead of a success: the error envelopes of all generations (api.md 2). */
export const errorBody: fc.Arbitrary<IDataObject> = fc.oneof(
	fc.record({ result: fc.constantFrom(10009, 10114, 40001, 50000, 1), error: fc.constantFrom('[Reason] Token Denied. Room is full.', 'Room not found'), desc: fc.constantFrom('', 'More words') }),
	fc.record({ result: fc.constantFrom('10114', '50001', '40001', '10000'), error: fc.constant('[Reason] Failed to create Room'), desc: fc.constant('') }),
	fc.record({
		status: fc.constant('error'),
		error_code: fc.constantFrom('INVALID_PARAM', 'UNAUTHORIZED', 'RATE_LIMITED', 'PROJECT_SUSPENDED'),
		message: fc.constant("The 'to' field must be a valid E.164 phone number."),
		request_id: fc.constant('req_7f3a1b9c2d4e5f6a'),
	}),
	fc.record({ result: fc.constant(1), error: fc.record({ reason: fc.constant('No such route') }) }),
);

const isAge = (value: unknown): value is { ago: number } =>
	typeof value === 'object' && value !== null && Object.keys(value).join() === 'ago' && typeof Object(value).ago === 'number' && Math.abs(Object(value).ago) < 1e12;

/** A body as JSON text, with ages as times before `now` (milliseconds). */
export const toJsonText = (body: unknown, now: number): string =>
	JSON.stringify(body, (_key, value: unknown) => (isAge(value) ? new Date(now - value.ago).toISOString() : value)) ?? 'null';
