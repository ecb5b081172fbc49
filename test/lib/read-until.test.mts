import { readUntil } from './read-until.mts';

const FAST = { timeoutMs: 10_000, intervalMs: 1 };

describe('Reading a value until it is as expected', () => {
	test('returns the first expected value', async () => {
		let count = 0;
		await expect(readUntil(async () => ++count, (value) => value === 3, FAST)).resolves.toBe(3);
		expect(count).toBe(3);
	});

	test('returns the last value when the time is up', async () => {
		await expect(readUntil(async () => 'not yet', () => false, { timeoutMs: 20, intervalMs: 1 })).resolves.toBe('not yet');
	});

	test('rejects when the signal is aborted, and when reading fails', async () => {
		const options = { timeoutMs: 10_000, intervalMs: 10_000, signal: AbortSignal.timeout(20) };
		await expect(readUntil(async () => 1, () => false, options)).rejects.toThrow('aborted');
		await expect(readUntil(async () => await Promise.reject(new Error('n8n is gone')), () => true, FAST)).rejects.toThrow('n8n is gone');
	});
});
