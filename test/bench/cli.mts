/** `npm run bench`: what the package costs, compared with what n8n offers without it. It measures; it has no pass or fail. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { chooseDisplay, showSteps } from '../lib/steps.mts';
import { Stopped, stopOnSignals, untilAborted } from '../lib/stop-signals.mts';
import { describeMachine, toMarkdown, type ReportSection } from './report.mts';
import type { Section } from './section.mts';
import { download } from './sections/download.mts';
import { lists } from './sections/lists.mts';
import { loading } from './sections/loading.mts';
import { manyItems } from './sections/many-items.mts';
import { perItem } from './sections/per-item.mts';
import { polls } from './sections/polls.mts';
import { openEnvironment } from './environment.mts';

const SECTIONS: readonly Section[] = [perItem, manyItems, lists, download, polls, loading];

const USAGE = `Usage: npm run bench -- [--only a,b] [--quick] [--markdown file.md]

${SECTIONS.map(({ letter, title }) => `  ${letter}  ${title}`).join('\n')}

  --only      run only these sections, by letter
  --quick     few rounds and small sizes, to check that everything works
  --markdown  also write the report to this file`;

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
	const environment = await step('n8n and the packed package', openEnvironment);
	const version = execFileSync(environment.node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
	const machine = describeMachine(version, environment.n8nVersion);
	const runAll = async (): Promise<ReportSection[]> => {
		const results: ReportSection[] = [];
		for (const { title, run } of sections) {
			results.push({ title, rows: await run({ environment, step, isQuick: values.quick }) });
		}
		return results;
	};
	// When this process ends, the processes it started end too (rpc.mts).
	const stopped = untilAborted(signal).then(() => Promise.reject(signal.reason));
	const results = await Promise.race([runAll(), stopped]).finally(environment.remove);
	const report = toMarkdown(results, machine);
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
