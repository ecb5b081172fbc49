import { AsyncLocalStorage } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';
import { PollContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData, WorkflowActivateMode } from 'n8n-workflow';

import { toJson } from './executions.mts';
import { Poller, pollAtActivation } from './poller.mts';

/** What `getPollBudgetMs` returns in a tick of the scheduler: 80 % of its timeout of 45 seconds. */
const TICK_BUDGET_MS = 36_000;

interface Staged {
	snapshot: IDataObject;
	seed: IDataObject;
}

/** The state of the poll that runs. One for all pollers: Node 20 carries each such storage along with every promise, for good. */
const scope = new AsyncLocalStorage<Staged>();

/** The scheduler's claim on a poll. The next claim invalidates it. */
interface Fence {
	epoch: number;
}

/**
 * n8n with durable poll cursors (n8n-host.md 2.2, 2.4): each poll has its own workflow and context, and
 * works on a copy of the state. The copy is saved in one transaction with the execution, or alone if
 * the poll returns nothing, and discarded if the poll fails.
 */
export class DurablePoller extends Poller {
	readonly pollsAtStart = false;
	/** Whether n8n's database rejects the commits of polls. */
	refusesCommits = false;
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

	/** The scheduler's jobs still exist, so nothing is polled before they are due. */
	protected async start(): Promise<void> {}

	/** Publishing inserts new jobs, then n8n polls immediately. The state of that poll is saved only if it emits. */
	protected async register(mode: WorkflowActivateMode): Promise<void> {
		const { workflow, poll } = this.makePoll(mode);
		await pollAtActivation(workflow, poll);
	}

	private makePoll(mode: WorkflowActivateMode, fence?: Fence) {
		const workflow = this.makeWorkflow(undefined);
		const runPoll = async <T,>(poll: () => Promise<T>): Promise<T> => {
			this.row ??= '{}';
			return await scope.run({ snapshot: JSON.parse(this.row), seed: JSON.parse(this.row) }, poll);
		};
		const stage = () => {
			const staged = scope.getStore();
			if (staged === undefined) throw new Error('Static data was read outside a poll, which n8n rejects');
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

	/** One transaction: everything or nothing, and nothing if the claim of the poll is no longer valid. */
	private commit({ snapshot, seed }: Staged, fence: Fence | undefined, execution?: IDataObject[]): void {
		if (this.refusesCommits || this.death !== undefined || (fence && fence.epoch !== this.epoch)) return;
		if (!isDeepStrictEqual(snapshot, seed)) this.row = JSON.stringify(snapshot);
		if (execution) this.executions.push(execution);
	}
}
