import { createHints } from '../../../nodes/EnableXVideo/execution/executionHints';

test('Each sentence is shown once, however many items say it', () => {
	const { observer, messages } = createHints();
	for (const hint of ['A', 'B', 'A']) observer.addHint(hint);
	expect(messages()).toEqual(['A', 'B']);
});

test('Five different sentences are all shown', () => {
	const { observer, messages } = createHints();
	for (let index = 0; index < 5; index++) observer.addHint(`Room ${index}`);
	expect(messages()).toHaveLength(5);
});

test('A single retry and a single skipped entry are told', () => {
	const { observer, messages } = createHints();
	observer.onRetry();
	observer.onSkippedEntries(1);
	expect(messages()).toEqual([expect.stringMatching(/retried: 1$/), expect.stringMatching(/skipped: 1$/)]);
});

test('Many different sentences are counted after the first five, before the counts of the run', () => {
	const { observer, messages } = createHints();
	for (let index = 0; index < 12; index++) observer.addHint(`Room ${index}`);
	observer.onRetry();
	observer.onSkippedEntries(3);
	expect(messages()).toEqual([
		'Room 0', 'Room 1', 'Room 2', 'Room 3', 'Room 4', 'More hints not shown: 7',
		'EnableX was busy or could not be reached for a moment. Requests retried: 1',
		'EnableX listed entries that are not records. Entries skipped: 3',
	]);
});
