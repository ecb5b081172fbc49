import type { INode, INodeExecutionData, INodeParameters, WorkflowActivateMode } from 'n8n-workflow';

import { readState } from '../../../nodes/EnableXVideoTrigger/delivery/savedState';
import { countKeys } from '../../../nodes/EnableXVideoTrigger/delivery/knownKeys';
import { toObject } from '../../../nodes/shared/utils/values';
import { additionalData } from '../../lib/engine/additional-data.mts';
import { Container, PollContext, PollTriggerExecutor, Workflow, type LoadedPackage } from './n8n-process.mts';

/** Receives the outcomes of polls. */
export interface PollListener {
	/** Called when an execution starts with these items. */
	onItems(items: INodeExecutionData[]): void;
	/** Called when a poll failed, which n8n shows as a failed execution. */
	onError(error: Error): void;
}

/** The size of the largest saved state. */
export interface StateSize {
	bytes: number;
	knownIds: number;
}

/** How often n8n tries to activate a workflow before it gives up (n8n-host.md 2.6). */
const MAX_ATTEMPTS = 5;
const NAME = 'EnableX Video Trigger';

/**
 * A published workflow with one trigger, polled the way n8n does by default (n8n-host.md 2.3, 2.4):
 * one context for all polls of a process; the state is in memory and saved with each emission and
 * after activation, but not when a poll finds nothing.
 */
export class PublishedWorkflow {
	readonly largest: StateSize = { bytes: 0, knownIds: 0 };
	/** The state in n8n's database. */
	private saved = '{}';
	private poll: ((isTest?: boolean) => Promise<void>) | undefined;

	constructor(
		private readonly parameters: INodeParameters,
		private readonly listener: PollListener,
	) {}

	/** Publishes the workflow, or starts it with n8n. Returns whether n8n could activate it. */
	async start(loaded: LoadedPackage, mode: WorkflowActivateMode): Promise<boolean> {
		for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
			const { workflow, poll } = this.register(loaded, mode);
			try {
				await poll(true);
				this.save(workflow);
				this.poll = poll;
				return true;
			} catch (error) {
				if (attempt === MAX_ATTEMPTS) this.listener.onError(error instanceof Error ? error : new Error(String(error)));
			}
		}
		return false;
	}

	/** Ends n8n's process, and with it everything that is not saved. */
	stop(): void {
		this.poll = undefined;
	}

	/** Polls, unless n8n is down or has deactivated the workflow. */
	async tick(): Promise<void> {
		await this.poll?.();
	}

	private register({ nodeTypes, credentials }: LoadedPackage, mode: WorkflowActivateMode) {
		const workflow = this.load(nodeTypes);
		const [node] = workflow.getPollNodes();
		const emit = (outputs: INodeExecutionData[][]) => {
			this.save(workflow);
			this.listener.onItems(outputs[0]);
		};
		const context = new PollContext(workflow, node, additionalData(credentials), 'trigger', mode, emit, (error) => this.listener.onError(error));
		return { workflow, poll: Container.get(PollTriggerExecutor).create(workflow, node, context, () => true) };
	}

	private load(nodeTypes: LoadedPackage['nodeTypes']) {
		const node: INode = {
			id: 'trigger',
			name: NAME,
			type: 'n8n-nodes-enablex.enableXVideoTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { enableXApi: { id: '1', name: 'EnableX' } },
		};
		const id = `soak-${String(this.parameters.event)}`;
		const settings = { executionOrder: 'v1' as const, timezone: 'UTC' };
		return new Workflow({ id, name: id, nodes: [node], connections: {}, active: true, nodeTypes, settings, staticData: JSON.parse(this.saved) });
	}

	/** n8n only saves a state that is marked as changed. */
	private save({ staticData }: InstanceType<typeof Workflow>): void {
		if (staticData.__dataChanged !== true) return;
		this.saved = JSON.stringify(staticData);
		staticData.__dataChanged = false;
		const state = staticData[`node:${NAME}`];
		const bytes = Buffer.byteLength(JSON.stringify(state));
		if (bytes <= this.largest.bytes) return;
		const known = readState(toObject(state).delivery)?.known ?? {};
		Object.assign(this.largest, { bytes, knownIds: countKeys(known) });
	}
}
