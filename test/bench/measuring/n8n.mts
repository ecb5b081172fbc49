/** The real engine of an installed n8n, with this package and n8n's HTTP Request node in it. */
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

import { additionalData } from '../../engine/additional-data.mts';
import { PlainCredentials } from '../../engine/credentials.mts';
import { itemsNode } from '../../engine/items-node.mts';
import { LoadedNodeTypes } from '../../engine/node-types.mts';

/** How expressions are evaluated: n8n's older engine, or the one with isolates that servers use. */
export type ExpressionEngine = 'legacy' | 'vm';

/** Which node does the work: `enablex` is ours. */
export type NodeKind = 'enablex' | 'httpRequest';

export interface N8nPlan {
	packageFolder: string;
	engine: ExpressionEngine;
	/** Fields of the EnableX API credential. */
	credential: IDataObject;
	/** The login of the HTTP Request node; by default the credential's App ID and App Key. */
	basicAuth?: { user: string; password: string };
}

/** The HTTP Request node's own name; n8n gives credentials of any type to nothing else. */
const NODES: Record<NodeKind, Pick<INode, 'type' | 'typeVersion' | 'credentials'>> = {
	enablex: { type: 'enableXVideo', typeVersion: 1, credentials: { enableXApi: { id: '1', name: 'EnableX' } } },
	httpRequest: {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		credentials: { httpBasicAuth: { id: '2', name: 'EnableX' } },
	},
};

/** Counts how often a credential is asked for: on a server, each time is a query and a decryption. */
class CountedCredentials extends PlainCredentials {
	lookups = 0;

	async getDecrypted() {
		this.lookups++;
		return await super.getDecrypted();
	}
}

export interface Outcome {
	items: INodeExecutionData[];
	/** How often the credential was asked for. */
	lookups: number;
}

export class N8n {
	private constructor(
		private readonly nodeTypes: LoadedNodeTypes,
		private readonly credentials: Record<NodeKind, CountedCredentials>,
	) {}

	/** Loads everything as a server does at its start. */
	static async open({ packageFolder, engine, credential, basicAuth }: N8nPlan): Promise<N8n> {
		LoggerProxy.init(Container.get(Logger));
		await startExpressions(engine);
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
			enablex: new CountedCredentials(loader.getCredential('enableXApi').type, credential),
			httpRequest: new CountedCredentials(basicAuthType, login),
		});
	}

	/** Runs Items → node, as a published workflow does. Throws the node's error when there is one. */
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

/** With n8n's own default settings. */
async function startExpressions(engine: ExpressionEngine): Promise<void> {
	await Expression.initExpressionEngine({
		engine,
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
		lazyAcquire: false,
	});
}

/** An instance of a class of n8n's own nodes. */
function loadBase<T extends INodeType | IVersionedNodeType | ICredentialType>(file: string, name: string): T {
	const load = createRequire(process.argv[1]);
	const classes: Record<string, new () => T> = load(`n8n-nodes-base/dist/${file}`);
	return new classes[name]();
}

/** Binary data as a server keeps it, in files; n8n makes this service at its start. */
async function useBinaryDataOnDisk(): Promise<void> {
	const service = new BinaryDataService(Container.get(BinaryDataConfig), Container.get(ErrorReporter), Container.get(Logger));
	Container.set(BinaryDataService, service);
	await service.init();
}
