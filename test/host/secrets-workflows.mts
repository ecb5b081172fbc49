import type { INodeParameters } from 'n8n-workflow';
import { operationsOn, titleOf } from '../secrets/operations.mts';
import { CREDENTIAL_TYPE } from './provision.mts';
import type { StoredCredential, WorkflowDraft, WorkflowNode } from './n8n-rest.mts';
import { chain, START_NODE } from './smoke-workflow.mts';

/** The node whose output is a join token. */
export const TOKEN_NODE = 'token create';

const download = (fileUrl: string): INodeParameters => ({ resource: 'archive', operation: 'download', fileUrl });

const retrying = (parameters: INodeParameters, retries: number): INodeParameters => ({ ...parameters, options: { ...Object(parameters.options), retries } });

/**
 * A workflow of every operation, one after the other, each of which goes on when it fails (`goesOn`)
 * or ends the execution. Without `goesOn` and with failing hosts, only the first one runs.
 */
export function everyOperation(name: string, credential: StoredCredential, roomId: string, fileUrl: string, goesOn: boolean): WorkflowDraft {
	// A repeated request is in the log: that of the first operation is enough, all others would take minutes.
	const all = [download(fileUrl), ...operationsOn(roomId)].map((parameters) => retrying(parameters, goesOn ? 0 : 1));
	return workflowOf(name, credential, all, goesOn ? { onError: 'continueRegularOutput', alwaysOutputData: true } : { alwaysOutputData: true });
}

/** A workflow of one operation that ends the execution when it fails. */
export const oneOperation = (name: string, credential: StoredCredential, parameters: INodeParameters): WorkflowDraft => workflowOf(name, credential, [parameters], {});

function workflowOf(name: string, { id, name: credentialName }: StoredCredential, operations: INodeParameters[], settings: object): WorkflowDraft {
	const nodes: WorkflowNode[] = [
		{ name: START_NODE, type: 'n8n-nodes-base.manualTrigger', parameters: {} },
		...operations.map((parameters) => ({
			name: titleOf(parameters),
			type: 'n8n-nodes-enablex.enableXVideo',
			parameters,
			// The same for one and for many items.
			executeOnce: true,
			credentials: { [CREDENTIAL_TYPE]: { id, name: credentialName } },
			...settings,
		})),
	];
	const placed = nodes.map((node, index) => ({ id: `canary-${index}`, typeVersion: 1, position: [index * 220, 0], ...node }));
	return { name, nodes: placed, connections: chain(placed), settings: { executionOrder: 'v1' }, active: false };
}
