/**
 * The smoke run: a fresh n8n with the packed package and a fresh sandbox, driven through the REST
 * API that n8n's editor uses. Prints a line per check; the exit code tells the outcome.
 */
import { runHeadless } from './headless.mts';
import { checkCredential, checkExamples, checkNodeTypes, checkRoomLife } from './smoke-checks.mts';
import { checkTestStep } from './smoke-trigger.mts';

await runHeadless('smoke', async (checks, host) => {
	await checkNodeTypes(checks, host);
	await checkCredential(checks, host);
	await checkRoomLife(checks, host);
	await checkTestStep(checks, host);
	await checkExamples(checks, host);
});
