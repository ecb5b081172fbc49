import { AsyncLocalStorage } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';
import { PollContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData, WorkflowActivateMode } from 'n8n-workflow';

import { toJson } from './executions.mts';
import { Poller, pollAtActivation } from './poller.mts';

/** What `getPollBudgetMs` gives in a tick of the scheduler: 80 % of its timeout of 45 seconds. */
const TICK_BUDGET_MS = 36_000;

interface Staged {
	snapshot: IDataObject;
	seed: IDataObject;
}

/** A claim of the scheduler on a poll; the next claim ends it. */
interface Fence {
	epoch: number;
}

/**
 * n8n with durable poll cursors (n8n.md 2.2, 2.4): each poll has a workflow and a context of its
 * own, and works on a copy of the state. The copy is saved in one transaction with the execution,
 * or alone when a poll gives nothing, and dropped when it fails.
 */
export class DurablePoller extends Poller {
	readonly pollsAtStart = false;
	private row: string | undefined;
	private epoch = 0;

	get saved(): IDataObject | undefined {
		return this.row === undefined ? undefined : JSON.parse(this.row);
	}

	overwrite(staticData: IDataObject): void {
		this.row = JSON.stringify(staticData);
	}

	async tick(): Promise<void> {
		const { poll } = this.makePoll('update', { epoch: ++this.epoch });
		await poll();
	}

	/** The jobs of the scheduler are still there, so nothing is polled before their time. */
	protected async start(): Promise<void> {}

	/** Publishing inserts new jobs, and only then n8n polls at once; what that poll assigns is not saved without an emission. */
	protected async register(mode: WorkflowActivateMode): Promise<void> {
		const { workflow, poll } = this.makePoll(mode);
		await pollAtActivation(workflow, poll);
	}

	private makePoll(mode: WorkflowActivateMode, fence?: Fence) {
		const workflow = this.makeWorkflow(undefined);
		const scope = new AsyncLocalStorage<Staged>();
		const runPoll = async <T,>(poll: () => Promise<T>): Promise<T> => {
			this.row ??= '{}';
			return await scope.run({ snapshot: JSON.parse(this.row), seed: JSON.parse(this.row) }, poll);
		};
		const stage = () => {
			const staged = scope.getStore();
			if (staged === undefined) throw new Error('Static data was read outside of a poll, which n8n refuses');
			return staged;
		};
		const emit = (outputs: INodeExecutionData[][]) => this.commit(stage(), fence, toJson(outputs));
		const commit = async () => this.commit(stage(), fence);
		const budget = this.budget(fence && TICK_BUDGET_MS);
		const poll = this.pollWith(
			workflow,
			(node, data) => new PollContext(workflow, node, data, 'trigger', mode, emit, this.onError, commit, runPoll, () => stage().snapshot, budget),
		);
		return { workflow, poll };
	}

	/** One transaction: all of it or nothing, and nothing for a poll whose claim has ended. */
	private commit({ snapshot, seed }: Staged, fence: Fence | undefined, execution?: IDataObject[]): void {
		if (this.death !== undefined || (fence && fence.epoch !== this.epoch)) return;
		if (!isDeepStrictEqual(snapshot, seed)) this.row = JSON.stringify(snapshot);
		if (execution) this.executions.push(execution);
	}
}
