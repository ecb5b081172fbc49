import { Listr, PRESET_TIMER } from 'listr2';

import { chooseDisplay, type Display } from '../../lib/steps.mts';

export interface Task<T> {
	title: string;
	work(report: (what: string) => void): Promise<T>;
}

/** The minimum time between lines where output is appended instead of replaced. */
const PLAIN_MS = 15_000;

/** Runs tasks concurrently, shows their progress, and returns their results in the order of the tasks. */
export async function showTasks<T>(tasks: Array<Task<T>>): Promise<T[]> {
	const display = chooseDisplay(process.stdout.isTTY, process.env);
	const results: T[] = [];
	const list = new Listr<object, Display>(
		tasks.map(({ title, work }, index) => ({
			title,
			task: async (_context, task) => {
				const show = (what: string) => void (task.output = `${title}: ${what}`);
				results[index] = await work(display === 'default' ? show : throttle(show, PLAIN_MS));
			},
		})),
		{ concurrent: true, renderer: display, rendererOptions: { timer: PRESET_TIMER }, registerSignalListeners: false },
	);
	await list.run();
	return results;
}

/** Drops calls that follow the last forwarded one too soon. */
function throttle(show: (what: string) => void, everyMs: number): (what: string) => void {
	let shownAt = -Infinity;
	return (what) => {
		if (performance.now() - shownAt < everyMs) return;
		shownAt = performance.now();
		show(what);
	};
}
