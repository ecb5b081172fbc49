import { IsolatedVmBridge } from '@n8n/expression-runtime';
import { unwrapLuxonValues } from '@n8n/expression-runtime/dist/cjs/runtime/luxon-transfer.js';
import { Expression } from 'n8n-workflow';

let isChosen = false;

/**
 * Uses the isolated-vm expression engine, which servers use, when ENABLEX_TEST_EXPRESSIONS is `vm`;
 * it needs Node 24 and --experimental-vm-modules. Otherwise expressions run in the older engine.
 */
export async function chooseExpressionEngine(): Promise<void> {
	if (isChosen || process.env.ENABLEX_TEST_EXPRESSIONS !== 'vm') return;
	isChosen = true;
	bringResultsHome();
	await Expression.initExpressionEngine({
		engine: 'vm',
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
		poolSize: 1,
		// n8n's own switch: runs without an expression make no isolate, which takes a third of the time.
		lazyAcquire: true,
		maxCodeCacheSize: 1024,
	});
}

/**
 * An isolate's results are made of the objects of the process. On a server those are everybody's
 * objects; jest gives a test file its own, so that n8n takes the results for foreign ones and leaves
 * the marks in them, from which it should make DateTimes. This does the last step again, at home.
 */
function bringResultsHome(): void {
	const { execute } = IsolatedVmBridge.prototype;
	IsolatedVmBridge.prototype.execute = function (...input) {
		return unwrapLuxonValues(toLocal(execute.apply(this, input)));
	};
}

/** The same value, made of this file's own objects. */
function toLocal(value: unknown): unknown {
	const kind = Object.prototype.toString.call(value);
	if (kind === '[object Date]') return new Date(Number(value));
	if (Array.isArray(value)) return Array.from(value, toLocal);
	if (kind !== '[object Object]') return value;
	return Object.fromEntries(Object.entries(Object(value)).map(([key, part]) => [key, toLocal(part)]));
}
