import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { readCredential } from './credential';
import { findProblem } from './probe';

/**
 * Tests the EnableX API credential. It is a function, and not the credential's own `test` request,
 * because the host shows nothing but the code of a connection that failed there, such as
 * ECONNREFUSED. Gives a sentence for a wrong key, an address that is not this API, and a host that
 * cannot be reached.
 */
export async function testEnableXApi(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	// The only way to send something that the host offers to the test of a credential.
	const { request: sendRequest } = this.helpers;
	try {
		const problem = await findProblem(
			readCredential({ ...data }),
			async (request) => await sendRequest({ ...request, resolveWithFullResponse: true, simple: false }),
		);
		return problem === undefined
			? { status: 'OK', message: 'Connection successful!' }
			: { status: 'Error', message: problem };
	} catch (error) {
		return { status: 'Error', message: error instanceof Error ? error.message : String(error) };
	}
}
