import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';

/** The message of each error, and the failure cause that n8n receives. */
export const summarizeErrors = (errors: Error[]) =>
	errors.map((error) => ({ message: error.message, failure: 'failure' in error ? error.failure : undefined }));

/** The JSON of the items of the first output, as n8n would store it. */
export const toJson = (outputs: Array<INodeExecutionData[] | null> | undefined): IDataObject[] =>
	JSON.parse(JSON.stringify((outputs?.[0] ?? []).map(({ json }) => json)));

/** What the output pane of the node says about a run. */
export const hintsOf = (run: IRun): string[] => (run.data.resultData.runData['EnableX Video'] ?? []).flatMap(({ hints = [] }) => hints.map(({ message }) => message));
