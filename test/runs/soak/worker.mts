/**
 * Runs one rate in its own process, because its clock is simulated. Receives its task as an argument,
 * sends its progress and result as messages, and exits with its parent.
 */
import type { WorkerMessage, WorkerTask } from './fork-run.mts';
import { runSoak } from './run.mts';

const REPORT_EVERY_MS = 250;
const send = (message: WorkerMessage) => process.send?.(message);

process.on('disconnect', () => process.exit(1));
const { rate, options }: WorkerTask = JSON.parse(process.argv[2]);
let reportedAt = -Infinity;
try {
	const result = await runSoak(rate, options, (progress) => {
		if (performance.now() - reportedAt < REPORT_EVERY_MS) return;
		reportedAt = performance.now();
		send({ progress });
	});
	send({ result });
} catch (error) {
	const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
	send({ error: message, stack });
}
