const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

/** Before all tests: creates one folder for the files of n8n-core. The workers inherit its name. */
module.exports = () => {
	process.env.ENABLEX_ENGINE_FOLDER = mkdtempSync(path.join(tmpdir(), 'enablex-engine-'));
};
