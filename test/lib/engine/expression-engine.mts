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
	convertResults();
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

/**
 * Makes n8n return DateTimes from isolates under jest. An isolate's results are made of the process's
 * own classes, but jest gives each test file separate ones. So n8n does not recognize the results as
 * objects and does not turn their markers into DateTimes. This repeats that last step with local classes.
 */
function convertResults(): void {
	const { execute } = IsolatedVmBridge.prototype;
	IsolatedVmBridge.prototype.execute = function (...input) {
		return unwrapLuxonValues(toLocal(execute.apply(this, input)));
	};
}

/** A copy of a value made of this test file's own classes. */
function toLocal(value: unknown): unknown {
	const kind = Object.prototype.toString.call(value);
	if (kind === '[object Date]') return new Date(Number(value));
	if (Array.isArray(value)) return Array.from(value, toLocal);
	if (kind !== '[object Object]') return value;
	return Object.fromEntries(Object.entries(Object(value)).map(([key, part]) => [key, toLocal(part)]));
}
