import path from 'node:path';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import {
	BinaryDataConfig,
	BinaryDataService,
	ErrorReporter,
	type ExecuteContext,
	ExecutionLifecycleHooks,
	PackageDirectoryLoader,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	Expression,
	NodeHelpers,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
	type NodeError,
} from 'n8n-workflow';

import { PlainCredentials } from './credentials.mts';
import { itemsNode } from './items-node.mts';

/** Where the package is; its built form in dist is what the engine loads. */
const PACKAGE_FOLDER = path.resolve(__dirname, '..', '..');
const NODE_TYPE = 'enableXVideo';

/**
 * Node types of the built package as n8n itself finds them, plus one that emits the input items.
 * A declarative node gets its `execute` by the rule of n8n's own node-types service (n8n.md 1.1).
 */
class LoadedNodeTypes implements INodeTypes {
	constructor(private readonly nodes: Record<string, INodeType | IVersionedNodeType>) {}

	getByName(name: string) {
		return this.nodes[name];
	}

	getByNameAndVersion(name: string, version?: number): INodeType {
		const node = NodeHelpers.getVersionedNodeType(this.nodes[name], version);
		const isDeclarative = node.description.requestDefaults !== undefined;
		const hasOwnCode = node.execute ?? node.supplyData ?? node.poll ?? node.trigger;
		if (!hasOwnCode && (!node.webhook || isDeclarative) && (!node.methods || isDeclarative)) {
			node.execute = async function execute() {
				return (await new RoutingNode(this as ExecuteContext, node).runNode()) ?? [];
			};
		}
		return node;
	}

	getKnownTypes() {
		return {};
	}
}

export interface RunOptions {
	parameters: INodeParameters;
	items?: INodeExecutionData[];
	onError?: INode['onError'];
	timezone?: string;
	alwaysOutputData?: boolean;
	/** Called with a way to stop the execution once it has started. */
	onStart?: (stop: () => void) => void;
}

export interface Outcome {
	/** Items of the first output. */
	items: INodeExecutionData[];
	/** Items of the error output, when there is one. */
	errorItems: INodeExecutionData[];
	/** What made the node fail, if it did. */
	error?: NodeError;
	run: IRun;
}

export class Engine {
	private constructor(
		private readonly nodeTypes: LoadedNodeTypes,
		private readonly credentials: PlainCredentials,
	) {}

	/** Loads the built package the way n8n loads it at its start. */
	static async open(credential: IDataObject): Promise<Engine> {
		await useExpressionEngine();
		const loader = new PackageDirectoryLoader(PACKAGE_FOLDER);
		await loader.loadAll();
		const nodeTypes = new LoadedNodeTypes({
			[NODE_TYPE]: loader.getNode(NODE_TYPE).type,
			items: itemsNode,
		});
		await useBinaryDataOnDisk();
		return new Engine(nodeTypes, new PlainCredentials(loader.getCredential('enableXApi').type, credential));
	}

	/** The node's class as loaded, to look at its description or to call its list searches. */
	get nodeType(): INodeType {
		return this.nodeTypes.getByNameAndVersion(NODE_TYPE);
	}

	/** Changes the credential's fields for the runs to come. */
	useCredential(fields: IDataObject): void {
		this.credentials.fields = { ...this.credentials.fields, ...fields };
	}

	/** Runs Items → EnableX Video in the real engine and gives what came out. */
	async run({ parameters, items = [{ json: {} }], onError, timezone = 'UTC', onStart, alwaysOutputData }: RunOptions): Promise<Outcome> {
		const nodes: INode[] = [
			{ id: 'a', name: 'Items', type: 'items', typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: 'b',
				name: 'EnableX Video',
				type: NODE_TYPE,
				typeVersion: 1,
				position: [200, 0],
				parameters,
				credentials: { enableXApi: { id: '1', name: 'EnableX' } },
				...(onError && { onError }),
				...(alwaysOutputData && { alwaysOutputData }),
			},
		];
		const connections: IConnections = { Items: { main: [[{ node: 'EnableX Video', type: 'main', index: 0 }]] } };
		const settings = { executionOrder: 'v1' as const, timezone };
		const workflow = new Workflow({ id: 'w', name: 'Test', nodes, connections, active: false, nodeTypes: this.nodeTypes, settings });
		const workflowData = { id: 'w', name: 'Test', active: false, isArchived: false, nodes, connections, settings, createdAt: new Date(), updatedAt: new Date(), activeVersionId: null, nodeGroups: [] };
		const data = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: nodes[0], data: { main: [items] }, source: null }],
			},
		});
		const additionalData = this.additionalData(new ExecutionLifecycleHooks('manual', '1', workflowData));
		const execution = new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(workflow);
		onStart?.(() => execution.cancel());
		return toOutcome(await execution);
	}

	private additionalData(hooks: ExecutionLifecycleHooks): IWorkflowExecuteAdditionalData {
		const data = {
			hooks,
			credentialsHelper: this.credentials,
			executionId: '1',
			currentNodeExecutionIndex: 0,
			variables: {},
			instanceBaseUrl: 'http://localhost/',
			restApiUrl: 'http://localhost/rest',
			webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
			formWaitingBaseUrl: 'http://localhost/form-waiting',
			executeWorkflow: async () => await Promise.reject(new Error('not part of these tests')),
			logAiEvent: () => {},
			setExecutionStatus: () => {},
		};
		return data as Partial<IWorkflowExecuteAdditionalData> as IWorkflowExecuteAdditionalData;
	}
}

/** Binary data as a server keeps it, in files; n8n makes this service at its start. */
async function useBinaryDataOnDisk(): Promise<void> {
	const service = new BinaryDataService(
		Container.get(BinaryDataConfig),
		Container.get(ErrorReporter),
		Container.get(Logger),
	);
	Container.set(BinaryDataService, service);
	await service.init();
}

let isEngineChosen = false;

/** The isolated-vm expression engine, which servers use, when ENABLEX_TEST_EXPRESSIONS is `vm`. */
async function useExpressionEngine(): Promise<void> {
	if (isEngineChosen || process.env.ENABLEX_TEST_EXPRESSIONS !== 'vm') return;
	isEngineChosen = true;
	await Expression.initExpressionEngine({
		engine: 'vm',
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
		poolSize: 1,
		maxCodeCacheSize: 1024,
	});
}

function toOutcome(run: IRun): Outcome {
	const [task] = run.data.resultData.runData['EnableX Video'] ?? [];
	const outputs = task?.data?.main ?? [];
	const error = task?.error ?? run.data.resultData.error;
	return { items: outputs[0] ?? [], errorItems: outputs[1] ?? [], ...(error && { error: error as NodeError }), run };
}
