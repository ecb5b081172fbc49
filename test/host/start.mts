import { projectFolders } from './directories.mts';
import { startHost } from './host.mts';
import { HELP, parseOptions } from './options.mts';
import type { StartOptions } from './options.mts';
import { chooseDisplay, showSteps } from './steps.mts';
import { Stopped, stopOnSignals, untilAborted } from './stop-signals.mts';
import { describeHost } from './summary.mts';

/** Starts everything and waits: until somebody stops it, which is a good end, or until n8n is gone. */
async function run(options: StartOptions): Promise<void> {
	const signal = stopOnSignals();
	const folders = projectFolders();
	const step = showSteps(chooseDisplay(Boolean(process.stdout.isTTY), process.env));
	const host = await startHost({ options, folders, step, signal });
	try {
		console.log(describeHost(host, options, folders));
		const early = await Promise.race([untilAborted(signal), host.n8n.ended]);
		if (early) throw new Error(early);
		console.log('\nStopping …');
	} finally {
		await host.stop();
	}
}

async function main(): Promise<void> {
	const options = parseOptions(process.argv.slice(2), process.env);
	if (options.help) console.log(HELP);
	else await run(options);
}

try {
	await main();
	process.exit(0);
} catch (error) {
	if (error instanceof Stopped) process.exit(130);
	console.error(`\n${error instanceof Error ? error.message : String(error)}`);
	process.exit(1);
}
