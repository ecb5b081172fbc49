import type { INodeParameters } from 'n8n-workflow';

import { API_OPERATION_IDS, parametersIn, parametersOf, variantOf, type ApiOperationId } from '../operations/index.mts';

/** Parameters that add more to the output. */
const MORE: Partial<Record<ApiOperationId, INodeParameters>> = {
	'archive.getAll': { output: 'file' },
	'session.get': { options: { includeRecordings: true } },
	'session.getAll': { options: { includeRecordings: true } },
	'dialIn.getAll': { options: { includeSipAccount: true } },
};

/**
 * Every operation that calls the API, with its parameters for this room or this session if it needs one. Deletion
 * comes last.
 */
export const operationsIn = (roomId = 'r1', conferenceNumber = 'conf-1'): Array<[id: ApiOperationId, parameters: INodeParameters]> =>
	API_OPERATION_IDS.map((id) => {
		const { parameters } = variantOf(id);
		const ofSession = 'conferenceNumber' in parameters ? { conferenceNumber } : {};
		const more = { ...MORE[id], ...ofSession };
		return [id, 'roomId' in parameters ? parametersIn(id, roomId, more) : parametersOf(id, more)];
	});
