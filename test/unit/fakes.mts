/** Stand-ins for what n8n hands to the code under test, as small as the code's own needs. */
import { NodeApiError, type IDataObject, type IExecuteSingleFunctions, type INode } from 'n8n-workflow';

import type { EnableXCredential } from '../../nodes/shared/credential';
import type { ParameterContext } from '../../nodes/shared/parameters';

export const node: INode = {
	id: 'node-1',
	name: 'EnableX Video',
	type: 'n8n-nodes-enablex.enableXVideo',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** A context that knows these parameters; missing ones give the fallback, as n8n does. */
export const fakeContext = (parameters: Record<string, unknown> = {}, zone = 'UTC'): ParameterContext => ({
	getNode: () => node,
	getTimezone: () => zone,
	getNodeParameter: (name, fallback) => (Object.hasOwn(parameters, name) ? parameters[name] : fallback),
});

/** The context of an operation: parameters, and a credential for the links of rooms. */
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

/** The NodeApiError that an action throws; anything else, or no error at all, fails the test. */
export function refusalOf(action: () => unknown): NodeApiError {
	try {
		action();
	} catch (error) {
		if (error instanceof NodeApiError) return error;
		throw new Error('It threw something that is no NodeApiError', { cause: error });
	}
	throw new Error('It was accepted');
}
