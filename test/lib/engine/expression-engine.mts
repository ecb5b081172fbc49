import { Expression } from 'n8n-workflow';

let isChosen = false;

/**
 * Uses the isolated-vm expression engine, which servers use, when ENABLEX_TEST_EXPRESSIONS is `vm`; it needs
 * Node 24. Otherwise expressions run in the older engine.
 */
export async function chooseExpressionEngine(): Promise<void> {
	if (isChosen || process.env.ENABLEX_TEST_EXPRESSIONS !== 'vm') return;
	isChosen = true;
	await Expression.initExpressionEngine({
		engine: 'vm',
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
		poolSize: 1,
		// n8n's own setting: runs without an expression create no isolate, which takes a third of the time.
		lazyAcquire: true,
		maxCodeCacheSize: 1024,
	});
}
