/** `npm run soak`: simulated days of the built trigger; see HELP in options.mts. */
import { readCommandLine } from '../../lib/command-line.mts';
import { formatElapsed } from '../../lib/steps.mts';
import { endWithParent } from '../../lib/stop-signals.mts';
import { forkRun } from './fork-run.mts';
import { HELP, parseOptions, type SoakOptions } from './options.mts';
import { showTasks } from './progress.mts';
import { playSeeds } from './hostile/seeds.mts';
import { findProblems, formatTable } from './report.mts';

async function soak(options: SoakOptions): Promise<void> {
	console.log(`${options.days} days, seed ${options.seed}, package in ${options.packageFolder}`);
	const tasks = options.rates.map((rate) => ({
		title: `${rate.title} (${rate.meetingsPerDay > 0 ? `${rate.meetingsPerDay} sessions` : `${rate.cdrsPerDay} CDRs`} per day, a poll every ${rate.pollMinutes} minutes)`,
		work: async (report: (what: string) => void) => await forkRun({ rate, options }, report),
	}));
	const runs = await showTasks(tasks);
	console.log(`\n${formatTable(runs)}\n`);
	const problems = findProblems(runs);
	const outcome = problems.length === 0 ? 'Every record was emitted once, in order.' : `Failed; repeat with --seed ${options.seed}:\n  ${problems.join('\n  ')}`;
	console.log(`${outcome}\n${formatElapsed(performance.now())} in total`);
	process.exitCode = problems.length === 0 ? 0 : 1;
}

endWithParent();
const options = readCommandLine(parseOptions);
if (options?.help) console.log(HELP);
else if (options?.hostile) process.exitCode = (await playSeeds(options.hostile)) ? 0 : 1;
else if (options) await soak(options);
