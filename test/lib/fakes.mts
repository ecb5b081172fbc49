/** Minimal stand-ins for the objects that n8n passes to the code under test. */
import { NodeApiError, type IDataObject, type IExecuteSingleFunctions, type INode } from 'n8n-workflow';

import type { EnableXCredential } from '../../nodes/shared/credential/credential';
import type { ParameterContext } from '../../nodes/shared/parameters/parameters';

export const node: INode = {
	id: 'node-1',
	name: 'EnableX Video',
	type: 'n8n-nodes-enablex.enableXVideo',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** A context with these parameters; missing ones return the fallback, as in n8n. */
export const fakeContext = (parameters: Record<string, unknown> = {}, zone = 'UTC'): ParameterContext => ({
	getNode: () => node,
	getTimezone: () => zone,
	getNodeParameter: (name, fallback) => (Object.hasOwn(parameters, name) ? parameters[name] : fallback),
});

/** The context of an operation: parameters, and a credential for room links. */
export function fakeExecution(parameters: Record<string, unknown> = {}, zone = 'UTC'): IExecuteSingleFunctions {
	const credentialData: IDataObject = { ...credential };
	return Object.assign(Object.create(null), fakeContext(parameters, zone), {
		getCredentials: async () => credentialData,
	});
}

export const credential: EnableXCredential = {
	appId: '6034d7000000000000000000',
	appKey: 'appkeyappkeyappkeyappkeyappkeyappkey',
	baseUrl: 'https://api.enablex.io/video/v2',
	recordingsUsername: 'name@example.com',
	recordingsPassword: 'recordings-secret',
	recordingsHosts: '*.enablex.io, files.example.com:8443',
	meetingDomain: 'acme.yourvideo.live',
	allowUnauthorizedCerts: false,
};

/** The NodeApiError that an action throws; anything else, or no error, fails the test. */
export function refusalOf(action: () => unknown): NodeApiError {
	try {
		action();
	} catch (error) {
		if (error instanceof NodeApiError) return error;
		throw new Error('The action threw something that is not a NodeApiError', { cause: error });
	}
	throw new Error('The action did not throw');
}
