import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGunzip, createInflate } from 'node:zlib';
import { parseIncomingMessage } from '@n8n/backend-network';
import { HookContext, WebhookContext } from 'n8n-core';
import { jsonParse, NodeHelpers, Workflow, type IDataObject, type INode, type INodeParameters, type IWebhookData, type IWebhookResponseData, type WorkflowExecuteMode } from 'n8n-workflow';

import { openListener, type Listener } from '../listener.mts';
import { additionalData } from './additional-data.mts';
import type { Engine } from './engine.mts';
import { toJson } from './executions.mts';
import { LoadedNodeTypes } from './node-types.mts';

/** N8N_PAYLOAD_SIZE_MAX, in bytes. */
const MAX_PAYLOAD = 16 * 1024 * 1024;

/** A request as n8n's server hands it to nodes (n8n-host.md 10.2). */
type HostRequest = IncomingMessage & { body?: unknown; rawBody?: Buffer; readRawBody?: () => Promise<void> };

/** The answer of express, as far as the node uses it. */
class HostResponse {
	constructor(private readonly response: ServerResponse) {}

	get headersSent(): boolean {
		return this.response.headersSent;
	}

	set(name: string, value: string): this {
		this.response.setHeader(name, value);
		return this;
	}

	status(code: number): this {
		this.response.statusCode = code;
		return this;
	}

	json(value: unknown): this {
		this.response.setHeader('content-type', 'application/json; charset=utf-8').end(JSON.stringify(value));
		return this;
	}
}

/** Reads the body once, uncompressed and up to the limit, as n8n's `rawBodyReader` does. */
function addRawBodyReader(request: HostRequest): void {
	parseIncomingMessage(request);
	request.readRawBody = async () => {
		if (request.rawBody) return;
		const encoding = request.headers['content-encoding'];
		const stream = encoding === 'gzip' ? request.pipe(createGunzip()) : encoding === 'deflate' ? request.pipe(createInflate()) : request;
		const chunks: Buffer[] = [];
		let size = 0;
		for await (const chunk of stream) {
			size += chunk.length;
			if (size > MAX_PAYLOAD) throw new Error('request entity too large');
			chunks.push(chunk);
		}
		request.rawBody = Buffer.concat(chunks);
	};
}

/** What n8n itself reads of a body before it calls the node, by the content type. */
async function parseBody(request: HostRequest): Promise<void> {
	if (request.contentType?.startsWith('multipart/')) return;
	await request.readRawBody?.();
	if (request.rawBody?.length && request.contentType === 'application/json') request.body = jsonParse(request.rawBody.toString(request.encoding));
}

const NODE = { id: 'webhook-id', name: 'EnableX Video Webhook Trigger', webhookId: '0dd1' };

/**
 * An n8n that serves the webhook of the trigger over HTTP. The node, its description and its contexts are the
 * real ones. What n8n's server does around them (n8n-host.md 10) is repeated here.
 */
export class WebhookHost {
	/** The executions that requests have started, as the JSON of their items. */
	readonly executions: IDataObject[][] = [];
	/** The errors that the node threw; n8n shows each as a failed execution. */
	readonly failures: unknown[] = [];
	/** How many requests n8n refused before the node saw them. */
	refusedByHost = 0;
	private listener: Listener | undefined;

	constructor(
		private readonly engine: Engine,
		private readonly parameters: INodeParameters = {},
	) {}

	private workflow(): Workflow {
		const credentials = { enableXApi: { id: '1', name: 'EnableX' } };
		const node: INode = { ...NODE, type: 'webhookTrigger', typeVersion: 1, position: [0, 0], parameters: structuredClone(this.parameters), credentials };
		const nodeTypes = new LoadedNodeTypes({ webhookTrigger: this.engine.webhookTriggerType });
		return new Workflow({ id: 'w', name: 'Test', nodes: [node], connections: {}, active: true, nodeTypes, settings: { executionOrder: 'v1' } });
	}

	private contextsOf(workflow: Workflow, mode: WorkflowExecuteMode) {
		const [node] = Object.values(workflow.nodes);
		const data = additionalData(this.engine.credentials);
		const [description] = this.engine.webhookTriggerType.description.webhooks ?? [];
		const webhook: IWebhookData = {
			httpMethod: 'POST', node: node.name, path: `${NODE.webhookId}/${description.path}`, webhookDescription: description, workflowId: 'w', workflowExecuteAdditionalData: data, userId: undefined, staticData: undefined,
		} as IWebhookData;
		return { node, data, webhook, mode };
	}

	/** Publishes the workflow, or starts listening for a test event: n8n calls the node's lifecycle methods. Rejects with their error. */
	async publish(mode: WorkflowExecuteMode = 'trigger'): Promise<void> {
		const workflow = this.workflow();
		const { node, data, webhook } = this.contextsOf(workflow, mode);
		const context = new HookContext(workflow, node, data, mode, mode === 'trigger' ? 'activate' : 'manual', webhook);
		const methods = this.engine.webhookTriggerType.webhookMethods?.default;
		await workflow.expression.acquireIsolate();
		try {
			if ((await methods?.checkExists.call(context)) !== true) await methods?.create.call(context);
		} finally {
			await workflow.expression.releaseIsolate();
		}
	}

	/** Starts to serve the webhook. Returns its URL. */
	async listen(): Promise<string> {
		this.listener = await openListener((request, response) => {
			void this.serve(request, new HostResponse(response)).catch((error: unknown) => {
				this.refusedByHost++;
				new HostResponse(response).status(422).json({ message: String(error) });
			});
		});
		return `${this.listener.origin}/webhook/${NODE.webhookId}/enablex`;
	}

	private async serve(request: HostRequest, response: HostResponse): Promise<void> {
		addRawBodyReader(request);
		const workflow = this.workflow();
		const { node, data, webhook, mode } = this.contextsOf(workflow, 'webhook');
		Object.assign(data, { httpRequest: request, httpResponse: response });
		await workflow.expression.acquireIsolate();
		try {
			const isBinary = workflow.expression.getSimpleParameterValue(node, '={{$parameter["options"]["binaryData"]}}', mode, {}, undefined, false);
			if (!isBinary) await parseBody(request);
			const context = new WebhookContext(workflow, node, data, mode, webhook, [], null);
			await this.finish(response, this.engine.webhookTriggerType.webhook!.call(context));
		} finally {
			await workflow.expression.releaseIsolate();
		}
	}

	/** What n8n does with the result of the node: an execution, an answer, or nothing (n8n-host.md 10.3). */
	private async finish(response: HostResponse, running: Promise<IWebhookResponseData>): Promise<void> {
		try {
			const { noWebhookResponse, workflowData } = await running;
			if (workflowData !== undefined) this.executions.push(toJson(workflowData));
			if (noWebhookResponse === true) return;
			response.status(200).json({ message: workflowData === undefined ? 'Webhook call received' : 'Workflow was started' });
		} catch (error) {
			this.failures.push(error);
			response.status(500).json({ message: 'Workflow Webhook Error: Workflow could not be started!' });
		}
	}

	async close(): Promise<void> {
		await this.listener?.close();
	}
}

/** The validity of the whole node with its defaults, as n8n checks it before it publishes. */
export function issuesOf(engine: Engine, parameters: INodeParameters) {
	const { description } = engine.webhookTriggerType;
	const node: INode = { ...NODE, type: 'webhookTrigger', typeVersion: 1, position: [0, 0], parameters };
	const withDefaults = NodeHelpers.getNodeParameters(description.properties, parameters, true, false, node, description) ?? {};
	return NodeHelpers.getNodeParametersIssues(description.properties, { ...node, parameters: withDefaults }, description);
}
