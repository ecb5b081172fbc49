/**
 * `node --import tsx test/bench/profile.mts [--engine vm] [--operation createRoom] [--items 2000]`:
 * where the processor's time goes when our node (or, with --variant, another one) works on many
 * items. Build first.
 */
import { parseArgs } from 'node:util';

import { chooseDisplay, showSteps } from '../lib/steps.mts';
import type { ProfileSummary, Spent } from './measuring/profile.mts';
import { openEnvironment } from './environment.mts';
import { startEngine, startServing } from './processes.mts';
import { OPERATIONS } from './operations.mts';

const { values } = parseArgs({
	options: {
		engine: { type: 'string', default: 'vm' },
		operation: { type: 'string', default: 'createRoom' },
		variant: { type: 'string', default: 'enablex' },
		items: { type: 'string', default: '2000' },
	},
});

function choose<const T extends string>(name: string, value: string, choices: readonly T[]): T {
	const found = choices.find((choice) => choice === value);
	if (found === undefined) throw new Error(`--${name} is one of ${choices.join(', ')}`);
	return found;
}

const engine = choose('engine', values.engine, ['legacy', 'vm']);
const operation = choose('operation', values.operation, ['getRoom', 'createToken', 'createRoom']);
const variant = choose('variant', values.variant, ['enablex', 'httpRequest']);
const count = Number(values.items);
const step = showSteps(chooseDisplay(Boolean(process.stdout.isTTY), process.env));

async function record(): Promise<ProfileSummary> {
	const environment = await step('n8n and the packed package', openEnvironment);
	const sandbox = await startServing(environment);
	const measuring = await startEngine(environment, { engine, credential: sandbox.credential });
	try {
		const { roomIds } = await sandbox.control.seedRooms({ count: 100 });
		const run = { variant, operation, roomIds, count, target: sandbox.target };
		await step('Warming up', async () => await measuring.call('operation', { ...run, count: 300 }));
		return await step(`${count} items under the profiler`, async () => await measuring.call('profile', run));
	} finally {
		await measuring.stop();
		await sandbox.process.stop();
		await environment.remove();
	}
}

function print(title: string, spent: Spent[], busyMs: number): void {
	console.log(`\n${title}\n`);
	for (const { where, ms } of spent) {
		const share = ((ms / busyMs) * 100).toFixed(1);
		console.log(`${share.padStart(6)} %  ${(ms / count).toFixed(3).padStart(7)} ms/item  ${where}`);
	}
}

const summary = await record();
const { busyMs, functions, groups, causes } = summary;
console.log(`\n${OPERATIONS[operation].title}, ${variant}, ${count} items, ${engine} expressions: busy ${(busyMs / count).toFixed(3)} ms/item`);
print('By whose code it is', groups, busyMs);
print('By the function of the package or of n8n\'s routing that it was done for', causes, busyMs);
print('By function, without what it calls', functions, busyMs);
