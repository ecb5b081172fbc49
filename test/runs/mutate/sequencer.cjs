const Sequencer = require('@jest/test-sequencer').default;

/** The order in which jest runs test files: as TEST_ORDER lists them, those it does not name last. Jest's own order begins with the slowest. */
module.exports = class extends Sequencer {
	sort(tests) {
		const order = JSON.parse(process.env.TEST_ORDER);
		const rank = ({ path }) => (order.includes(path) ? order.indexOf(path) : order.length);
		return [...tests].sort((a, b) => rank(a) - rank(b));
	}
};
