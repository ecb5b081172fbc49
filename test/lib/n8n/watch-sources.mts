import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** The parts of gulp that are used here; it brings no types of its own. */
interface Gulp {
	on(event: 'error', listener: () => void): void;
	series(...tasks: unknown[]): unknown;
	watch(globs: readonly string[], options: { cwd: string }, task: unknown): Watcher;
}

interface Watcher {
	on(event: 'error', listener: (error: Error) => void): void;
	close(): Promise<void>;
}

const SOURCES = ['nodes/**/*', 'credentials/**/*', 'icons/**/*'];

/**
 * Builds when a source of the package is saved, then calls `onBuilt`; several saves at once make one
 * build. What does not compile is shown and leaves the build before it in place. Returns what ends it.
 */
export function watchSources(root: string, onBuilt: () => Promise<void>): () => Promise<void> {
	const load = createRequire(path.join(root, 'package.json'));
	const gulp: Gulp = load('gulp');
	const { default: build }: { default: unknown } = load('./gulpfile.js');
	// gulp throws an error of a task that nobody listens to; the watcher has it, too.
	gulp.on('error', () => undefined);
	const watcher = gulp.watch(SOURCES, { cwd: root }, gulp.series(build, onBuilt));
	watcher.on('error', ({ message }) => console.error(`${message}\nNot built; n8n keeps the code that it has.`));
	return async () => await watcher.close();
}

/**
 * Shows errors of types at every save, as `tsc --watch` does; the build does not wait for them. In a
 * thread, which ends with this process however that ends. Returns what ends it before.
 */
export function watchTypes(root: string): () => Promise<void> {
	const load = createRequire(path.join(root, 'package.json'));
	const argv = ['--watch', '--preserveWatchOutput', '--pretty', '--project', root];
	const compiler = new Worker(load.resolve('typescript/lib/tsc.js'), { argv, execArgv: [] });
	return async () => void (await compiler.terminate());
}
