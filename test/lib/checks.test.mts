import { Checks } from './checks.mts';
import { chooseDisplay, formatElapsed, showSteps } from './steps.mts';

describe('The report of a run', () => {
	test('marks every line and ends with the number of passed and failed checks', () => {
		const lines: string[] = [];
		const checks = new Checks((line) => lines.push(line));
		checks.that('a thing holds', true);
		checks.that('another does not', false, 'it is 3');
		expect(lines).toEqual(['✔ a thing holds', '✖ another does not: it is 3']);
		expect(checks.summary()).toBe('1 passed, 1 failed');
		expect(checks.ok).toBe(false);
	});

	test('counts a section that throws as one failure and continues', async () => {
		const lines: string[] = [];
		const checks = new Checks((line) => lines.push(line));
		await checks.section('First', async () => {
			throw new Error('n8n is gone');
		});
		checks.that('the next one still runs', true);
		expect(lines).toContain('✖ completes without an error: n8n is gone');
		expect(checks.summary()).toBe('1 passed, 1 failed');
	});
});

describe('The steps of npm start', () => {
	test('are updated in place in a terminal, and plain lines in CI and in pipes', () => {
		expect(chooseDisplay(true, {})).toBe('default');
		expect(chooseDisplay(true, { CI: 'true' })).toBe('simple');
		expect(chooseDisplay(false, {})).toBe('simple');
	});

	test('return results and rethrow errors', async () => {
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
