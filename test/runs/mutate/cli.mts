/** `npm run mutate`: do the tests notice small changes of the code? See HELP in options.mts. */
import { readCommandLine } from '../../lib/command-line.mts';
import { projectRoot } from '../../lib/n8n/paths.mts';
import { stopOnSignals } from '../../lib/stop-signals.mts';
import { shippedSources } from '../../package/built.mts';
import { coveredFolderOf } from './covering-tests.mts';
import { JUDGED } from './judged.mts';
import { keepSurvivors, readSurvivors } from './last-run.mts';
import { mutantsOf, type Mutant } from './mutant.mts';
import { HELP, parseOptions, type MutateOptions } from './options.mts';
import { describeMutant, formatResults, scoreOf, type FolderResult } from './report.mts';
import { draw, only, withoutJudged } from './selection.mts';
import { Trial } from './trial.mts';
import { Workspace } from './workspace.mts';

const MINIMUM_SCORE = 95;
const PROGRESS_EVERY = 25;

const isBelow = (folder: string) => (file: string) => file === folder || file.startsWith(`${folder}/`);

interface Attempt {
	options: MutateOptions;
	/** One for each mutant that is tried at the same time. */
	workspaces: [Workspace, ...Workspace[]];
	/** When to stop, by `performance.now()`. */
	end: number;
}

async function tryFolder(attempt: Attempt, folder: string): Promise<FolderResult> {
	const { sample, seed, again } = attempt.options;
	const [workspace] = attempt.workspaces;
	const files = shippedSources(workspace.folder).filter(isBelow(folder));
	if (files.length === 0) throw new Error(`There is no source file in ${folder}.`);
	const all = files.flatMap((file) => mutantsOf(file, workspace.read(file)));
	const { open, outdated } = withoutJudged(all, JUDGED);
	for (const { file, place, change } of outdated) console.log(`judged.mts holds a change that is no longer possible: ${file} (${place}): ${change}`);
	const result: FolderResult = { folder, open: open.length, judged: all.length - open.length, verdicts: [], survivors: [] };
	const wanted = again ? only(open, readSurvivors(projectRoot())) : open;
	const drawn = draw(wanted, sample ?? wanted.length, seed, folder);
	for (const room of new Set(drawn.map(({ file }) => coveredFolderOf(file)))) {
		await tryRoom(attempt, room, drawn.filter(({ file }) => coveredFolderOf(file) === room), result);
	}
	return result;
}

async function tryRoom({ options, workspaces, end }: Attempt, room: string, mutants: readonly Mutant[], result: FolderResult): Promise<void> {
	console.log(`\n${room}: ${mutants.length} mutants`);
	const trial = await Trial.begin(workspaces[0], room, options.unitsOnly);
	if (trial.failingTests.length > 0) console.log(`These fail without a mutant and are not asked: ${trial.failingTests.join(', ')}`);
	const waiting = mutants.values();
	let tried = 0;
	await Promise.all(workspaces.map(async (workspace) => {
		for (const mutant of waiting) {
			if (performance.now() > end) return;
			const verdict = await trial.judge(mutant, workspace);
			result.verdicts.push(verdict);
			if (++tried % PROGRESS_EVERY === 0) console.log(`${tried} of ${mutants.length}`);
			if (verdict !== 'nobody') continue;
			result.survivors.push(mutant);
			console.log(`not noticed: ${describeMutant(mutant)}`);
		}
	}));
	if (performance.now() > end) console.log('The time is up.');
}

async function mutate(options: MutateOptions): Promise<void> {
	const signal = stopOnSignals();
	const workspaces: Attempt['workspaces'] = [await Workspace.open(projectRoot(), signal)];
	try {
		while (workspaces.length < options.concurrency) workspaces.push(await Workspace.open(projectRoot(), signal));
		const results: FolderResult[] = [];
		const end = performance.now() + options.minutes * 60_000;
		for (const folder of options.folders) results.push(await tryFolder({ options, workspaces, end }, folder));
		keepSurvivors(projectRoot(), results.flatMap(({ survivors }) => survivors));
		console.log(`\n${formatResults(results)}`);
		if (results.some((result) => scoreOf(result) < MINIMUM_SCORE)) process.exitCode = 1;
	} finally {
		for (const workspace of workspaces) workspace.close();
	}
}

const options = readCommandLine(parseOptions);
if (options?.help) console.log(HELP);
else if (options) await mutate(options);
