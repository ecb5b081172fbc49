import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { projectRoot } from '../../lib/n8n/paths.mts';
import { listPackage } from '../../package/pack.mts';
import type { Cost } from '../measuring/measure.mts';
import { formatNumber, formatSpread } from '../numbers.mts';
import type { Row } from '../report.mts';
import { interleave, type Bench, type Section } from '../section.mts';
import type { BenchEnvironment } from '../environment.mts';

const FILES = {
	node: 'nodes/EnableXVideo/EnableXVideo.node.js',
	trigger: 'nodes/EnableXVideoTrigger/EnableXVideoTrigger.node.js',
	httpRequest: 'n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js',
} as const;
type Loaded = keyof typeof FILES;

/** Loads one file with n8n-workflow already loaded, as in a running n8n; prints the cost and the description's size. */
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

function load({ node, folder, packageFolder }: BenchEnvironment, name: Loaded): Cost & { description: number } {
	const file = name === 'httpRequest' ? FILES[name] : path.join(packageFolder, 'dist', FILES[name]);
	const options = { cwd: folder, encoding: 'utf8' as const, env: { ...process.env, BENCH_FILE: file } };
	return JSON.parse(execFileSync(node, ['-e', PROGRAM], options));
}

async function run({ environment, step, isQuick }: Bench): Promise<Row[]> {
	return await step('Loading and sizes', async () => {
		const names = ['node', 'trigger', 'httpRequest'] as const;
		// One warm-up load, so that disk reads do not count.
		for (const name of names) load(environment, name);
		const loads = await interleave(names, isQuick ? 3 : 15, async (name) => load(environment, name));
		const times = (name: Loaded) =>
			`${formatSpread(loads[name].map(({ wallMs }) => wallMs))}, CPU ${formatSpread(loads[name].map(({ cpuMs }) => cpuMs))}`;
		const size = (name: Loaded) => `${formatNumber(loads[name][0].description / 1000)} KB`;
		const { size: packed, files } = listPackage(projectRoot());
		return [
			{ figure: 'Loading the node, wall ms', ours: times('node'), httpRequest: times('httpRequest'), goal: '≤ 8 ms' },
			{ figure: 'Loading the trigger, wall ms', ours: times('trigger'), goal: '≤ 8 ms' },
			{ figure: 'Description of the node', ours: size('node'), goal: '≤ 60 KB' },
			{ figure: 'Description of the trigger', ours: size('trigger'), goal: '≤ 60 KB' },
			{ figure: 'The package, packed', ours: `${formatNumber(packed / 1000)} KB in ${files.length} files`, goal: '≤ 80 KB' },
		];
	});
}

/** What the package costs before it does anything. */
export const loading: Section = { letter: 'f', title: 'Loading and sizes', run };
