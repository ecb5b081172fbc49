import type { INodeParameters } from 'n8n-workflow';

import { callAsTool } from '../../lib/engine/agent.mts';
import { hintsOf } from '../../lib/engine/executions.mts';
import { itemsOf, MEETING_DOMAIN, useFixture } from '../../lib/engine/fixture.mts';
import { given } from '../../lib/engine/refusal.mts';
import { parametersOf } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';

const fixture = useFixture();
const ROOM = '605c43000000000000000000';
const link = (changes: INodeParameters = {}) => parametersOf('joinLink.create', { roomId: locator(ROOM), ...changes });

/** What a page sees of a link. */
function opened(joinUrl: unknown) {
	const { origin, pathname, searchParams } = new URL(String(joinUrl));
	return { page: origin + pathname, parameters: Object.fromEntries(searchParams) };
}

const openedWith = async (changes: INodeParameters) => opened((await fixture().output(link(changes)))[0].join_url);

describe('A personal join link', () => {
	test('of a guest opens the room with name and reference in it', async () => {
		const [item] = await fixture().output(link({ name: 'Ann', userRef: 'contact-1' }));
		expect(item).toEqual({ join_url: expect.any(String), role: 'guest', name: 'Ann', user_ref: 'contact-1', room_id: ROOM });
		expect(opened(item.join_url)).toEqual({ page: `https://${MEETING_DOMAIN}/${ROOM}`, parameters: { name: 'Ann', user_ref: 'contact-1' } });
	});

	test('of a host has the documented code, and a hint says that it is a secret', async () => {
		const { items } = await fixture().run(link({ role: 'host' }));
		const { page, parameters } = opened(items[0].json.join_url);
		expect(parameters).toEqual({ name: 'Ann' });
		const [, code] = page.split('/host/');
		expect(Buffer.from(code, 'base64').toString()).toBe(`${ROOM}-${fixture().sandbox.appId}`);
		const { hints = [] } = fixture().engine.nodeType.description;
		expect(hints.map(({ message }) => message)).toContain('A host link is a secret: anyone who opens it becomes a moderator. Send it only to the host');
	});

	test.each([
		'Zoë & Söhne #1', 'a+b=c?d/e', '100% 中文', '"><script>', 'two  spaces', "O'Neil", '\u{1F600}',
	])('encodes every value: %s', async (value) => {
		const changes = { name: value, userRef: value, options: { exitUrl: 'https://example.com/?a=b&c=d#e', additionalParameters: { parameter: [{ name: 'lobby text&1', value }] } } };
		const [{ join_url }] = await fixture().output(link(changes));
		expect(opened(join_url).parameters).toEqual({ name: value, user_ref: value, exit_url: 'https://example.com/?a=b&c=d#e', 'lobby text&1': value });
		// A page that does not decode a plus shows the same.
		expect(String(join_url)).not.toContain('+');
	});

	test('replaces half a character, which cannot be in a URL', async () => {
		expect((await openedWith({ name: '={{ "A\\ud83d" }}' })).parameters).toEqual({ name: 'A\uFFFD' });
	});

	test('has only the options that were added', async () => {
		expect((await openedWith({ options: { camera: false, microphone: true } })).parameters).toEqual({ name: 'Ann', video: 'no', audio: 'yes' });
		expect((await openedWith({ options: { skipLanding: true } })).parameters).toEqual({ name: 'Ann', landing: 'no' });
		expect((await openedWith({ options: { skipLanding: false, exitUrl: '' } })).parameters).toEqual({ name: 'Ann' });
	});

	test('takes the room from the list, by ID, and by the links of a room', async () => {
		const room = await fixture().createRoom();
		for (const [mode, value] of [['list', room.room_id], ['id', room.room_id], ['url', room.guest_url], ['url', room.host_url]]) {
			const [{ room_id }] = await fixture().output(link({ roomId: locator(value, String(mode)) }));
			expect(room_id).toBe(room.room_id);
		}
	});

	test('is made for each item, without a request, in the engine, through the routing, and by an agent', async () => {
		const names = ['Ann', 'Ben'];
		const parameters = link({ name: '={{ $json.name }}' });
		const items = itemsOf(...names.map((name) => ({ name })));
		for (const carrier of ['customOperations', 'routing'] as const) {
			const outcome = await fixture().run(parameters, { items, carrier });
			expect(outcome.items).toMatchObject(names.map((name, item) => ({ json: { name, join_url: `https://${MEETING_DOMAIN}/${ROOM}?name=${name}` }, pairedItem: { item } })));
			expect(hintsOf(outcome.run)).toEqual([]);
		}
		const calls = await callAsTool(fixture().engine, parameters, names.map((name) => ({ name })));
		expect(calls.map(({ data }) => data?.ai_tool[0]?.[0].json.name)).toEqual(names);
		expect(await fixture().control.requests()).toEqual([]);
	});
});

describe('A join link is refused', () => {
	test('without a Meeting Domain, with the name of that field', async () => {
		fixture().engine.useCredential({ meetingDomain: '' });
		expect((await fixture().run(link())).error).toMatchObject({
			message: 'Meeting Domain is empty',
			description: expect.stringContaining('Fill in Meeting Domain in the EnableX API credential'),
		});
	});

	test.each<[what: string, changes: INodeParameters, message: string]>([
		['without a name, which Skip Landing Page needs', { name: given(''), options: { skipLanding: true } }, 'Name is empty'],
		['for another role', { role: given('boss') }, 'Role "boss" is not a valid option'],
		['with an invalid Exit URL', { options: { exitUrl: 'javascript:alert(1)' } }, 'Exit URL is not a valid URL'],
		['with an option that is neither on nor off', { options: { camera: given('maybe') } }, 'Camera has to be on or off (true or false)'],
		['with a parameter without a name', { options: { additionalParameters: { parameter: [{ name: ' ', value: 'yes' }] } } }, 'Additional Parameters: Name is empty'],
		['with a parameter without a value', { options: { additionalParameters: { parameter: [{ name: 'clock', value: '' }] } } }, 'Additional Parameters: Value of "clock" is empty'],
		['with a parameter that has a field', { options: { additionalParameters: { parameter: [{ name: 'video', value: 'no' }] } } }, 'Additional Parameters has "video", which is the field Camera'],
	])('%s', async (_what, changes, message) => expect((await fixture().run(link(changes))).error?.message).toBe(message));
});

describe('A link of another service as Room', () => {
	const refused = 'Room is not an EnableX join link';
	const messageFor = async (url: string) => (await fixture().run(link({ roomId: locator(url, 'url') }))).error?.message;

	test.each(['https://zoom.us/j/123456789', 'https://meet.google.com/abc-defg-hij', 'https://teams.live.com/meet/9312345678901'])('is refused: %s', async (url) => {
		expect(await messageFor(url)).toBe(refused);
		expect((await fixture().run(parametersOf('room.get', { roomId: locator(url, 'url') }))).error?.message).toBe(refused);
		expect(await fixture().control.requests()).toEqual([]);
	});

	test('is refused before any other item is sent', async () => {
		const { room_id } = await fixture().createRoom();
		await fixture().control.clearRequests();
		const items = itemsOf({ url: `https://${MEETING_DOMAIN}/${room_id}` }, { url: 'https://zoom.us/j/123456789' });
		const { error } = await fixture().run(parametersOf('room.get', { roomId: locator('={{ $json.url }}', 'url') }), { items });
		expect(error).toMatchObject({ message: refused, context: { itemIndex: 1 } });
		expect(await fixture().control.requests()).toEqual([]);
	});

	test('is not one on the Meeting Domain, nor one that ends with a room ID', async () => {
		for (const url of [`https://${MEETING_DOMAIN}/room-0815`, `https://${MEETING_DOMAIN.toUpperCase()}/room-0815`, `https://other.example.com/${ROOM}`]) {
			expect(await messageFor(url)).toBeUndefined();
		}
		fixture().engine.useCredential({ meetingDomain: '' });
		expect(await messageFor(`https://${MEETING_DOMAIN}/room-0815`)).toBe(refused);
	});
});
