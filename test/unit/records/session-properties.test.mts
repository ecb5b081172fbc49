import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { toSession, withRecordings } from '../../../nodes/shared/records/session';
import { toIso } from '../../../nodes/shared/utils/values';
import { anyArchive, anyCdr } from '../../lib/arbitraries.mts';
import { getSession, PARTICIPANT_ITEM } from '../../lib/operations/session.mts';
import { attendanceOf, inOneOrder, sessionCdr } from '../../lib/session-cdrs.mts';

const KEYS = [...(getSession.output ?? [])];
const PERSON_KEYS = PARTICIPANT_ITEM.slice(0, 8);
const START = Date.UTC(2026, 2, 1, 10);

describe('For any people, stays and CDRs', () => {
	const interval = fc.tuple(fc.nat(3 * 86_400), fc.integer({ min: 1, max: 40_000 })).map(([from, length]) => ({ from: START + from * 1000, to: START + (from + length) * 1000 }));
	const person = fc.record({
		name: fc.constantFrom('Ann', 'Ben', 'guest', ''),
		userRef: fc.constantFrom('a', 'b', ''),
		stays: fc.array(interval, { minLength: 1, maxLength: 4 }),
	});
	const meeting = fc.uniqueArray(person, { minLength: 1, maxLength: 5, selector: ({ name, userRef }) => `${userRef}|${name}` });

	const toConnections = (people: Array<{ name: string; userRef: string; stays: Array<{ from: number; to: number }> }>) =>
		people.flatMap(({ name, userRef, stays }) => stays.map((one) => ({ name, userRef, ...one })));
	const toCdrs = (people: Parameters<typeof toConnections>[0]) => toConnections(people).map((one) => sessionCdr(one));
	const minutesOf = (cdrs: IDataObject[]) => toSession(cdrs).participants.map(({ connection_count: _, ...rest }) => rest);

	test('each person has the minutes in which they were there', () => {
		fc.assert(fc.property(meeting, (people) => {
			const found = inOneOrder(toSession(toCdrs(people)).participants);
			expect(found).toEqual(inOneOrder(attendanceOf(toConnections(people))).map((one) => expect.objectContaining(one)));
		}));
	});

	test('the order of the CDRs does not matter', () => {
		const shuffled = meeting.chain((people) => {
			const cdrs = toCdrs(people);
			return fc.tuple(fc.constant(cdrs), fc.shuffledSubarray(cdrs, { minLength: cdrs.length }));
		});
		fc.assert(fc.property(shuffled, ([cdrs, other]) => expect(toSession(other)).toEqual(toSession(cdrs))));
	});

	test('a stay in parts that overlap or touch is the same person with the same minutes', () => {
		const split = fc.record({ people: meeting, cut: fc.double({ min: 0, max: 1, noNaN: true }), overlap: fc.nat(600) });
		fc.assert(fc.property(split, ({ people, cut, overlap }) => {
			const parts = people.map((one) => ({
				...one,
				stays: one.stays.flatMap(({ from, to }) => {
					const middle = from + Math.round((to - from) * cut);
					return [{ from, to: Math.min(to, middle + overlap * 1000) }, { from: middle, to }];
				}),
			}));
			expect(inOneOrder(minutesOf(toCdrs(parts)))).toEqual(inOneOrder(minutesOf(toCdrs(people))));
		}));
	});

	test('a session has exactly the documented keys, readable times and no negative length', () => {
		fc.assert(fc.property(fc.array(anyCdr, { maxLength: 5 }), fc.array(anyArchive, { maxLength: 2 }), (cdrs, archives) => {
			const session = toSession(cdrs);
			expect(Object.keys(session)).toEqual(KEYS);
			expect(session.duration_seconds ?? 0).toBeGreaterThanOrEqual(0);
			expect(session.connection_count).toBe(session.participants.reduce((sum, { connection_count }) => sum + connection_count, 0));
			for (const time of [session.started_at, session.ended_at]) expect(time).toBe(toIso(time));
			for (const one of session.participants) {
				expect(Object.keys(one)).toEqual(PERSON_KEYS);
				expect(one.duration_seconds ?? 0).toBeGreaterThanOrEqual(0);
			}
			expect(Object.values(withRecordings(session, archives))).not.toContain(undefined);
		}), { numRuns: 500 });
	});
});
