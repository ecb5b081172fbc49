import { Checks } from './checks.mts';
import { chooseDisplay, formatElapsed, showSteps } from './steps.mts';

describe('The report of the smoke run', () => {
	test('counts, marks every line, and ends with the two numbers', () => {
		const lines: string[] = [];
		const checks = new Checks((line) => lines.push(line));
		checks.that('a thing holds', true);
		checks.that('another does not', false, 'it is 3');
		expect(lines).toEqual(['✔ a thing holds', '✖ another does not: it is 3']);
		expect(checks.summary()).toBe('1 passed, 1 failed');
		expect(checks.ok).toBe(false);
	});

	test('a section that throws is one failure and does not end the run', async () => {
		const lines: string[] = [];
		const checks = new Checks((line) => lines.push(line));
		await checks.section('First', async () => {
			throw new Error('n8n is gone');
		});
		checks.that('the next one still runs', true);
		expect(lines).toContain('✖ runs to its end: n8n is gone');
		expect(checks.summary()).toBe('1 passed, 1 failed');
	});
});

describe('The steps of a start', () => {
	test('are living lines in a terminal and plain lines in CI and in pipes', () => {
		expect(chooseDisplay(true, {})).toBe('default');
		expect(chooseDisplay(true, { CI: 'true' })).toBe('simple');
		expect(chooseDisplay(false, {})).toBe('simple');
	});

	test('hand on what they made, and what went wrong', async () => {
		const step = showSteps('silent');
		await expect(step('one', async () => 42)).resolves.toBe(42);
		await expect(step('two', async () => undefined)).resolves.toBeUndefined();
		const failure = new Error('no network');
		await expect(step('three', async () => await Promise.reject(failure))).rejects.toBe(failure);
	});

	test('show minutes and seconds', () => {
		expect(formatElapsed(65_400)).toBe('1:05');
		expect(formatElapsed(900)).toBe('0:00');
	});
});
