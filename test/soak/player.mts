import type { WorkflowActivateMode } from 'n8n-workflow';

import { setClock } from './clock.mts';
import { chooseFault } from './faults.mts';
import { loadPackage, type LoadedPackage } from './n8n-process.mts';
import { Random } from './random.mts';
import type { RunningSandbox } from './sandbox.mts';
import type { Stream } from './stream.mts';
import { isWithin, type World } from './world.mts';

export interface Stage {
	world: World;
	sandbox: RunningSandbox;
	streams: Stream[];
	packageFolder: string;
	seed: number;
}

/** Lets the events of a world happen to n8n and to the API, poll time by poll time. */
export class Player {
	restarts = 0;
	private loaded: LoadedPackage | undefined;
	private isPublished = false;
	private hasFault = false;
	private readonly off = new Set<Stream>();
	private readonly restartsToCome: number[];
	private readonly random: Random;

	constructor(private readonly stage: Stage) {
		this.restartsToCome = [...stage.world.restarts];
		this.random = new Random(stage.seed, 'faults');
	}

	/** One poll time, in epoch milliseconds. */
	async play(now: number): Promise<void> {
		const isRestart = this.takeRestart(now);
		if (isWithin(this.stage.world.downtime, now)) return this.stop();
		setClock(now);
		await this.stage.sandbox.control.setClock({ now: new Date(now).toISOString(), frozen: true });
		const isStart = isRestart || this.loaded === undefined;
		await this.setFault(now);
		if (isStart) await this.restart();
		else for (const stream of this.stage.streams) await this.tick(stream);
	}

	private takeRestart(now: number): boolean {
		const isDue = (this.restartsToCome[0] ?? Infinity) <= now;
		while ((this.restartsToCome[0] ?? Infinity) <= now) this.restartsToCome.shift();
		return isDue;
	}

	private async setFault(now: number): Promise<void> {
		const { faults } = this.stage.sandbox.control;
		const isOutage = this.stage.world.outages.some((outage) => isWithin(outage, now));
		if (this.hasFault) await faults.clear();
		if (isOutage) await faults.add(chooseFault(this.random));
		this.hasFault = isOutage;
		for (const stream of this.stage.streams) stream.expectOutage(isOutage);
	}

	private stop(): void {
		this.loaded = undefined;
		for (const { workflow } of this.stage.streams) workflow.stop();
	}

	/** n8n starts, for the first time with the workflows being published. */
	private async restart(): Promise<void> {
		this.stop();
		const { packageFolder, sandbox, streams } = this.stage;
		this.loaded = await loadPackage(packageFolder, sandbox.credential);
		this.off.clear();
		if (this.isPublished) this.restarts++;
		for (const stream of streams) await this.start(stream, this.loaded, this.isPublished ? 'init' : 'activate');
		this.isPublished = true;
	}

	private async start(stream: Stream, loaded: LoadedPackage, mode: WorkflowActivateMode): Promise<void> {
		if (await stream.workflow.start(loaded, mode)) return;
		stream.enterOff();
		this.off.add(stream);
	}

	/** A workflow that n8n has left off is published by its user once the API works again. */
	private async tick(stream: Stream): Promise<void> {
		if (!this.off.has(stream)) return await stream.workflow.tick();
		if (this.hasFault || this.loaded === undefined) return;
		this.off.delete(stream);
		await this.start(stream, this.loaded, 'activate');
	}
}
