import { readFileSync } from 'node:fs';
import path from 'node:path';

import { useFixture } from '../../lib/engine/fixture.mts';
import { functionsOf, shippedSources } from '../../package/built.mts';

const PACKAGE_FOLDER = path.resolve(__dirname, '..', '..', '..');
const fixture = useFixture();

/** The named functions of the package in the stack trace, innermost first. */
function packageFrames(thrown: unknown): string[] {
	const { stack = '' } = thrown as Error;
	const frames = stack.split('\n').filter((line) => line.includes(path.join(PACKAGE_FOLDER, 'dist')));
	return frames.flatMap((line) => /\bat (?:async )?(?:\w+\.)*(\w+) \(/.exec(line)?.slice(1) ?? []);
}

test('A stack trace in a bug report has the function names of the sources, from the error to the run of all items', async () => {
	const sources = shippedSources(PACKAGE_FOLDER).map((file) => readFileSync(path.join(PACKAGE_FOLDER, file), 'utf8'));
	const written = new Set(sources.flatMap(functionsOf));
	await fixture().control.faults.add({ kind: 'status', status: 400, result: 10009, error: 'Unrecognized Key of settings' });
	const { thrown } = await fixture().run({ resource: 'room', operation: 'getAll' });
	const named = packageFrames(thrown).filter((name) => written.has(name));
	expect(named).toEqual(expect.arrayContaining(['apiError', 'mapConcurrently']));
	expect(named.length).toBeGreaterThan(4);
});
