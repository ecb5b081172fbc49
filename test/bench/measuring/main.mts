/** The measuring process: Node 24 and an installed n8n, and nothing else that could affect the timings. */
import { serve } from '../rpc.mts';
import { runDay } from './day-run.mts';
import { runDownload, type DownloadRun } from './download-run.mts';
import { recordExpressions } from './expressions.mts';
import { runList, type ListRun } from './list-run.mts';
import { N8n, type N8nPlan } from './n8n.mts';
import { runOperation, type OperationRun } from './operation-run.mts';
import { runPolls } from './poll-run.mts';
import { profile } from './profile.mts';

let n8n: N8n | undefined;
let packageFolder = '';

/** The engine, once it is open. */
function engine(): N8n {
	if (!n8n) throw new Error('n8n has not been opened yet');
	return n8n;
}

const handlers = {
	open: async (plan: N8nPlan) => {
		packageFolder = plan.packageFolder;
		n8n = await N8n.open(plan);
	},
	operation: async (run: OperationRun) => await runOperation(engine(), run),
	/** Returns the expressions that n8n evaluates in a run. */
	expressions: async (run: OperationRun) => await recordExpressions(async () => await runOperation(engine(), run)),
	list: async (run: ListRun) => await runList(engine(), run),
	download: async (run: DownloadRun) => await runDownload(engine(), run),
	polls: runPolls,
	day: runDay,
	profile: async (run: OperationRun) =>
		await profile(packageFolder, async () => {
			await runOperation(engine(), run);
		}),
};

/** The calls that the measuring process serves. */
export type Measuring = typeof handlers;

serve(handlers);
