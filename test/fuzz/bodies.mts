/** Successful replies of the API, as its documentation and recorded traffic show them (enablex-api.md 4 to 9 and A). */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { archive, cdr2023, cdr2024, createdRoom, documentedRoom, scheduledRoom } from '../lib/samples.mts';

const hexId = fc.stringMatching(/^[0-9a-f]{24}$/);
const HOUR = 3_600_000;

/** A time within the last hour, so that the trigger treats the record as new. */
const recently = fc.integer({ min: 60_000, max: HOUR }).map((ago) => ({ ago }));

/** A sample with some of its fields replaced by generated ones. */
const from = (sample: IDataObject, own: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<IDataObject> =>
	fc.record(own).map((fields) => ({ ...sample, ...(fields as IDataObject) }));

const room = fc.oneof(
	...[createdRoom, documentedRoom, scheduledRoom].map((sample) => from(sample, { room_id: hexId })),
	from({ ...createdRoom, sip: { enabled: false, secret: 'sip-secret-of-a-room' } }, { room_id: hexId }),
);

/** Records carry their age; `toJsonText` turns it into a time when the case starts. */
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

/** An error of the API, and the words of it that a user has to see. */
export interface ApiError {
	body: IDataObject;
	words: string;
}

const requestId = 'req_7f3a1b9c2d4e5f6a';
const prefixed = (words: string) => `[Reason] ${words}`;
const words = fc.constantFrom('Token Denied. Room is full.', 'Room not found', 'Failed to create Room', "The 'to' field must be a valid E.164 phone number.");
const errorCode = fc.constantFrom('INVALID_PARAM', 'UNAUTHORIZED', 'RATE_LIMITED', 'PROJECT_SUSPENDED');

/** The error envelopes of all API generations (enablex-api.md 2), with the words that each was made to say. */
export const apiError: fc.Arbitrary<ApiError> = fc.oneof(
	fc.tuple(fc.constantFrom(10009, 10114, 40001, 50000, 1), words).map(([result, said]) => ({ body: { result, error: prefixed(said), desc: '' }, words: said })),
	fc.tuple(fc.constantFrom('10114', '50001', '40001', '10000'), words).map(([result, said]) => ({ body: { result, error: prefixed('short'), desc: said }, words: said })),
	fc.tuple(errorCode, words).map(([code, said]) => ({ body: { status: 'error', error_code: code, message: said, request_id: requestId }, words: said })),
	// The two envelopes at once: a deployment that adds the older result to all its replies.
	fc.tuple(fc.constantFrom(0, '0'), errorCode, words).map(([result, code, said]) => ({ body: { result, status: 'error', error_code: code, message: said }, words: said })),
	fc.tuple(fc.constantFrom(0, '0'), words).map(([result, said]) => ({ body: { status: 'error', result, error: said }, words: said })),
	words.map((said) => ({ body: { result: 1, error: { reason: said } }, words: said })),
);

export const errorBody: fc.Arbitrary<IDataObject> = apiError.map(({ body }) => body);

const isAge = (value: unknown): value is { ago: number } =>
	typeof value === 'object' && value !== null && Object.keys(value).join() === 'ago' && typeof Object(value).ago === 'number' && Math.abs(Object(value).ago) < 1e12;

/** A body as JSON text, with ages turned into times before `now` (milliseconds). */
export const toJsonText = (body: unknown, now: number): string =>
	JSON.stringify(body, (_key, value: unknown) => (isAge(value) ? new Date(now - value.ago).toISOString() : value)) ?? 'null';
