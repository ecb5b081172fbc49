import { Container } from '@n8n/di';
import { PollTriggerExecutor, type PollContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeParameters,
	type IWorkflowExecuteAdditionalData,
	type NodeError,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import { additionalData } from './additional-data.mts';
import type { Engine } from './engine.mts';
import { toJson } from './executions.mts';
import { startManually } from './manual-run.mts';
import { LoadedNodeTypes } from './node-types.mts';
import { loadTriggerAfresh } from './trigger-type.mts';

export interface PollerOptions {
	parameters?: INodeParameters;
	timezone?: string;
	/** What `getPollBudgetMs` returns. Default: n8n's own value. */
	budgetMs?: number;
	/** Another workflow in the same n8n process. */
	beside?: Poller;
}

/** When n8n crashes after a poll has returned its items: between its two writes, whichever comes first. */
export type Death = 'before the state is saved' | 'before the execution is created';

export interface TestStep {
	items: IDataObject[];
	error?: NodeError;
	/** Whether the step has changed its static data. */
	isStateTouched: boolean;
}

const NODE = { id: 'trigger-id', name: 'EnableX Video Trigger' };
let workflows = 0;

/**
 * An n8n that polls the trigger, and what a user would see in it. The node, the context and the
 * executor of the polls are the real ones. Each kind of poller simulates what n8n's server and its
 * database do around them.
 */
export abstract class Poller {
	/** The executions that were started, as the JSON of their items. */
	readonly executions: IDataObject[][] = [];
	/** The errors of polls. n8n shows each one as a failed execution. */
	readonly errors: Error[] = [];
	protected death: Death | undefined;
	private trigger: ReturnType<typeof loadTriggerAfresh>;
	private parameters: INodeParameters;
	/** The name of the trigger's node. */
	protected name = NODE.name;
	private readonly workflowId = `w${++workflows}`;

	constructor(
		protected readonly engine: Engine,
		protected readonly options: PollerOptions = {},
	) {
		this.trigger = options.beside?.trigger ?? loadTriggerAfresh(engine.triggerType);
		this.parameters = options.parameters ?? {};
	}

	/** The node's static data in n8n's database; `undefined` before the first save. */
	abstract readonly saved: IDataObject | undefined;
	/** Replaces the saved static data. n8n sees it the next time it reads its database. */
	abstract overwrite(staticData: IDataObject): void;
	/** Whether n8n polls when it starts, which the durable scheduler does not. */
	abstract readonly pollsAtStart: boolean;
	/** One scheduled poll. */
	abstract tick(): Promise<void>;
	protected abstract register(mode: WorkflowActivateMode): Promise<void>;
	protected abstract start(mode: WorkflowActivateMode): Promise<void>;

	/** The user publishes the workflow for the first time, or after it was unpublished. */
	async publish(): Promise<void> {
		await this.register('activate');
	}

	/** The user publishes the running workflow again with other parameters of the trigger. */
	async republish(parameters: INodeParameters = {}): Promise<void> {
		this.parameters = { ...this.parameters, ...parameters };
		await this.register('update');
	}

	/** The user renames the node and publishes the running workflow again. */
	async rename(name: string): Promise<void> {
		this.name = name;
		await this.register('update');
	}

	/** n8n stops immediately and starts again, with only what is saved. */
	async restart(mode: 'init' | 'leadershipChange' = 'init'): Promise<void> {
		this.trigger = loadTriggerAfresh(this.engine.triggerType);
		await this.start(mode);
	}

	/** A poll, then n8n crashes while it saves the result, and restarts. */
	async tickAndDie(death: Death): Promise<void> {
		this.death = death;
		await this.tick();
		this.death = undefined;
		await this.restart();
	}

	/** The user fetches a test event in the editor. */
	async test(): Promise<TestStep> {
		const workflow = this.makeWorkflow(this.saved);
		const before = JSON.stringify(workflow.staticData);
		const [node] = workflow.getPollNodes();
		const run = await startManually(workflow, node, [{ json: {} }], this.engine.credentials);
		const [task] = run.data.resultData.runData[this.name] ?? [];
		const error = task?.error as NodeError | undefined;
		return {
			items: toJson(task?.data?.main),
			...(error && { error }),
			isStateTouched: JSON.stringify(workflow.staticData) !== before || workflow.staticData.__dataChanged === true,
		};
	}

	protected readonly onError = (error: Error) => void this.errors.push(error);

	/** `getPollBudgetMs` with the value of the test or of n8n. For `undefined`, n8n's context uses its own value. */
	protected budget(ofN8n?: number) {
		const { budgetMs = ofN8n } = this.options;
		return budgetMs === undefined ? undefined : () => budgetMs;
	}

	/** The workflow as n8n loads it from its database. */
	protected makeWorkflow(saved: IDataObject | undefined): Workflow {
		const parameters = structuredClone(this.parameters);
		const credentials = { enableXApi: { id: '1', name: 'EnableX' } };
		const node: INode = { ...NODE, name: this.name, type: 'trigger', typeVersion: 1, position: [0, 0], parameters, credentials };
		const nodeTypes = new LoadedNodeTypes({ trigger: this.trigger });
		const staticData = saved === undefined ? {} : { [`node:${this.name}`]: structuredClone(saved) };
		const settings = { executionOrder: 'v1' as const, timezone: this.options.timezone ?? 'UTC' };
		return new Workflow({ id: this.workflowId, name: 'Test', nodes: [node], connections: {}, active: true, nodeTypes, staticData, settings });
	}

	/** The function that n8n calls at each poll time, with the context that `makeContext` builds. */
	protected pollWith(
		workflow: Workflow,
		makeContext: (node: INode, data: IWorkflowExecuteAdditionalData) => PollContext,
		isCurrent: () => boolean = () => true,
	) {
		const [node] = workflow.getPollNodes();
		const context = makeContext(node, additionalData(this.engine.credentials));
		return Container.get(PollTriggerExecutor).create(workflow, node, context, isCurrent);
	}
}

/** Runs the poll of an activation. n8n itself acquires an isolate for expressions around it. */
export async function pollAtActivation(workflow: Workflow, poll: (isTest: boolean) => Promise<void>): Promise<void> {
	await workflow.expression.acquireIsolate();
	try {
		await poll(true);
	} finally {
		await workflow.expression.releaseIsolate();
	}
}
