import { NodeHelpers, type INodeParameters } from 'n8n-workflow';

import { locator } from './fixture.mts';
import { DurablePoller } from './poller-durable.mts';
import { given } from './refusal.mts';
import { useScene } from './trigger-scene.mts';

const scene = useScene();
const date = (startDate: string): INodeParameters => ({ startFrom: 'date', startDate });
const filter = (name: string, value: unknown): INodeParameters => ({ filters: { [name]: given(value) } });
const NOTHING = '={{ undefined }}';

const WRONG: Array<[what: string, parameters: INodeParameters, message: string]> = [
	['an event that does not exist', { event: 'call' }, 'Event "call" is not possible'],
	['a start that does not exist', { startFrom: 'tomorrow' }, 'Start From "tomorrow" is not possible'],
	['a Start Date that is empty', date(given('')), 'Start Date is empty'],
	['a Start Date in words', date(given('soon')), 'Start Date "soon" is not a date'],
	['a Start Date without a day', date(given('2026-03')), 'Start Date "2026-03" is not a date'],
	['a Start Date that is nothing', date(NOTHING), 'Start Date '],
	['a role that does not exist', filter('roles', ['boss']), 'Roles "boss" is not possible'],
	['roles that are no list', filter('roles', 5), 'Roles is not a list'],
	['roles that are nothing', { filters: { roles: NOTHING } }, 'Roles '],
	['a duration in words', filter('minDuration', 'long'), 'Minimum Duration (Seconds) has to be a whole number of at least 0'],
	['a negative duration', filter('minDuration', -1), 'Minimum Duration (Seconds) has to be a whole number of at least 0'],
	['a duration that is null', filter('minDuration', null), 'Minimum Duration (Seconds) has to be a whole number of at least 0'],
	['a duration that is nothing', { filters: { minDuration: NOTHING } }, 'Minimum Duration (Seconds) '],
	['a quality in small letters', filter('callQuality', 'bad'), 'Call Quality "bad" is not possible'],
	['a quality that is nothing', { filters: { callQuality: NOTHING } }, 'Call Quality '],
	['a room that was not chosen', { filters: { roomId: locator('', 'list') } }, 'Room is empty'],
	['a room that is a path', { filters: { roomId: locator('../rooms') } }, 'Room "../rooms" is not an ID'],
	['a room that is null', filter('roomId', null), 'Room is not a text'],
	['a room that is nothing', { filters: { roomId: NOTHING } }, 'Room '],
	['a room whose ID is nothing', { filters: { roomId: locator(NOTHING) } }, 'Room '],
	['a link to no room', { filters: { roomId: locator('https://acme.yourvideo.live', 'url') } }, 'Room is not a join link that ends with a room'],
	['a Simplify that is neither on nor off', { simplify: given('maybe') }, 'Simplify has to be on or off (true or false)'],
	['no lookback at all', { options: { lookbackDays: given(0) } }, 'Lookback Days has to be a whole number from 1 to 30'],
	['too much lookback', { options: { lookbackDays: given(31) } }, 'Lookback Days has to be a whole number from 1 to 30'],
	['half a day of lookback', { options: { lookbackDays: given(1.5) } }, 'Lookback Days has to be a whole number from 1 to 30'],
	['a lookback in words', { options: { lookbackDays: given('long') } }, 'Lookback Days has to be a whole number from 1 to 30'],
];

describe('The trigger refuses, with the name of the field and before anything is sent,', () => {
	test.each(WRONG)('%s', async (_what, parameters, message) => {
		const poller = scene().poller(DurablePoller, parameters);
		await scene().control.clearRequests();
		const begins = (error: unknown) => (error instanceof Object && 'message' in error ? String(error.message) : String(error)).slice(0, message.length);
		const thrown = await poller.publish().then(() => 'it was published', (error: unknown) => error);
		await poller.tick();
		const { error, items } = await poller.test();
		expect([thrown, poller.errors[0], error].map(begins)).toEqual([message, message, message]);
		expect([poller.executions, items]).toEqual([[], []]);
		expect(await scene().control.requests()).toEqual([]);
	});

	test('but not what does not apply: filters of calls for recordings, a Start Date without the choice of it', async () => {
		const filters = { roles: given(['boss']), minDuration: given(-1), callQuality: given('x') };
		const poller = scene().poller(DurablePoller, { event: 'recording', filters, startFrom: 'now', startDate: 'soon' });
		await poller.publish();
		await poller.tick();
		expect(poller.errors).toEqual([]);
	});
});

describe('The editor finds nothing missing', () => {
	test.each<[what: string, parameters: INodeParameters]>([
		['in a trigger as it is added', {}],
		['in a trigger for recordings', { event: 'recording' }],
		['in a trigger with every filter but a room', { filters: { roles: ['moderator'], minDuration: 5, callQuality: 'Bad' } }],
		['in a trigger with a room', { filters: { roomId: locator('605c43000000000000000000') } }],
		['in a trigger with a date', date('2026-03-01')],
	])('%s', (_what, parameters) => {
		const { description } = scene().fixture.engine.triggerType;
		const defaults = NodeHelpers.getNodeParameters(description.properties, parameters, true, false, null, description);
		const node = { id: 'n', name: 'Trigger', type: 'enableXVideoTrigger', typeVersion: 1, position: [0, 0] as [number, number], parameters: defaults ?? {}, credentials: {} };
		expect(NodeHelpers.getNodeParametersIssues(description.properties, node, description)).toBeNull();
	});

	test('but a Start Date that was forgotten', () => {
		const { description } = scene().fixture.engine.triggerType;
		const parameters = { startFrom: 'date', startDate: '' };
		const node = { id: 'n', name: 'Trigger', type: 'enableXVideoTrigger', typeVersion: 1, position: [0, 0] as [number, number], parameters, credentials: {} };
		expect(NodeHelpers.getNodeParametersIssues(description.properties, node, description)?.parameters).toHaveProperty('startDate');
	});
});
