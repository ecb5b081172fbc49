/** The real engine of an installed n8n, loaded with this package and n8n's HTTP Request node. */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import {
	BinaryDataConfig,
	BinaryDataService,
	ErrorReporter,
	ExecutionLifecycleHooks,
	PackageDirectoryLoader,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	Expression,
	LoggerProxy,
	Workflow,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IVersionedNodeType,
} from 'n8n-workflow';

import { additionalData } from '../../lib/engine/additional-data.mts';
import { PlainCredentials } from '../../lib/engine/credentials.mts';
import { itemsNode } from '../../lib/engine/items-node.mts';
import { LoadedNodeTypes } from '../../lib/engine/node-types.mts';

/** How expressions are evaluated: n8n's older engine, or the isolated-vm engine that servers use. */
export type ExpressionEngine = 'legacy' | 'vm';

/** The node that does the work; `enablex` is ours. */
export type NodeKind = 'enablex' | 'httpRequest';

export interface N8nPlan {
	packageFolder: string;
	engine: ExpressionEngine;
	/** The fields of the EnableX API credential. */
	credential: IDataObject;
	/** The login of the HTTP Request node; defaults to the credential's App ID and App Key. */
	basicAuth?: { user: string; password: string };
}

/** The HTTP Request node keeps its own type name: n8n only gives credentials of any type to that node. */
const NODES: Record<NodeKind, Pick<INode, 'type' | 'typeVersion' | 'credentials'>> = {
	enablex: { type: 'enableXVideo', typeVersion: 1, credentials: { enableXApi: { id: '1', name: 'EnableX' } } },
	httpRequest: {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		credentials: { httpBasicAuth: { id: '2', name: 'EnableX' } },
	},
};

/** Counts credential lookups: on a server, each one is a query and a decryption. */
class CountingCredentials extends PlainCredentials {
	lookups = 0;

	async getDecrypted() {
		this.lookups++;
		return await super.getDecrypted();
	}
}

export interface Outcome {
	items: INodeExecutionData[];
	/** The number of credential lookups. */
	lookups: number;
}

export class N8n {
	private constructor(
		private readonly nodeTypes: LoadedNodeTypes,
		private readonly credentials: Record<NodeKind, CountingCredentials>,
	) {}

	/** Loads everything as a server does at startup. */
	static async open({ packageFolder, engine, credential, basicAuth }: N8nPlan): Promise<N8n> {
		LoggerProxy.init(Container.get(Logger));
		await initExpressions(engine);
		const loader = new PackageDirectoryLoader(packageFolder);
		await loader.loadAll();
		const nodeTypes = new LoadedNodeTypes({
			items: itemsNode,
			[NODES.enablex.type]: loader.getNode('enableXVideo').type,
			[NODES.httpRequest.type]: loadBase<IVersionedNodeType>('nodes/HttpRequest/HttpRequest.node.js', 'HttpRequest'),
		});
		await useBinaryDataOnDisk();
		const basicAuthType = loadBase<ICredentialType>('credentials/HttpBasicAuth.credentials.js', 'HttpBasicAuth');
		const login = basicAuth ?? { user: credential.appId, password: credential.appKey };
		return new N8n(nodeTypes, {
			enablex: new CountingCredentials(loader.getCredential('enableXApi').type, credential),
			httpRequest: new CountingCredentials(basicAuthType, login),
		});
	}

	/** Runs Items → node, as a published workflow does. Throws the node's error if there is one. */
	async run(kind: NodeKind, parameters: INodeParameters, input: INodeExecutionData[]): Promise<Outcome> {
		const nodes: INode[] = [
			{ id: 'a', name: 'Items', type: 'items', typeVersion: 1, position: [0, 0], parameters: {} },
			{ id: 'b', name: 'Node', position: [200, 0], parameters, ...NODES[kind] },
		];
		const connections = { Items: { main: [[{ node: 'Node', type: 'main' as const, index: 0 }]] } };
		const settings = { executionOrder: 'v1' as const, timezone: 'UTC' };
		const common = { id: 'w', name: 'Bench', nodes, connections, active: true, settings };
		const workflow = new Workflow({ ...common, nodeTypes: this.nodeTypes });
		const saved = { ...common, isArchived: false, createdAt: new Date(), updatedAt: new Date(), activeVersionId: null, nodeGroups: [] };
		const data = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node: nodes[0], data: { main: [input] }, source: null }] },
		});
		const credentials = this.credentials[kind];
		credentials.lookups = 0;
		const hooks = new ExecutionLifecycleHooks('trigger', '1', saved);
		const run = await new WorkflowExecute(additionalData(credentials, hooks), 'trigger', data).processRunExecutionData(workflow);
		const [task] = run.data.resultData.runData.Node ?? [];
		const error = task?.error ?? run.data.resultData.error;
		if (error) throw error;
		return { items: task?.data?.main[0] ?? [], lookups: credentials.lookups };
	}
}

/** Uses n8n's own default settings. */
async function initExpressions(engine: ExpressionEngine): Promise<void> {
	await Expression.initExpressionEngine({
		engine,
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
		lazyAcquire: false,
	});
}

/** Creates an instance of a class from n8n's own nodes. */
function loadBase<T extends INodeType | IVersionedNodeType | ICredentialType>(file: string, name: string): T {
	const load = createRequire(process.argv[1]);
	const classes: Record<string, new () => T> = load(`n8n-nodes-base/dist/${file}`);
	return new classes[name]();
}

/** Keeps binary data in files, as a server does; n8n creates this service at startup. */
async function useBinaryDataOnDisk(): Promise<void> {
	const service = new BinaryDataService(Container.get(BinaryDataConfig), Container.get(ErrorReporter), Container.get(Logger));
	Container.set(BinaryDataService, service);
	await service.init();
}
