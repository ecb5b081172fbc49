import type { INodeParameters } from 'n8n-workflow';
import { parametersOf, type OperationId } from '../../lib/operations/index.mts';
import { operationsIn } from '../../lib/secrets/operations.mts';
import { CREDENTIAL_TYPE } from '../../lib/n8n/provision.mts';
import type { StoredCredential, WorkflowDraft, WorkflowNode } from '../../lib/n8n/rest.mts';
import { chainWorkflow, manualTrigger } from '../../lib/n8n/workflow-nodes.mts';

/** The node whose output is a join token. */
export const TOKEN_NODE: OperationId = 'token.create';

type NamedParameters = [node: OperationId, parameters: INodeParameters];

const withRetries = (parameters: INodeParameters, retries: number): INodeParameters => ({ ...parameters, options: { ...Object(parameters.options), retries } });

/**
 * A workflow with every operation, one after the other. Each continues on error (`continueOnError`)
 * or ends the execution. Without `continueOnError`, only the first one runs if the hosts fail.
 */
export function everyOperation(
	name: string,
	credential: StoredCredential,
	{ roomId, confNum }: { roomId: string; confNum: string },
	fileUrl: string,
	continueOnError: boolean,
): WorkflowDraft {
	// Retries are logged. Checking those of the first operation is enough; all others would take minutes.
	const all: NamedParameters[] = [['archive.download', parametersOf('archive.download', { fileUrl })], ...operationsIn(roomId, confNum)];
	const retries = continueOnError ? 0 : 1;
	return workflowOf(name, credential, all.map(([id, parameters]) => [id, withRetries(parameters, retries)]), continueOnError ? { onError: 'continueRegularOutput', alwaysOutputData: true } : { alwaysOutputData: true });
}

/** A workflow with one operation that ends the execution if it fails. */
export const oneOperation = (name: string, credential: StoredCredential, id: OperationId, changes: INodeParameters = {}): WorkflowDraft =>
	workflowOf(name, credential, [[id, parametersOf(id, changes)]], {});

function workflowOf(name: string, { id, name: credentialName }: StoredCredential, operations: NamedParameters[], settings: object): WorkflowDraft {
	const nodes: WorkflowNode[] = [
		manualTrigger,
		...operations.map(([node, parameters]) => ({
			name: node,
			type: 'n8n-nodes-enablex.enableXVideo',
			parameters,
			// Runs once, whether the previous node returned one item or many.
			executeOnce: true,
			credentials: { [CREDENTIAL_TYPE]: { id, name: credentialName } },
			...settings,
		})),
	];
	return { ...chainWorkflow(name, 'canary', nodes), active: false };
}
