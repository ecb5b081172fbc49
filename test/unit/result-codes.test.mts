import * as fc from 'fast-check';

import { NEXT_STEP_BY_CODE, nextStepFor } from '../../nodes/shared/resultCodes';

/** Every code of api.md 10 that is no success, by area. */
const ROOM_CODES = [
	10000, 10001, 10002, 10003, 10004, 10005, 10006, 10007, 10008, 10009, 10010, 10011, 10012, 10013, 10014, 10015, 10016,
	10017, 10018, 10019, 10020, 10021, 10022, 10023, 10024, 10025, 10026, 10030, 10106, 40001, 50000, 50001, 50002, 50003,
	50004, 50005,
];
const TOKEN_CODES = [10101, 10102, 10103, 10104, 10105, 10111, 10112, 10113, 10114, 40002];
const CDR_CODES = [10201, 10202, 10203, 10204, 10205];
const NEWER_CODES = ['UNAUTHORIZED', 'CREDENTIAL_EXPIRED', 'PROJECT_SUSPENDED', 'RATE_LIMITED'];

const UNKNOWN = nextStepFor('no such code', 400);

describe('Every error of the API comes with a next step', () => {
	test.each([...ROOM_CODES, ...TOKEN_CODES, ...CDR_CODES, ...NEWER_CODES].map(String))('%s has one of its own', (code) => {
		expect(nextStepFor(code, 400)).not.toBe(UNKNOWN);
		expect(nextStepFor(code, 200)).toBe(NEXT_STEP_BY_CODE[code]);
	});

	test.each([
		[401, /App ID and App Key/],
		[403, /App ID and App Key.*may use/],
		[404, /Base URL/],
		[429, /Wait a moment/],
		[500, /Try again/],
		[503, /Try again/],
		[400, /Check the fields/],
	])('an unknown code with HTTP %i is told by the status', (status, expected) => {
		expect(nextStepFor('', status)).toMatch(expected);
		expect(nextStepFor('99999', status)).toMatch(expected);
	});

	test('a known code wins over the status', () => {
		expect(nextStepFor('10114', 500)).toMatch(/room is full/i);
	});

	test('any code gives a sentence without a full stop, as one is put behind it', () => {
		const codes = fc.oneof(fc.string(), fc.constantFrom('toString', 'constructor', '__proto__', ...Object.keys(NEXT_STEP_BY_CODE)));
		fc.assert(
			fc.property(codes, fc.integer({ min: 100, max: 599 }), (code, status) => {
				expect(nextStepFor(code, status)).toEqual(expect.stringMatching(/^[A-Z].*[^.]$/));
			}),
			{ numRuns: 500 },
		);
	});
});
