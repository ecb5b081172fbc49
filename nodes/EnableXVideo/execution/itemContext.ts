import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INode,
} from 'n8n-workflow';

import type { RequestContext } from '../../shared/api/request';
import type { ParameterContext } from '../../shared/parameters/parameters';

/** What a run wants to know about its items. */
export interface ItemObserver {
	/** Called on each retry. */
	onRetry?(): void;
	/** Called with the number of list entries that were skipped because they are not objects. */
	onSkippedEntries?(count: number): void;
	/** Says something in the output pane, once per run, however many items say it. */
	addHint?(message: string): void;
}

/**
 * What an operation needs from n8n for one input item. The context of n8n's RoutingNode has all of it
 * (`routingHook.ts`); `createItemContext` makes one for each item of an execution (`execute.ts`).
 */
export interface ItemContext extends ParameterContext, RequestContext, ItemObserver {
	getItemIndex(): number;
	/** The number of input items of the run. The context of n8n's RoutingNode does not know it. */
	countItems?(): number;
	continueOnFail(): boolean;
	getCredentials(name: string): Promise<ICredentialDataDecryptedObject>;
	/** Aborts when the user stops the execution. */
	getExecutionCancelSignal(): AbortSignal | undefined;
	logger: { info(message: string): void };
	helpers: RequestContext['helpers'] & {
		httpRequest(request: IHttpRequestOptions): Promise<IN8nHttpFullResponse>;
		prepareBinaryData: IExecuteSingleFunctions['helpers']['prepareBinaryData'];
	};
}

/**
 * The context of one input item of an execution. Takes the node, because each `getNode` of n8n copies it.
 * The credential is looked up once per item, however often it is needed.
 */
export function createItemContext(execution: IExecuteFunctions, node: INode, index: number, observer: ItemObserver & Pick<ItemContext, 'countItems'>): ItemContext {
	const { helpers, logger } = execution;
	let credential: Promise<ICredentialDataDecryptedObject> | undefined;
	const getCredentials = async (name: string) => await (credential ??= execution.getCredentials(name, index));
	return {
		getNode: () => node,
		getTimezone: () => execution.getTimezone(),
		getNodeParameter: (name, fallback, options) => execution.getNodeParameter(name, index, fallback, options),
		getItemIndex: () => index,
		continueOnFail: () => execution.continueOnFail(),
		getExecutionCancelSignal: () => execution.getExecutionCancelSignal(),
		getCredentials,
		logger,
		...observer,
		helpers: {
			httpRequest: async (request) => await helpers.httpRequest(request),
			prepareBinaryData: async (...file) => await helpers.prepareBinaryData(...file),
			async httpRequestWithAuthentication(name: string, request: IHttpRequestOptions) {
				// Without it, n8n would use the credential of the first item for all items.
				const credentialsDecrypted = { id: '', name, type: name, data: await getCredentials(name) };
				return await helpers.httpRequestWithAuthentication.call(execution, name, request, { credentialsDecrypted });
			},
		},
	};
}
