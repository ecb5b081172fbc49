import type { ExecutionLifecycleHooks } from 'n8n-core';
import type { ICredentialsHelper, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

/** What n8n hands to every execution, as far as nodes of this package can see it. */
export function additionalData(credentialsHelper: ICredentialsHelper, hooks?: ExecutionLifecycleHooks): IWorkflowExecuteAdditionalData {
	const data = {
		hooks,
		credentialsHelper,
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
