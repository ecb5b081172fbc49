import type { WorkflowActivateMode } from 'n8n-workflow';

import { setClock } from './clock.mts';
import { chooseFault } from './faults.mts';
import { loadPackage, type LoadedPackage } from './n8n-process.mts';
import { Random } from './random.mts';
import type { RunningSandbox } from './sandbox.mts';
import type { Stream } from './stream.mts';
import { isWithin, type Simulation } from './simulation.mts';

export interface RunnerOptions {
	simulation: Simulation;
	sandbox: RunningSandbox;
	streams: Stream[];
	packageFolder: string;
	seed: number;
}

/** Applies the events of a simulation to n8n and to the API, one poll time after the other. */
export class SimulationRunner {
	restarts = 0;
	private loaded: LoadedPackage | undefined;
	private isPublished = false;
	private hasFault = false;
	private readonly deactivated = new Set<Stream>();
	private readonly pendingRestarts: number[];
	private readonly random: Random;

	constructor(private readonly options: RunnerOptions) {
		this.pendingRestarts = [...options.simulation.restarts];
		this.random = new Random(options.seed, 'faults');
	}

	/** Runs one poll time, in epoch milliseconds. */
	async runPollTime(now: number): Promise<void> {
		const isRestart = this.takeRestart(now);
		if (isWithin(this.options.simulation.downtime, now)) return this.stop();
		setClock(now);
		await this.options.sandbox.control.setClock({ now: new Date(now).toISOString(), frozen: true });
		const needsStart = isRestart || this.loaded === undefined;
		await this.setFault(now);
		if (needsStart) await this.restart();
		else for (const stream of this.options.streams) await this.tick(stream);
	}

	private takeRestart(now: number): boolean {
		const isDue = (this.pendingRestarts[0] ?? Infinity) <= now;
		while ((this.pendingRestarts[0] ?? Infinity) <= now) this.pendingRestarts.shift();
		return isDue;
	}

	private async setFault(now: number): Promise<void> {
		const { faults } = this.options.sandbox.control;
		const isOutage = this.options.simulation.outages.some((outage) => isWithin(outage, now));
		if (this.hasFault) await faults.clear();
		if (isOutage) await faults.add(chooseFault(this.random));
		this.hasFault = isOutage;
		for (const stream of this.options.streams) stream.expectOutage(isOutage);
	}

	private stop(): void {
		this.loaded = undefined;
		for (const { workflow } of this.options.streams) workflow.stop();
	}

	/** Starts n8n; the first time, this publishes the workflows. */
	private async restart(): Promise<void> {
		this.stop();
		const { packageFolder, sandbox, streams } = this.options;
		this.loaded = await loadPackage(packageFolder, sandbox.credential);
		this.deactivated.clear();
		if (this.isPublished) this.restarts++;
		for (const stream of streams) await this.start(stream, this.loaded, this.isPublished ? 'init' : 'activate');
		this.isPublished = true;
	}

	private async start(stream: Stream, loaded: LoadedPackage, mode: WorkflowActivateMode): Promise<void> {
		if (await stream.workflow.start(loaded, mode)) return;
		stream.recordDeactivation();
		this.deactivated.add(stream);
	}

	/** Once the API works again, the user republishes a workflow that n8n left deactivated. */
	private async tick(stream: Stream): Promise<void> {
		if (!this.deactivated.has(stream)) return await stream.workflow.tick();
		if (this.hasFault || this.loaded === undefined) return;
		this.deactivated.delete(stream);
		await this.start(stream, this.loaded, 'activate');
	}
}
