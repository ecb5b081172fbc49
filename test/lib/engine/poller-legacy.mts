import { PollContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData, Workflow, WorkflowActivateMode } from 'n8n-workflow';

import { toJson } from './executions.mts';
import { Poller, pollAtActivation } from './poller.mts';

/**
 * n8n with static data, the default of 2.41 (n8n-host.md 2.2, 2.4): all polls of a registration share one
 * context. The state is in the workflow in memory. It is saved after the activation and with each emission,
 * but not if a poll returns nothing. It is stored under the name of the node.
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
		if (this.poll === undefined) throw new Error('n8n has deactivated the trigger and does not poll it');
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

	/** Two writes without a common transaction. n8n waits for neither. */
	private emit(workflow: Workflow, outputs: INodeExecutionData[][]): void {
		if (this.death !== 'before the state is saved') this.save(workflow);
		if (this.death !== 'before the execution is created') this.executions.push(toJson(outputs));
	}

	/** n8n saves static data only if it is marked as changed. */
	private save(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged !== true) return;
		const [state] = Object.values(workflow.staticData);
		this.database.set(this.name, JSON.stringify(state));
		workflow.staticData.__dataChanged = false;
	}
}
