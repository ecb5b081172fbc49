/**
 * The smoke run: a fresh n8n with the packed package and a fresh sandbox, driven through the REST
 * API that n8n's editor uses. Prints one line per check. Exits with 1 if a check fails.
 */
import { runHeadless } from '../../lib/n8n/headless.mts';
import { checkCredential, checkExamples, checkNodeTypes, checkRoomLife, checkStory } from './checks.mts';
import { checkTestStep } from './trigger.mts';

await runHeadless('smoke', async (checks, host) => {
	await checkNodeTypes(checks, host);
	await checkCredential(checks, host);
	await checkRoomLife(checks, host);
	await checkTestStep(checks, host);
	await checkStory(checks, host);
	await checkExamples(checks, host);
});
