import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';

import { parametersOf } from '../../lib/operations/index.mts';
import { measureWithMemory, type MemoryCost } from './measure.mts';
import type { N8n, NodeKind } from './n8n.mts';

export interface DownloadRun {
	variant: NodeKind;
	url: string;
	/** Size of the file. */
	bytes: number;
}

const PARAMETERS: Record<NodeKind, INodeParameters> = {
	enablex: parametersOf('archive.download', { fileUrl: '={{ $json.url }}' }),
	httpRequest: {
		method: 'GET',
		url: '={{ $json.url }}',
		authentication: 'genericCredentialType',
		genericAuthType: 'httpBasicAuth',
		options: { response: { response: { responseFormat: 'file', outputPropertyName: 'data' } } },
	},
};

/** Downloads a file into n8n's binary data and deletes it again. Throws unless the whole file arrived. */
export async function runDownload(n8n: N8n, { variant, url, bytes }: DownloadRun): Promise<MemoryCost> {
	const { value, ...cost } = await measureWithMemory(async () => await n8n.run(variant, PARAMETERS[variant], [{ json: { url } }]));
	const file = value.items[0]?.binary?.data;
	if (file?.bytes !== bytes) throw new Error(`${variant} returned ${file?.bytes} of ${bytes} bytes`);
	if (file.id !== undefined) await Container.get(BinaryDataService).deleteManyByBinaryDataId([file.id]);
	return cost;
}
