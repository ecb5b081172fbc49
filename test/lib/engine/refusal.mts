import { NodeApiError, type INodeParameters } from 'n8n-workflow';

import { itemsOf, type Fixture } from './fixture.mts';
import { leakedSecrets } from './secrets.mts';

/** An expression that returns this value. n8n itself validates only fixed values. */
export const given = (value: unknown) => `={{ ${JSON.stringify(value)} }}`;

/** Runs the node, expects it to fail with one NodeApiError of the first item, no items and no secrets, and returns the error. */
export async function failureOf(fixture: Fixture, parameters: INodeParameters) {
	const outcome = await fixture.run(parameters, { items: itemsOf({ nothing: null }) });
	expect(outcome.items).toEqual([]);
	expect(outcome.thrown).toBeInstanceOf(NodeApiError);
	expect(leakedSecrets(fixture, outcome)).toEqual([]);
	expect(outcome.error?.context).toMatchObject({ itemIndex: 0 });
	return outcome.error;
}

/** The same for input that the node must reject without sending a request. */
export async function refusalOf(fixture: Fixture, parameters: INodeParameters) {
	const error = await failureOf(fixture, parameters);
	expect(await fixture.control.requests()).toEqual([]);
	return { message: error?.message ?? '', description: error?.description ?? '' };
}
