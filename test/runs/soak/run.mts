import type { Rate, SoakOptions } from './options.mts';
import { SimulationRunner } from './simulation-runner.mts';
import { forkSandbox } from './sandbox.mts';
import { seedSimulation } from './seed-simulation.mts';
import { Stream, type StreamResult } from './stream.mts';
import { NAMES } from './report.mts';
import { createSimulation, type Simulation } from './simulation.mts';

export interface RunResult {
	title: string;
	pollMinutes: number;
	streams: StreamResult[];
	restarts: number;
	wallMs: number;
}

const MINUTE = 60_000;
/** Above this many CDRs per day, the API uses the older, smaller record format to keep a day small. */
const MAX_CDRS_WITH_DETAILS = 2_000;

/** Runs one simulation at one rate, and reports its progress. */
export async function runSoak(rate: Rate, { days, seed, packageFolder }: SoakOptions, report: (what: string) => void): Promise<RunResult> {
	const startedAt = performance.now();
	const simulation = createSimulation({ ...rate, days, seed });
	const sandbox = await forkSandbox();
	try {
		report('creating the simulation');
		await sandbox.control.settings({ cdrGeneration: rate.cdrsPerDay > MAX_CDRS_WITH_DETAILS ? 'old' : 'new' });
		const expected = await seedSimulation(sandbox.control, simulation);
		const streams = rate.meetingsPerDay > 0 ? [new Stream('session', expected.session, simulation)] : [new Stream('cdr', expected.cdr, simulation)];
		if (rate.recordingsPerDay > 0) streams.push(new Stream('recording', expected.recording, simulation));
		const runner = new SimulationRunner({ simulation, sandbox, streams, packageFolder, seed });
		for (let now = simulation.publishedAt; now <= simulation.end; now += rate.pollMinutes * MINUTE) {
			await runner.runPollTime(now);
			report(describeProgress(simulation, now, streams));
		}
		return {
			title: rate.title,
			pollMinutes: rate.pollMinutes,
			streams: streams.map((stream) => stream.result()),
			restarts: runner.restarts,
			wallMs: performance.now() - startedAt,
		};
	} finally {
		sandbox.stop();
	}
}

/** The progress of a run: simulated days, including those after the last call, and what was emitted so far. */
function describeProgress({ start, end }: Simulation, now: number, streams: Stream[]): string {
	const [day, last] = [now, end].map((time) => Math.ceil((time - start) / (1440 * MINUTE)));
	const emitted = streams.map((stream) => `${stream.log.emittedSoFar} ${NAMES[stream.event]}`);
	return `day ${day} of ${last}, emitted ${emitted.join(' and ')}`;
}
