import * as fc from 'fast-check';

import { isRoomMissing, NEXT_STEP_BY_CODE, nextStepFor } from '../../../nodes/shared/api/resultCodes';

/** Every error code of enablex-api.md 10, by area. */
const ROOM_CODES = [
	10000, 10001, 10002, 10003, 10004, 10005, 10006, 10007, 10008, 10009, 10010, 10011, 10012, 10013, 10014, 10015, 10016,
	10017, 10018, 10019, 10020, 10021, 10022, 10023, 10024, 10025, 10026, 10030, 10106, 40001, 50000, 50001, 50002, 50003,
	50004, 50005,
];
const TOKEN_CODES = [10101, 10102, 10103, 10104, 10105, 10111, 10112, 10113, 10114, 40002];
const CDR_CODES = [10201, 10202, 10203, 10204, 10205];
const NEWER_CODES = ['UNAUTHORIZED', 'CREDENTIAL_EXPIRED', 'PROJECT_SUSPENDED', 'RATE_LIMITED'];

describe('Every API error has a next step', () => {
	const CODES = [...ROOM_CODES, ...TOKEN_CODES, ...CDR_CODES, ...NEWER_CODES].map(String);

	test.each(CODES)('%s has its own, not that of its HTTP status', (code) => {
		for (const status of [200, 400]) expect(nextStepFor(code, status)).not.toBe(nextStepFor('no such code', status));
	});

	test.each<[codes: Array<number | string>, helps: RegExp]>([
		[[10000, 40002, 'UNAUTHORIZED'], /App ID and App Key/],
		[[10001], /^Fill in Room$/],
		[[10002, 10101], /^Fill in Name$/],
		[[10004, 10005, 10006], /Scheduled Time/],
		[[10003, 10008, 10012, 10013, 10016], /this room field/],
		[[10007], /Participants/],
		[[10009], /does not recognize one of the room settings/],
		[[10010], /Owner Reference/],
		[[10011], /Duration.*at least 10/],
		[[10014, 10021], /Video Quality/],
		[[10015, 10026], /SIP Enabled/],
		[[10017, 10018, 10024, 10025], /rooms of this type or mode do not support it/],
		[[10019], /Group or Lecture/],
		[[10020], /mode of a room is fixed.*new room/],
		[[10106], /type of a room is fixed.*new room/],
		[[10022, 10023], /Moderators/],
		[[10030, 50004, 50005], /session.*after the session has ended/],
		[[10102], /User Reference/],
		[[10103, 10104], /Role/],
		[[10105, 'RATE_LIMITED'], /in a moment|wait a moment/i],
		[[10111], /scheduled time of this room has passed/],
		[[10112, 10113], /shortly before its (scheduled time|start) until its end/],
		[[10114], /room is full/],
		[[10201], /Conference Number/],
		[[10202, 10203, 10204, 10205], /Conference Number, Room, From or To/],
		[[40001], /Check the Room.*deleted/],
		[[50000, 50002, 50003], /EnableX server error/],
		[[50001], /fields of the room/],
		[['CREDENTIAL_EXPIRED'], /new App Key/],
		[['PROJECT_SUSPENDED'], /suspended/],
	])('%j says what to do', (codes, helps) => {
		for (const code of codes) expect(nextStepFor(String(code), 400)).toMatch(helps);
	});

	test.each([
		[401, /App ID and App Key/],
		[403, /App ID and App Key.*may use/],
		[404, /Base URL/],
		[429, /Wait a moment/],
		[500, /Try again/],
		[503, /Try again/],
		[400, /Check the fields/],
	])('an unknown code with HTTP %i has the next step of the status', (status, expected) => {
		expect(nextStepFor('', status)).toMatch(expected);
		expect(nextStepFor('99999', status)).toMatch(expected);
	});

	test('a known code takes precedence over the status', () => {
		expect(nextStepFor('10114', 500)).toMatch(/room is full/i);
	});

	test('any code has a sentence without a full stop, because the error adds one', () => {
		const codes = fc.oneof(fc.string(), fc.constantFrom('toString', 'constructor', '__proto__', ...Object.keys(NEXT_STEP_BY_CODE)));
		fc.assert(
			fc.property(codes, fc.integer({ min: 100, max: 599 }), (code, status) => {
				expect(nextStepFor(code, status)).toEqual(expect.stringMatching(/^[A-Z].*[^.]$/));
			}),
			{ numRuns: 500 },
		);
	});
});

test.each([
	['40001', 404, true],
	['40001', 200, true],
	['ROOM_NOT_FOUND', 404, true],
	['ROOM_NOT_FOUND', 500, false],
	['404', 404, false],
	['10030', 409, false],
	['50000', 404, false],
])('Code %s with HTTP %i says that a room is missing: %s', (code, httpStatus, expected) => {
	expect(isRoomMissing({ code, httpStatus })).toBe(expected);
});
