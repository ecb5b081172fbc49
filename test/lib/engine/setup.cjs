/** Runs before each test file. n8n-core reads these variables when it is loaded. */
const { mkdtempSync } = require('node:fs');
const path = require('node:path');

process.env.N8N_USER_FOLDER = mkdtempSync(path.join(process.env.ENABLEX_ENGINE_FOLDER, 'n8n-'));
process.env.N8N_ENCRYPTION_KEY = 'only-for-tests';
process.env.N8N_RUNNERS_ENABLED = 'false';
require('reflect-metadata');
