/**
 * Loaded into n8n's process ahead of n8n itself. The process that started n8n holds the other end
 * of the pipe on descriptor 3; when that process is gone, however it died, the pipe ends and n8n
 * leaves too. Without this a killed `npm start` would leave n8n running and its port taken.
 */
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

const GUARD_DESCRIPTOR = 3;
const GRACE_MS = 10_000;

// n8n's own children and threads inherit the environment and the loader flags, but not the pipe.
if (isMainThread && process.env.ENABLEX_GUARD_PARENT === String(process.ppid)) {
	const pipe = new Socket({ fd: GUARD_DESCRIPTOR });
	pipe.once('close', leave);
	pipe.on('error', () => pipe.destroy());
	pipe.resume();
	pipe.unref();
}

function leave(): void {
	setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS);
	process.kill(process.pid, 'SIGTERM');
}
