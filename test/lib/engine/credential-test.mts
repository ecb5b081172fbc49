import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';

import type { Engine } from './engine.mts';

/**
 * Tests the credential as n8n does when a user saves it: with the function that the node names in
 * `testedBy`, in n8n's context for such functions. Returns the result that n8n shows.
 */
export async function testCredential({ nodeType, credentials }: Engine): Promise<INodeCredentialTestResult> {
	const { name, test } = credentials.type;
	const testedBy = nodeType.description.credentials?.find((credential) => credential.name === name)?.testedBy;
	// A `test` of the credential itself would take precedence over the function, and could not report errors as well.
	if (test !== undefined || typeof testedBy !== 'string') throw new Error('The credential is not tested by the node');
	const run = nodeType.methods?.credentialTest?.[testedBy];
	if (run === undefined) throw new Error(`The node has no function ${testedBy}`);
	const data = credentials.fields as ICredentialDataDecryptedObject;
	return await run.call(new CredentialTestContext(), { id: '1', name: 'EnableX', type: name, data });
}
