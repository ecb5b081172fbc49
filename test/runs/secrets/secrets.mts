/**
 * The secrets run: a fresh n8n with canary logins, logging at debug level. It runs every
 * operation, the trigger, the credential test and the room list, with hosts that work and hosts
 * that fail in every way and echo the login. Then it searches everything n8n says and stores for
 * the secrets, in every encoding. Prints one line per check. Exits with 1 if a check fails.
 */
import { readFile } from 'node:fs/promises';
import { runHeadless } from '../../lib/n8n/headless.mts';
import { checkAnswers, checkFailures, checkFiles, checkNotifications, checkSuccesses, checkTrigger } from './checks.mts';
import { openFixture } from './fixture.mts';

let folder = '';

await runHeadless(
	'secrets',
	async (checks, host) => {
		const fixture = await openFixture(host);
		let token = '';
		await checks.section('Everything succeeds', async () => void (token = await checkSuccesses(checks, fixture)));
		await checks.section('A poll of the published trigger fails', async () => await checkTrigger(checks, fixture));
		await checks.section('Notifications arrive', async () => await checkNotifications(checks, fixture));
		await checks.section('Hosts fail and echo the login', async () => await checkFailures(checks, fixture));
		await checks.section('What n8n says and stores', async () => {
			await checkAnswers(checks, fixture);
			await checkFiles(checks, folder, token, 'While n8n runs');
			await host.n8n.stop();
			await checkFiles(checks, folder, token, 'After it has stopped');
			const log = await readFile(host.n8n.logFile, 'utf8');
			checks.that('the log was at debug level', / debug /.test(log), `${log.split('\n').length} lines`);
		});
		await fixture.close();
	},
	async (data) => {
		folder = data;
		return { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console' };
	},
);
