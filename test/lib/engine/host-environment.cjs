const { mkdtempSync } = require('node:fs');
const path = require('node:path');
const TidyEnvironment = require('../tidy-environment.cjs');

// n8n-core reads these variables when it is loaded, once in each worker.
process.env.N8N_USER_FOLDER = mkdtempSync(path.join(process.env.ENABLEX_ENGINE_FOLDER, 'n8n-'));
process.env.N8N_ENCRYPTION_KEY = 'only-for-tests';
process.env.N8N_RUNNERS_ENABLED = 'false';
require('reflect-metadata');

/** The environment of test files that use n8n as `host-runtime.cjs` loads it, outside their own realm. */
module.exports = class HostEnvironment extends TidyEnvironment {
	async setup() {
		await super.setup();
		// One clock for tests, n8n and nodes, so that a test can set it.
		this.global.Date = Date;
		this.global.requireOutside = require;
	}
};
