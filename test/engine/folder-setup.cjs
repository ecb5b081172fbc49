const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

/** Before all tests: one folder for what n8n-core writes; the workers inherit its name. */
module.exports = () => {
	process.env.ENABLEX_ENGINE_FOLDER = mkdtempSync(path.join(tmpdir(), 'enablex-engine-'));
};
