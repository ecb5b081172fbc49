/** `npm run soak`: simulated days of the built trigger; see HELP in options.mts. */
import { readCommandLine } from '../host/command-line.mts';
import { formatElapsed } from '../host/steps.mts';
import { forkRun } from './fork-run.mts';
import { HELP, parseOptions, type SoakOptions } from './options.mts';
import { showTasks } from './progress.mts';
import { findProblems, formatTable } from './report.mts';

async function soak(options: SoakOptions): Promise<void> {
	console.log(`${options.days} days, seed ${options.seed}, package in ${options.packageFolder}`);
	const tasks = options.rates.map((rate) => ({
		title: `${rate.title} (${rate.cdrsPerDay} CDRs a day, a poll every ${rate.pollMinutes} minutes)`,
		work: async (report: (what: string) => void) => await forkRun({ rate, options }, report),
	}));
	const runs = await showTasks(tasks);
	console.log(`\n${formatTable(runs)}\n`);
	const problems = findProblems(runs);
	const verdict = problems.length === 0 ? 'Everything came, once, in order.' : `Not well, and again so with --seed ${options.seed}:\n  ${problems.join('\n  ')}`;
	console.log(`${verdict}\n${formatElapsed(performance.now())} in all`);
	process.exitCode = problems.length === 0 ? 0 : 1;
}

const options = readCommandLine(parseOptions);
if (options?.help) console.log(HELP);
else if (options) await soak(options);
