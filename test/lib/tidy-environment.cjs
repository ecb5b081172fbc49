const { setTimeout: sleep } = require('node:timers/promises');
const { TestEnvironment } = require('jest-environment-node');

/** How long closed connections and the like may take to be gone. */
const GRACE_MS = 2_000;

/** Standard input and output, which jest opens when a test first writes to them. A child process shows as ProcessWrap. */
const STANDARD_STREAMS = ['PipeWrap', 'TTYWrap'];

/** How many of each kind keep this process alive: timers, servers, sockets, child processes. */
function countActive() {
	const counts = new Map();
	const kinds = process.getActiveResourcesInfo().filter((kind) => !STANDARD_STREAMS.includes(kind));
	for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
	return counts;
}

const countTimers = () => countActive().get('Timeout') ?? 0;

/** The timers that have nothing to do with the file that is tested: jest's own, and those for which earlier files have failed. */
let otherTimers;

/** Where jest runs tests in its own process, its reporter has a timer for each second, and now and then one for a moment. */
async function countJestTimers() {
	let fewest = countTimers();
	for (const end = performance.now() + 300; fewest > 0 && performance.now() < end; await sleep(10)) fewest = Math.min(fewest, countTimers());
	return fewest;
}

/**
 * Fails a test file that leaves something behind which keeps its process alive, such as a timer or a server: it would
 * slow the end of a run, and it may disturb the tests that come after it in the same process.
 */
module.exports = class TidyEnvironment extends TestEnvironment {
	before = countActive();
	hasFailed = false;

	async setup() {
		await super.setup();
		otherTimers ??= await countJestTimers();
		this.before.set('Timeout', otherTimers);
	}

	/** A test that fails has no chance to tidy up, and its failure is what people have to see. */
	handleTestEvent({ name, test }) {
		if (name === 'hook_failure' || (name === 'test_done' && test.errors.length > 0)) this.hasFailed = true;
	}

	async teardown() {
		const left = await this.findLeftovers();
		otherTimers += left.get('Timeout') ?? 0;
		await super.teardown();
		if (left.size === 0 || this.hasFailed) return;
		const list = [...left].map(([kind, count]) => `${count} ${kind}`).join(', ');
		throw new Error(`The tests leave something behind that keeps the process alive: ${list}`);
	}

	/** What is there now and was not before, by its kind. */
	async findLeftovers() {
		for (const end = performance.now() + GRACE_MS; ; await sleep(10)) {
			const more = [...countActive()].map(([kind, count]) => [kind, count - (this.before.get(kind) ?? 0)]);
			const left = new Map(more.filter(([, count]) => count > 0));
			if (left.size === 0 || performance.now() > end) return left;
		}
	}
};
