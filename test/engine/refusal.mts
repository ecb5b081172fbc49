import { NodeApiError, type INodeParameters } from 'n8n-workflow';

import { itemsOf, type Fixture } from './fixture.mts';

/** An expression that gives this value: n8n itself checks fixed values only. */
export const given = (value: unknown) => `={{ ${JSON.stringify(value)} }}`;

/** Runs the node with input that it has to refuse, and gives the error: no request, one error, no item. */
export async function refusalOf(fixture: Fixture, parameters: INodeParameters) {
	const outcome = await fixture.run(parameters, { items: itemsOf({ nothing: null }) });
	expect(await fixture.control.requests()).toEqual([]);
	expect(outcome.items).toEqual([]);
	expect(outcome.thrown).toBeInstanceOf(NodeApiError);
	expect(outcome.error?.context).toMatchObject({ itemIndex: 0 });
	return { message: outcome.error?.message ?? '', description: outcome.error?.description ?? '' };
}
