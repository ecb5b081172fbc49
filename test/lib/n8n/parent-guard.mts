/**
 * Loaded into n8n's process before n8n itself. The process that started n8n holds the other end
 * of the pipe on descriptor 3. When that process exits for any reason, the pipe closes and n8n
 * exits too. Otherwise, a killed `npm start` would leave n8n running and its port in use.
 */
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

const GUARD_DESCRIPTOR = 3;
const GRACE_MS = 10_000;

// n8n's children and threads inherit the environment and the loader flags, but not the pipe.
if (isMainThread && process.env.ENABLEX_GUARD_PARENT === String(process.ppid)) {
	const pipe = new Socket({ fd: GUARD_DESCRIPTOR });
	pipe.once('close', shutDown);
	pipe.on('error', () => pipe.destroy());
	pipe.resume();
	pipe.unref();
}

function shutDown(): void {
	setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS);
	process.kill(process.pid, 'SIGTERM');
}
