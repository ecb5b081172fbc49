/** What hostile input has found (`npm run fuzz`), each by its name. */
import type { INodeParameters } from 'n8n-workflow';

import { CREATE_ROOM, itemsOf, locator, useFixture } from './fixture.mts';
import { given, refusalOf } from './refusal.mts';

const fixture = useFixture();
const cdrs = { resource: 'cdr', operation: 'getAll', findBy: 'period', from: '2024-03-10' };
const ODD_KEYS = '{"constructor":"Acme Building","prototype":{"a":[1]},"nested":{"__proto__":"x","constructor":null}}';

/** The body of the one request that a run made. */
async function bodyOf(parameters: INodeParameters) {
	const [request, ...others] = await fixture().requestsOf(parameters);
	expect(others).toEqual([]);
	return JSON.parse(JSON.stringify(request.body));
}

describe('Custom Data', () => {
	test('is sent with every key that it has, of a room', async () => {
		const { data } = await bodyOf({ ...CREATE_ROOM, additionalFields: { data: ODD_KEYS } });
		expect(JSON.stringify(data)).toBe(ODD_KEYS);
	});

	test('is sent with every key that it has, of a token', async () => {
		const { room_id } = await fixture().createRoom();
		const token = { resource: 'token', operation: 'create', roomId: locator(room_id), name: 'Ann', userRef: 'contact-1' };
		const { data } = await bodyOf({ ...token, additionalFields: { data: ODD_KEYS } });
		expect(JSON.stringify(data)).toBe(ODD_KEYS);
	});

	test.each(['={{ DateTime.now() }}', '={{ new Date() }}'])('is no date, such as %s gives', async (data) => {
		const { message } = await refusalOf(fixture(), { ...CREATE_ROOM, additionalFields: { data } });
		expect(message).toMatch(/^Custom Data (is not valid JSON|has to be a JSON object)$/);
	});

	test('that is nested too deeply to be sent is refused by its name', async () => {
		const data = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
		const { message } = await refusalOf(fixture(), { ...CREATE_ROOM, additionalFields: { data } });
		expect(message).toBe('Custom Data is not valid JSON');
	});
});

test.each(['9999-12-31T23:59:59Z', '9999-12-31'])('A period may last until the end of time, %s', async (to) => {
	const [{ path }] = await fixture().requestsOf({ ...cdrs, to: given(to) }, { items: itemsOf({}) });
	expect(path).toContain('/cdr/period/2024-03-10/9999-12-31');
});
