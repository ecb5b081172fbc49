import { Container } from '@n8n/di';
import { PollContext, PollTriggerExecutor } from 'n8n-core';
import { Workflow, type IDataObject, type INode, type INodeExecutionData, type INodeParameters } from 'n8n-workflow';

import { additionalData } from '../lib/engine/additional-data.mts';
import { LoadedNodeTypes } from '../lib/engine/node-types.mts';
import type { Engine } from '../lib/engine/engine.mts';

export interface PollResult {
	/** The items of the execution that the poll started, if any. */
	items: INodeExecutionData[];
	/** The errors that n8n shows as failed executions. */
	errors: Error[];
	/** The node's static data after the poll. */
	state: IDataObject | undefined;
}

const NAME = 'Trigger';
let workflows = 0;

/**
 * Runs one poll of a published workflow in n8n's executor, with or without a saved state. The
 * workflow is new to the trigger's modules. `budgetMs` is the time n8n grants the poll.
 */
export async function pollOnce(engine: Engine, parameters: INodeParameters, saved: IDataObject | undefined, budgetMs: number): Promise<PollResult> {
	const id = `fuzz-${++workflows}`;
	const node: INode = { id, name: NAME, type: 'trigger', typeVersion: 1, position: [0, 0], parameters, credentials: { enableXApi: { id: '1', name: 'EnableX' } } };
	const nodeTypes = new LoadedNodeTypes({ trigger: engine.triggerType });
	const staticData = saved === undefined ? {} : { [`node:${NAME}`]: structuredClone(saved) };
	const workflow = new Workflow({ id, name: id, nodes: [node], connections: {}, active: true, nodeTypes, staticData, settings: { executionOrder: 'v1', timezone: 'UTC' } });
	const errors: Error[] = [];
	let items: INodeExecutionData[] = [];
	const context = new PollContext(
		workflow, workflow.getPollNodes()[0], additionalData(engine.credentials), 'trigger', 'update',
		(outputs) => void (items = outputs[0]), (error) => void errors.push(error), undefined, undefined, undefined, () => budgetMs,
	);
	await Container.get(PollTriggerExecutor).create(workflow, workflow.getPollNodes()[0], context, () => true)();
	const state: unknown = workflow.staticData[`node:${NAME}`];
	return { items, errors, state: state === undefined ? undefined : JSON.parse(JSON.stringify(state)) };
}
