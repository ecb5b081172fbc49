import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** What errors tell the user, and what they tell n8n. */
export const saidBy = (errors: Error[]) =>
	errors.map((error) => ({ message: error.message, failure: 'failure' in error ? error.failure : undefined }));

/** The JSON of the items of the first output, as n8n would store it. */
export const toJson = (outputs: Array<INodeExecutionData[] | null> | undefined): IDataObject[] =>
	JSON.parse(JSON.stringify((outputs?.[0] ?? []).map(({ json }) => json)));
