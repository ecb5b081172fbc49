import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INode,
} from 'n8n-workflow';

import type { RequestContext } from '../shared/ask';
import type { ParameterContext } from '../shared/parameters';

/**
 * What the work of one input item needs of n8n. The context of n8n's routing has all of it
 * (`exchange.ts`), and `contextOf` makes one for each item of an execution (`runner.ts`).
 */
export interface ItemContext extends ParameterContext, RequestContext {
	getItemIndex(): number;
	continueOnFail(): boolean;
	getCredentials(name: string): Promise<ICredentialDataDecryptedObject>;
	/** Aborts when the user stops the execution. */
	getExecutionCancelSignal(): AbortSignal | undefined;
	logger: { info(message: string): void };
	helpers: RequestContext['helpers'] & {
		httpRequest(request: IHttpRequestOptions): Promise<IN8nHttpFullResponse>;
		prepareBinaryData: IExecuteSingleFunctions['helpers']['prepareBinaryData'];
	};
	/** Hears of each request that is repeated. */
	noteRetry?(): void;
}

/**
 * The context of one input item of an execution. Takes the node, because n8n copies it for everybody
 * who asks. The credential is looked up once for the item, however often it is needed.
 */
export function contextOf(execution: IExecuteFunctions, node: INode, index: number, noteRetry?: () => void): ItemContext {
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
		noteRetry,
		helpers: {
			httpRequest: async (request) => await helpers.httpRequest(request),
			prepareBinaryData: async (...file) => await helpers.prepareBinaryData(...file),
			async httpRequestWithAuthentication(name: string, request: IHttpRequestOptions) {
				// Handed over, because n8n would take the one of the first item for all of them.
				const credentialsDecrypted = { id: '', name, type: name, data: await getCredentials(name) };
				return await helpers.httpRequestWithAuthentication.call(execution, name, request, { credentialsDecrypted });
			},
		},
	};
}
