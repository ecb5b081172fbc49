const { default: Runtime } = require('jest-runtime');

const OF_N8N = /^(n8n-core|n8n-workflow|@n8n\/.+)$/;

/**
 * Loads n8n once in each worker, as Node loads it. Jest's own way loads every module anew for each test file, which
 * takes two seconds, keeps most of the memory, and makes objects of n8n and of isolated-vm differ in their classes.
 */
module.exports = class HostRuntime extends Runtime {
	requireModuleOrMock(from, name) {
		return OF_N8N.test(name) ? require(name) : super.requireModuleOrMock(from, name);
	}
};
