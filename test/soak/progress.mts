import { Listr, PRESET_TIMER } from 'listr2';

import { chooseDisplay, type Display } from '../host/steps.mts';

export interface Task<T> {
	title: string;
	work(report: (what: string) => void): Promise<T>;
}

/** Where lines are not replaced but added, one at most so often. */
const PLAIN_MS = 15_000;

/** Runs tasks at the same time, shows how far each one is, and gives their results in the order of the tasks. */
export async function showTasks<T>(tasks: Array<Task<T>>): Promise<T[]> {
	const display = chooseDisplay(process.stdout.isTTY, process.env);
	const results: T[] = [];
	const list = new Listr<object, Display>(
		tasks.map(({ title, work }, index) => ({
			title,
			task: async (_context, task) => {
				const show = (what: string) => void (task.output = `${title}: ${what}`);
				results[index] = await work(display === 'default' ? show : seldom(show, PLAIN_MS));
			},
		})),
		{ concurrent: true, renderer: display, rendererOptions: { timer: PRESET_TIMER }, registerSignalListeners: false },
	);
	await list.run();
	return results;
}

/** Passes a call on when the last one that was passed on is long enough ago. */
function seldom(show: (what: string) => void, everyMs: number): (what: string) => void {
	let shownAt = -Infinity;
	return (what) => {
		if (performance.now() - shownAt < everyMs) return;
		shownAt = performance.now();
		show(what);
	};
}
