/**
 * The secrets run: a fresh n8n with canary logins, whose log says everything. It runs every
 * operation, the trigger, the credential test and the list of rooms, with hosts that work and hosts
 * that fail in every way and repeat the login meanwhile. Then it looks for the secrets, in every
 * form, in all that n8n says and keeps. Prints a line per check; the exit code tells the outcome.
 */
import { readFile } from 'node:fs/promises';
import { runHeadless } from './headless.mts';
import { checkAnswers, checkFailures, checkFiles, checkSuccesses, checkTrigger } from './secrets-checks.mts';
import { openScene } from './secrets-scene.mts';

let folder = '';

await runHeadless(
	'secrets',
	async (checks, host) => {
		const scene = await openScene(host);
		let token = '';
		await checks.section('Everything works', async () => void (token = await checkSuccesses(checks, scene)));
		await checks.section('A poll of the published trigger fails', async () => await checkTrigger(checks, scene));
		await checks.section('Hosts fail, and repeat the login', async () => await checkFailures(checks, scene));
		await checks.section('What n8n says and keeps', async () => {
			await checkAnswers(checks, scene);
			await checkFiles(checks, folder, token, 'While n8n runs');
			await host.n8n.stop();
			await checkFiles(checks, folder, token, 'After it has stopped');
			const log = await readFile(host.n8n.logFile, 'utf8');
			checks.that('the log was one at debug level', / debug /.test(log), `${log.split('\n').length} lines`);
		});
		await scene.close();
	},
	async (data) => {
		folder = data;
		return { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console' };
	},
);
