import { projectFolders } from './directories.mts';
import { startHost } from './host.mts';
import type { RunningHost } from './host.mts';
import { HELP, parseOptions } from './options.mts';
import type { StartOptions } from './options.mts';
import type { Folders } from './paths.mts';
import { chooseDisplay, showSteps } from '../steps.mts';
import { Stopped, stopOnSignals, untilAborted } from '../stop-signals.mts';
import { describeHost } from './summary.mts';

/** What a command does beside starting everything. */
export interface TerminalCommand {
	/** More variables for n8n. */
	readonly env?: Readonly<Record<string, string>>;
	/** Throws a sentence for options that this command cannot follow. */
	check?(options: StartOptions): void;
	/** Begins when everything runs; returns what ends it. */
	accompany?(host: RunningHost, options: StartOptions, folders: Folders): Promise<() => Promise<void>>;
}

/** Starts everything and waits: until somebody stops it, which is a good end, or until n8n is gone. Ends the process. */
export async function runInTerminal(command: TerminalCommand = {}): Promise<never> {
	try {
		const options = parseOptions(process.argv.slice(2), process.env);
		if (options.help) console.log(HELP);
		else await run(command, options);
		process.exit(0);
	} catch (error) {
		if (error instanceof Stopped) process.exit(130);
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	}
}

async function run(command: TerminalCommand, options: StartOptions): Promise<void> {
	command.check?.(options);
	const signal = stopOnSignals();
	const folders = projectFolders();
	const step = showSteps(chooseDisplay(Boolean(process.stdout.isTTY), process.env));
	const host = await startHost({ options, folders, step, signal, env: command.env });
	let endCompany: (() => Promise<void>) | undefined;
	try {
		console.log(describeHost(host, options, folders));
		endCompany = await command.accompany?.(host, options, folders);
		const early = await Promise.race([untilAborted(signal), host.n8n.ended]);
		if (early) throw new Error(early);
		console.log('\nStopping …');
	} finally {
		await endCompany?.();
		await host.stop();
	}
}
