import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { whenSilent } from '../../nodes/EnableXVideo/resources/archive/fileReply';

const TIMEOUT_MS = 50;

/** Whether a download is given up within so many milliseconds. */
async function isGivenUp(body: PassThrough, withinMs: number): Promise<boolean> {
	const silence = whenSilent(body, TIMEOUT_MS).then(() => false, () => true);
	return await Promise.race([silence, sleep(withinMs, false)]);
}

describe('A download', () => {
	test('that falls silent is given up, and its connection closed', async () => {
		const body = new PassThrough();
		body.write('a part');
		expect(await isGivenUp(body, 60_000)).toBe(true);
		expect(body.destroyed).toBe(true);
	});

	test('that has arrived is not, however long the storage takes', async () => {
		const body = new PassThrough();
		body.resume().end('all of it');
		expect(await isGivenUp(body, TIMEOUT_MS * 6)).toBe(false);
	});
});
