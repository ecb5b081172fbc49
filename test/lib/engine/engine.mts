import path from 'node:path';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import {
	BinaryDataConfig,
	BinaryDataService,
	ErrorReporter,
	LoadOptionsContext,
	PackageDirectoryLoader,
} from 'n8n-core';
import {
	LoggerProxy,
	Workflow,
	type IBinaryData,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IRun,
	type NodeError,
} from 'n8n-workflow';

import { additionalData } from './additional-data.mts';
import { PlainCredentials } from './credentials.mts';
import { chooseExpressionEngine } from './expression-engine.mts';
import { itemsNode } from './items-node.mts';
import { startManually } from './manual-run.mts';
import { LoadedNodeTypes, type Carrier } from './node-types.mts';

/** The folder of the package. The engine loads the build in its `dist`. */
const PACKAGE_FOLDER = path.resolve(__dirname, '..', '..', '..');
const NODE_TYPE = 'enableXVideo';
const TRIGGER_TYPE = 'enableXVideoTrigger';
const WEBHOOK_TYPE = 'enableXVideoWebhookTrigger';

export interface RunOptions {
	parameters: INodeParameters;
	items?: INodeExecutionData[];
	onError?: INode['onError'];
	timezone?: string;
	alwaysOutputData?: boolean;
	/** What runs the node. Default: its own operations, as in n8n's engine. */
	carrier?: Carrier;
	/** Called when the execution has started, with a function that stops it. */
	onStart?: (stop: () => void) => void;
}

export interface Outcome {
	/** Items of the first output. */
	items: INodeExecutionData[];
	/** Items of the error output, if there is one. */
	errorItems: INodeExecutionData[];
	/** The error of the node, if it failed, as saved with the execution. */
	error?: NodeError;
	/** The same error as the node threw it, with its class and its cause. */
	thrown?: unknown;
	run: IRun;
}

export class Engine {
	private constructor(
		private readonly nodeTypes: LoadedNodeTypes,
		readonly credentials: PlainCredentials,
	) {}

	/** Loads the built package as n8n does when it starts. */
	static async open(credential: IDataObject): Promise<Engine> {
		await chooseExpressionEngine();
		LoggerProxy.init(Container.get(Logger));
		const loader = new PackageDirectoryLoader(PACKAGE_FOLDER);
		await loader.loadAll();
		const nodeTypes = new LoadedNodeTypes({
			[NODE_TYPE]: loader.getNode(NODE_TYPE).type,
			[TRIGGER_TYPE]: loader.getNode(TRIGGER_TYPE).type,
			[WEBHOOK_TYPE]: loader.getNode(WEBHOOK_TYPE).type,
			items: itemsNode,
		});
		await useBinaryDataOnDisk();
		return new Engine(nodeTypes, new PlainCredentials(loader.getCredential('enableXApi').type, credential));
	}

	/** The loaded node, for access to its description and its list searches. */
	get nodeType(): INodeType {
		return this.nodeTypes.getByNameAndVersion(NODE_TYPE);
	}

	/** The loaded polling trigger. */
	get triggerType(): INodeType {
		return this.nodeTypes.getByNameAndVersion(TRIGGER_TYPE);
	}

	/** The loaded webhook trigger. */
	get webhookTriggerType(): INodeType {
		return this.nodeTypes.getByNameAndVersion(WEBHOOK_TYPE);
	}

	/** The bytes of a file that a run produced. */
	async bytesOf(file: IBinaryData): Promise<Buffer> {
		return await Container.get(BinaryDataService).getAsBuffer(file);
	}

	/** Changes fields of the credential for the following runs. */
	useCredential(fields: IDataObject): void {
		this.credentials.fields = { ...this.credentials.fields, ...fields };
	}

	/** Runs Items → EnableX Video in the real engine and returns the outcome. */
	async run(options: RunOptions): Promise<Outcome> {
		const { parameters, items = [{ json: {} }], onError, timezone = 'UTC', onStart, alwaysOutputData, carrier = 'customOperations' } = options;
		this.nodeTypes.carrier = carrier;
		const nodes: INode[] = [
			{ id: 'a', name: 'Items', type: 'items', typeVersion: 1, position: [0, 0], parameters: {} },
			{ ...nodeWith(parameters), ...(onError && { onError }), ...(alwaysOutputData && { alwaysOutputData }) },
		];
		const connections: IConnections = { Items: { main: [[{ node: 'EnableX Video', type: 'main', index: 0 }]] } };
		const settings = { executionOrder: 'v1' as const, timezone };
		const workflow = new Workflow({ id: 'w', name: 'Test', nodes, connections, active: false, nodeTypes: this.nodeTypes, settings });
		const execution = startManually(workflow, nodes[0], items, this.credentials);
		onStart?.(() => execution.cancel());
		this.nodeTypes.thrown = undefined;
		const outcome = toOutcome(await execution);
		return { ...outcome, ...(outcome.error && { thrown: this.nodeTypes.thrown }) };
	}

	/** The context in which n8n calls list searches while a node is open in the editor. */
	listSearchContext(parameters: INodeParameters = {}): LoadOptionsContext {
		const node = nodeWith(parameters);
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: this.nodeTypes });
		return new LoadOptionsContext(workflow, node, additionalData(this.credentials), 'parameters.roomId');
	}
}

const nodeWith = (parameters: INodeParameters): INode => ({
	id: 'b',
	name: 'EnableX Video',
	type: NODE_TYPE,
	typeVersion: 1,
	position: [200, 0],
	parameters,
	credentials: { enableXApi: { id: '1', name: 'EnableX' } },
});

/** Stores binary data in files, as a server does. n8n creates this service when it starts. */
async function useBinaryDataOnDisk(): Promise<void> {
	const service = new BinaryDataService(
		Container.get(BinaryDataConfig),
		Container.get(ErrorReporter),
		Container.get(Logger),
	);
	Container.set(BinaryDataService, service);
	await service.init();
}

function toOutcome(run: IRun): Outcome {
	const [task] = run.data.resultData.runData['EnableX Video'] ?? [];
	const outputs = task?.data?.main ?? [];
	const error = task?.error ?? run.data.resultData.error;
	return { items: outputs[0] ?? [], errorItems: outputs[1] ?? [], ...(error && { error: error as NodeError }), run };
}
