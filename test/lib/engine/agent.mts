import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool.js';
import { NodeConnectionTypes, Workflow, type EngineRequest, type EngineResponse, type IConnections, type IDataObject, type INode, type INodeParameters, type INodeType, type ITaskData } from 'n8n-workflow';

import type { Engine } from './engine.mts';
import { itemsNode } from './items-node.mts';
import { startManually } from './manual-run.mts';
import { LoadedNodeTypes } from './node-types.mts';

const TOOL = 'EnableX Video';

/** An agent without a model: it calls its tool once for each of its items, with what the item says. */
const agentNode: INodeType = {
	description: {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: 'Calls its tool',
		defaults: { name: 'Agent' },
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute(response?: EngineResponse) {
		if (response !== undefined && response.actionResponses.length > 0) return [this.getInputData()];
		const actions = this.getInputData().map(({ json: input }, index): EngineRequest['actions'][number] => ({
			actionType: 'ExecutionNodeAction',
			nodeName: TOOL,
			type: NodeConnectionTypes.AiTool,
			id: `call-${index}`,
			input,
			metadata: {},
		}));
		return { actions, metadata: {} };
	},
};

/** Lets an agent call the EnableX Video node through n8n's engine. Returns what n8n saves of each call. */
export async function callAsTool(engine: Engine, parameters: INodeParameters, calls: IDataObject[]): Promise<ITaskData[]> {
	const nodeTypes = new LoadedNodeTypes({ items: itemsNode, agent: agentNode, enableXVideo: engine.nodeType });
	const at = (name: string, type: string): INode => ({ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} });
	const tool: INode = { ...at(TOOL, 'enableXVideo'), parameters, credentials: { enableXApi: { id: '1', name: 'EnableX' } } };
	const nodes = [at('Items', 'items'), at('Agent', 'agent'), tool];
	const connections: IConnections = {
		Items: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
		[TOOL]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
	};
	const workflow = new Workflow({ id: 'agent', nodes, connections, active: false, nodeTypes, settings: { executionOrder: 'v1' } });
	const run = await startManually(workflow, nodes[0], calls.map((json) => ({ json })), engine.credentials);
	if (run.data.resultData.error) throw new Error(run.data.resultData.error.message);
	return run.data.resultData.runData[TOOL] ?? [];
}

/** What a model sees of the node as its tool: n8n's own description, and that of each field with a `$fromAI` expression by its key. */
export function toolSeenByModel(nodeType: INodeType, parameters: INodeParameters): { description: string; fields: Record<string, string | undefined> } {
	const node: INode = { id: TOOL, name: TOOL, type: 'enableXVideoTool', typeVersion: 1, position: [0, 0], parameters: { descriptionType: 'auto', ...parameters } };
	const { response } = createNodeAsTool({ node, nodeType, handleToolInvocation: async () => await Promise.resolve('') });
	const fields = Object.entries(response.schema.shape).map(([key, field]) => [key, field.description] as const);
	return { description: response.description, fields: Object.fromEntries(fields) };
}
