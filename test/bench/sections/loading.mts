import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { projectRoot } from '../../host/paths.mts';
import { listPackage } from '../../package/pack.mts';
import type { Cost } from '../measuring/measure.mts';
import { short, spread } from '../numbers.mts';
import type { Row } from '../report.mts';
import { interleave, type Bench, type Section } from '../section.mts';
import type { Workplace } from '../workplace.mts';

const FILES = {
	node: 'nodes/EnableXVideo/EnableXVideo.node.js',
	trigger: 'nodes/EnableXVideoTrigger/EnableXVideoTrigger.node.js',
	httpRequest: 'n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js',
} as const;
type Loaded = keyof typeof FILES;

/** Loads one file where n8n-workflow is loaded already, as in a running n8n; prints what it took and the description's size. */
const PROGRAM = `
require('n8n-workflow');
const file = process.env.BENCH_FILE;
const before = process.cpuUsage();
const began = performance.now();
const loaded = require(file);
const wallMs = performance.now() - began;
const { user, system } = process.cpuUsage(before);
const [Node] = Object.values(loaded);
const description = JSON.stringify(new Node().description ?? {}).length;
console.log(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000, description }));
`;

function load({ node, folder, packageFolder }: Workplace, name: Loaded): Cost & { description: number } {
	const file = name === 'httpRequest' ? FILES[name] : path.join(packageFolder, 'dist', FILES[name]);
	const options = { cwd: folder, encoding: 'utf8' as const, env: { ...process.env, BENCH_FILE: file } };
	return JSON.parse(execFileSync(node, ['-e', PROGRAM], options));
}

async function run({ workplace, step, isQuick }: Bench): Promise<Row[]> {
	return await step('Loading and sizes', async () => {
		const names = ['node', 'trigger', 'httpRequest'] as const;
		// Once before, so that the disk does not count.
		for (const name of names) load(workplace, name);
		const loads = await interleave(names, isQuick ? 3 : 15, async (name) => load(workplace, name));
		const times = (name: Loaded) =>
			`${spread(loads[name].map(({ wallMs }) => wallMs))}, CPU ${spread(loads[name].map(({ cpuMs }) => cpuMs))}`;
		const size = (name: Loaded) => `${short(loads[name][0].description / 1000)} KB`;
		const { size: packed, files } = listPackage(projectRoot());
		return [
			{ figure: 'Loading the node, wall ms', ours: times('node'), httpRequest: times('httpRequest'), goal: '≤ 5 ms' },
			{ figure: 'Loading the trigger, wall ms', ours: times('trigger'), goal: '≤ 5 ms' },
			{ figure: 'Description of the node', ours: size('node'), goal: '≤ 45 KB' },
			{ figure: 'Description of the trigger', ours: size('trigger'), goal: '≤ 45 KB' },
			{ figure: 'The package, packed', ours: `${short(packed / 1000)} KB in ${files.length} files`, goal: '≤ 40 KB' },
		];
	});
}

/** What the package takes before it does anything. */
export const loading: Section = { letter: 'f', title: 'Loading and sizes', run };
