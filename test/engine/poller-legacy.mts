import { PollContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData, Workflow, WorkflowActivateMode } from 'n8n-workflow';

import { toJson } from './executions.mts';
import { Poller, pollAtActivation } from './poller.mts';

/**
 * n8n with its static data, which is the default of 2.41 (n8n.md 2.2, 2.4): one context for all
 * polls of a registration, the state lives in the workflow in memory, and it is saved after the
 * activation and with each emission, but not when a poll gives nothing. It is kept by the name of the node.
 */
export class LegacyPoller extends Poller {
	readonly pollsAtStart = true;
	private readonly database = new Map<string, string>();
	private registrations = 0;
	private poll: ((isTest?: boolean) => Promise<void>) | undefined;

	get saved(): IDataObject | undefined {
		const row = this.database.get(this.name);
		return row === undefined ? undefined : JSON.parse(row);
	}

	overwrite(staticData: IDataObject): void {
		this.database.set(this.name, JSON.stringify(staticData));
	}

	async tick(): Promise<void> {
		if (this.poll === undefined) throw new Error('n8n has given the trigger up, so that it is not polled');
		await this.poll();
	}

	protected async start(mode: WorkflowActivateMode): Promise<void> {
		await this.register(mode);
	}

	protected async register(mode: WorkflowActivateMode): Promise<void> {
		const registration = ++this.registrations;
		this.poll = undefined;
		const workflow = this.makeWorkflow(this.saved);
		const emit = (outputs: INodeExecutionData[][]) => this.emit(workflow, outputs);
		const poll = this.pollWith(
			workflow,
			(node, data) => new PollContext(workflow, node, data, 'trigger', mode, emit, this.onError, undefined, undefined, undefined, this.budget()),
			() => registration === this.registrations,
		);
		await pollAtActivation(workflow, poll);
		this.save(workflow);
		this.poll = poll;
	}

	/** Two writes without a common transaction, neither of which n8n waits for. */
	private emit(workflow: Workflow, outputs: INodeExecutionData[][]): void {
		if (this.death !== 'before the state is saved') this.save(workflow);
		if (this.death !== 'before the execution is created') this.executions.push(toJson(outputs));
	}

	/** n8n saves only what was marked as changed. */
	private save(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged !== true) return;
		const [state] = Object.values(workflow.staticData);
		this.database.set(this.name, JSON.stringify(state));
		workflow.staticData.__dataChanged = false;
	}
}
