/** `npm run bench`: what the package costs, beside what n8n has without it. It measures and never judges. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { chooseDisplay, showSteps } from '../host/steps.mts';
import { Stopped, stopOnSignals, untilAborted } from '../host/stop-signals.mts';
import { describeMachine, toMarkdown, type Chapter } from './report.mts';
import type { Section } from './section.mts';
import { download } from './sections/download.mts';
import { lists } from './sections/lists.mts';
import { loading } from './sections/loading.mts';
import { manyItems } from './sections/many-items.mts';
import { perItem } from './sections/per-item.mts';
import { polls } from './sections/polls.mts';
import { openWorkplace } from './workplace.mts';

const SECTIONS: readonly Section[] = [perItem, manyItems, lists, download, polls, loading];

const USAGE = `Usage: npm run bench -- [--only a,b] [--quick] [--markdown file.md]

${SECTIONS.map(({ letter, title }) => `  ${letter}  ${title}`).join('\n')}

  --only      some of the sections, by their letters
  --quick     few rounds and small sizes, to see that everything works
  --markdown  write the report into this file as well`;

function chooseSections(only: string | undefined): readonly Section[] {
	if (only === undefined) return SECTIONS;
	return only.split(',').map((letter) => {
		const section = SECTIONS.find((candidate) => candidate.letter === letter.trim());
		if (!section) throw new Error(`There is no section "${letter}".\n\n${USAGE}`);
		return section;
	});
}

async function main(signal: AbortSignal): Promise<void> {
	const { values } = parseArgs({
		options: {
			only: { type: 'string' },
			quick: { type: 'boolean', default: false },
			markdown: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return console.log(USAGE);
	const sections = chooseSections(values.only);
	const step = showSteps(chooseDisplay(Boolean(process.stdout.isTTY), process.env));
	const workplace = await step('n8n and the packed package', openWorkplace);
	const version = execFileSync(workplace.node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
	const machine = describeMachine(version, workplace.n8nVersion);
	const runAll = async (): Promise<Chapter[]> => {
		const chapters: Chapter[] = [];
		for (const { title, run } of sections) {
			chapters.push({ title, rows: await run({ workplace, step, isQuick: values.quick }) });
		}
		return chapters;
	};
	// When this process ends, the ones that it started end, too (rpc.mts).
	const stopped = untilAborted(signal).then(() => Promise.reject(signal.reason));
	const chapters = await Promise.race([runAll(), stopped]).finally(workplace.remove);
	const report = toMarkdown(chapters, machine);
	console.log(`\n${report}`);
	if (values.markdown !== undefined) await writeFile(values.markdown, report);
}

main(stopOnSignals()).then(
	() => process.exit(0),
	(error: unknown) => {
		if (error instanceof Stopped) process.exit(130);
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
