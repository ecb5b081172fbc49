import { Listr, PRESET_TIMER } from 'listr2';

/** Shows which part of a step has started. */
export type Report = (what: string) => void;

/** Runs one step under a title and returns its result. */
export type Step = <T>(title: string, work: (report: Report) => Promise<T>) => Promise<T>;

/** How steps are displayed: one line each, updated in place; plain lines for files and CI; or not at all. */
export type Display = 'default' | 'simple' | 'silent';

/** Updating lines in place needs a terminal; in CI and in pipes it would only be noise. */
export function chooseDisplay(isTerminal: boolean, env: NodeJS.ProcessEnv): Display {
	return isTerminal && !env.CI ? 'default' : 'simple';
}

/** How often a long step shows that it is still running. */
const TICK_MS: Record<Display, number> = { default: 1_000, simple: 15_000, silent: 60_000 };

/** Creates the function that runs, shows and times steps. */
export function showSteps(display: Display): Step {
	return async <T,>(title: string, work: (report: Report) => Promise<T>): Promise<T> => {
		let outcome: { value: T } | undefined;
		const list = new Listr(
			[
				{
					title,
					task: async (_context, task) => {
						const clock = watch((text) => (task.output = text), TICK_MS[display]);
						try {
							outcome = { value: await work(clock.report) };
						} finally {
							clock.stop();
						}
					},
				},
			],
			{
				renderer: display,
				rendererOptions: { timer: PRESET_TIMER },
				// Signals are handled in one place, which also stops what the steps started.
				registerSignalListeners: false,
			},
		);
		await list.run();
		if (!outcome) throw new Error(`${title}: the step produced no result.`);
		return outcome.value;
	};
}

function watch(show: (text: string) => void, tickMs: number): { report: Report; stop: () => void } {
	const began = Date.now();
	let current = '';
	const tick = () => current && show(`${formatElapsed(Date.now() - began)}  ${current}`);
	const timer = setInterval(tick, tickMs);
	const report = (what: string) => {
		current = what;
		tick();
	};
	return { report, stop: () => clearInterval(timer) };
}

/** Milliseconds as minutes and seconds, such as `1:05`. */
export function formatElapsed(ms: number): string {
	const seconds = Math.floor(ms / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
