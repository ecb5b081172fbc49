import { PollContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData, Workflow, WorkflowActivateMode } from 'n8n-workflow';

import { toJson } from './executions.mts';
import { Poller, pollAtActivation } from './poller.mts';

/**
 * n8n with the durable scheduler, but without durable poll cursors (n8n-host.md 2.2): each poll has its own workflow and
 * context, loaded from the database. A poll without new records saves nothing there.
 */
export class SchedulerPoller extends Poller {
	readonly pollsAtStart = false;
	private row: string | undefined;

	get saved(): IDataObject | undefined {
		return this.row === undefined ? undefined : JSON.parse(this.row);
	}

	overwrite(staticData: IDataObject): void {
		this.row = JSON.stringify(staticData);
	}

	async tick(): Promise<void> {
		await this.makePoll('update').poll();
	}

	protected async start(): Promise<void> {}

	protected async register(mode: WorkflowActivateMode): Promise<void> {
		const { workflow, poll } = this.makePoll(mode);
		await pollAtActivation(workflow, poll);
		this.save(workflow);
	}

	private makePoll(mode: WorkflowActivateMode) {
		const workflow = this.makeWorkflow(this.saved);
		const emit = (outputs: INodeExecutionData[][]) => {
			this.save(workflow);
			this.executions.push(toJson(outputs));
		};
		const poll = this.pollWith(
			workflow,
			(node, data) => new PollContext(workflow, node, data, 'trigger', mode, emit, this.onError, undefined, undefined, undefined, this.budget()),
		);
		return { workflow, poll };
	}

	private save(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged !== true) return;
		this.row = JSON.stringify(Object.values(workflow.staticData)[0]);
	}
}
