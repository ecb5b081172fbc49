/** Regression tests for what hostile input (`npm run fuzz`) has found. */
import type { INodeParameters } from 'n8n-workflow';

import { CREATE_ROOM, itemsOf, useFixture } from '../../lib/engine/fixture.mts';
import { given, refusalOf } from '../../lib/engine/refusal.mts';
import { parametersIn, parametersOf } from '../../lib/operations/index.mts';

const fixture = useFixture();
const ODD_KEYS = '{"constructor":"Acme Building","prototype":{"a":[1]},"nested":{"__proto__":"x","constructor":null}}';

/** The body of the one request that a run made. */
async function bodyOf(parameters: INodeParameters) {
	const [request, ...others] = await fixture().requestsOf(parameters);
	expect(others).toEqual([]);
	return JSON.parse(JSON.stringify(request.body));
}

describe('Custom Data', () => {
	test('of a room is sent with all its keys', async () => {
		const { data } = await bodyOf({ ...CREATE_ROOM, additionalFields: { data: ODD_KEYS } });
		expect(JSON.stringify(data)).toBe(ODD_KEYS);
	});

	test('of a token is sent with all its keys', async () => {
		const { room_id } = await fixture().createRoom();
		const { data } = await bodyOf(parametersIn('token.create', room_id, { additionalFields: { data: ODD_KEYS } }));
		expect(JSON.stringify(data)).toBe(ODD_KEYS);
	});

	test.each(['={{ DateTime.now() }}', '={{ new Date() }}'])('cannot be a date, such as %s', async (data) => {
		const { message } = await refusalOf(fixture(), { ...CREATE_ROOM, additionalFields: { data } });
		expect(message).toMatch(/^Custom Data (is not valid JSON|has to be a JSON object)$/);
	});

	test('that is nested too deeply to be sent is rejected with its name', async () => {
		const data = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
		const { message } = await refusalOf(fixture(), { ...CREATE_ROOM, additionalFields: { data } });
		expect(message).toBe('Custom Data is not valid JSON');
	});
});

test.each(['9999-12-31T23:59:59Z', '9999-12-31'])('A period may last until the last supported year, %s', async (to) => {
	const [{ path }] = await fixture().requestsOf(parametersOf('cdr.getAll', { to: given(to) }, 'period'), { items: itemsOf({}) });
	expect(path).toContain('/cdr/period/2024-03-10/9999-12-31');
});
