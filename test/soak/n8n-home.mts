/** To be imported before n8n-core, which reads these when it is loaded; what it writes goes away at the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'enablex-soak-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_ENCRYPTION_KEY = 'only-for-tests';
process.env.N8N_RUNNERS_ENABLED = 'false';
process.env.N8N_LOG_LEVEL = 'silent';
