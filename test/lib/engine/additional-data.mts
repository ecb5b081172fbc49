import type { ExecutionLifecycleHooks } from 'n8n-core';
import type { ICredentialsHelper, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

/** The data that n8n passes to every execution, as far as this package's nodes can see it. */
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
