import type { Rate, SoakOptions } from './options.mts';
import { Player } from './player.mts';
import { forkSandbox } from './sandbox.mts';
import { seedWorld } from './seed-world.mts';
import { Stream, type StreamResult } from './stream.mts';
import { makeWorld, type World } from './world.mts';

export interface RunResult {
	title: string;
	pollMinutes: number;
	streams: StreamResult[];
	restarts: number;
	wallMs: number;
}

const MINUTE = 60_000;
/** More CDRs a day than this come in the older, smaller form, so that a day of them stays handy. */
const LARGE_RECORDS_UP_TO = 2_000;

/** Plays one world at one rate; `report` is told how far it is. */
export async function runSoak(rate: Rate, { days, seed, packageFolder }: SoakOptions, report: (what: string) => void): Promise<RunResult> {
	const begun = performance.now();
	const world = makeWorld({ ...rate, days, seed });
	const sandbox = await forkSandbox();
	try {
		report('making the world');
		await sandbox.control.settings({ cdrGeneration: rate.cdrsPerDay > LARGE_RECORDS_UP_TO ? 'old' : 'new' });
		const expected = await seedWorld(sandbox.control, world);
		const streams = [new Stream('cdr', expected.cdr, world)];
		if (rate.recordingsPerDay > 0) streams.push(new Stream('recording', expected.recording, world));
		const player = new Player({ world, sandbox, streams, packageFolder, seed });
		for (let now = world.publishedAt; now <= world.end; now += rate.pollMinutes * MINUTE) {
			await player.play(now);
			report(describe(world, now, streams));
		}
		return {
			title: rate.title,
			pollMinutes: rate.pollMinutes,
			streams: streams.map((stream) => stream.result()),
			restarts: player.restarts,
			wallMs: performance.now() - begun,
		};
	} finally {
		sandbox.stop();
	}
}

/** How far a run is: simulated days, also those after the last call, and what came out so far. */
function describe({ start, end }: World, now: number, streams: Stream[]): string {
	const [day, last] = [now, end].map((time) => Math.ceil((time - start) / (1440 * MINUTE)));
	const emitted = streams.map((stream) => `${stream.ledger.emittedSoFar} ${stream.event === 'cdr' ? 'CDRs' : 'recordings'}`);
	return `day ${day} of ${last}, emitted ${emitted.join(' and ')}`;
}
