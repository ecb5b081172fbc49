import { waitForRecords } from '../../../nodes/EnableXVideo/resources/session/waitForRecords';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Waits for people whose records are listed after so many seconds; all but the first are left out after `forgottenAfter`. Returns how many came, when, and how often the API was asked. */
async function wait(listedAfter: number[], seconds: number, forgottenAfter = Infinity) {
	const start = performance.now();
	const elapsed = () => Math.round((performance.now() - start) / 100) / 10;
	let asked = 0;
	const list = async () => {
		asked++;
		return await Promise.resolve(listedAfter.filter((after, index) => after <= elapsed() && (index === 0 || elapsed() < forgottenAfter)).map((after) => ({ after })));
	};
	const waiting = waitForRecords(list, seconds * 1000, undefined).then((records) => ({ people: records.length, after: elapsed(), asked }));
	await jest.advanceTimersByTimeAsync(400_000);
	return await waiting;
}

describe('Waiting for the records of a session', () => {
	test.each([
		['returns at once without a wait', [0, 0], 0, { people: 2, after: 0, asked: 1 }],
		['returns what has not grown for ten seconds', [0, 0], 60, { people: 2, after: 10, asked: 4 }],
		['includes people who are listed one after the other', [1, 5, 12, 20], 60, { people: 4, after: 34, asked: 6 }],
		['returns what there is at the end of the wait', [1, 4, 8], 10, { people: 3, after: 10, asked: 4 }],
		['gives up at the end of the wait, and asks less and less often', [], 300, { people: 0, after: 300, asked: 14 }],
		['keeps whom a later list leaves out', [0, 0], 60, { people: 2, after: 10, asked: 4 }, 5],
	])('%s', async (_what, listedAfter, seconds, outcome, forgottenAfter = Infinity) => expect(await wait(listedAfter, seconds, forgottenAfter)).toEqual(outcome));
});
