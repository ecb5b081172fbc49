import { NodeHelpers, type INodeParameters } from 'n8n-workflow';

import { locator } from '../../lib/operations/locator.mts';
import { DurablePoller } from '../../lib/engine/poller-durable.mts';
import { given } from '../../lib/engine/refusal.mts';
import { useTriggerFixture } from '../../lib/engine/trigger-fixture.mts';

const fixture = useTriggerFixture();
const date = (startDate: string): INodeParameters => ({ startFrom: 'date', startDate });
const filter = (name: string, value: unknown): INodeParameters => ({ filters: { [name]: given(value) } });
const NOTHING = '={{ undefined }}';

const WRONG: Array<[what: string, parameters: INodeParameters, message: string]> = [
	['an event that does not exist', { event: 'call' }, 'Event "call" is not a valid option'],
	['a start that does not exist', { startFrom: 'tomorrow' }, 'Start From "tomorrow" is not a valid option'],
	['a Start Date that is empty', date(given('')), 'Start Date is empty'],
	['a Start Date as text', date(given('soon')), 'Start Date "soon" is not a date'],
	['a Start Date without a day', date(given('2026-03')), 'Start Date "2026-03" is not a date'],
	['a Start Date that is undefined', date(NOTHING), 'Start Date '],
	['a role that does not exist', filter('roles', ['boss']), 'Roles "boss" is not a valid option'],
	['roles that are not a list', filter('roles', 5), 'Roles is not a list'],
	['roles that are undefined', { filters: { roles: NOTHING } }, 'Roles '],
	['a duration as text', filter('minDuration', 'long'), 'Minimum Duration (Seconds) has to be a whole number of at least 0'],
	['a negative duration', filter('minDuration', -1), 'Minimum Duration (Seconds) has to be a whole number of at least 0'],
	['a duration that is null', filter('minDuration', null), 'Minimum Duration (Seconds) has to be a whole number of at least 0'],
	['a duration that is undefined', { filters: { minDuration: NOTHING } }, 'Minimum Duration (Seconds) '],
	['a quality in lower case', filter('callQuality', 'bad'), 'Call Quality "bad" is not a valid option'],
	['a quality that is undefined', { filters: { callQuality: NOTHING } }, 'Call Quality '],
	['a room that was not selected', { filters: { roomId: locator('', 'list') } }, 'Room is empty'],
	['a room that is a path', { filters: { roomId: locator('../rooms') } }, 'Room "../rooms" is not an ID'],
	['a room that is null', filter('roomId', null), 'Room is not text'],
	['a room that is undefined', { filters: { roomId: NOTHING } }, 'Room '],
	['a room whose ID is undefined', { filters: { roomId: locator(NOTHING) } }, 'Room '],
	['a link of another service', { filters: { roomId: locator('https://zoom.us/j/123456789', 'url') } }, 'Room is not an EnableX join link'],
	['a link without a room', { filters: { roomId: locator('https://acme.yourvideo.live', 'url') } }, 'Room is not an EnableX join link'],
	['a Simplify that is neither true nor false', { simplify: given('maybe') }, 'Simplify has to be on or off (true or false)'],
	['a lookback of zero', { options: { lookbackDays: given(0) } }, 'Lookback Days has to be a whole number from 1 to 30'],
	['a lookback that is too long', { options: { lookbackDays: given(31) } }, 'Lookback Days has to be a whole number from 1 to 30'],
	['a fractional lookback', { options: { lookbackDays: given(1.5) } }, 'Lookback Days has to be a whole number from 1 to 30'],
	['no quiet minutes', { event: 'session', options: { quietMinutes: given(0) } }, 'Quiet Minutes has to be a whole number from 1 to 120'],
	['too many quiet minutes', { event: 'session', options: { quietMinutes: given(121) } }, 'Quiet Minutes has to be a whole number from 1 to 120'],
	['recordings that are neither included nor not', { event: 'session', options: { includeRecordings: given('maybe') } }, 'Include Recordings has to be on or off (true or false)'],
	['a lookback as text', { options: { lookbackDays: given('long') } }, 'Lookback Days has to be a whole number from 1 to 30'],
];

describe('The trigger rejects, with the name of the field and without a request,', () => {
	test.each(WRONG)('%s', async (_what, parameters, message) => {
		const poller = fixture().poller(DurablePoller, parameters);
		await fixture().control.clearRequests();
		const begins = (error: unknown) => String(Object(error).message ?? error).slice(0, message.length);
		const thrown = await poller.publish().then(() => 'it was published', (error: unknown) => error);
		await poller.tick();
		const { error, items } = await poller.test();
		expect([thrown, poller.errors[0], error].map(begins)).toEqual([message, message, message]);
		expect([poller.executions, items]).toEqual([[], []]);
		expect(await fixture().control.requests()).toEqual([]);
	});

	test('but not values that do not apply: filters of calls for recordings, and a Start Date with another Start From', async () => {
		const filters = { roles: given(['boss']), minDuration: given(-1), callQuality: given('x') };
		const poller = fixture().poller(DurablePoller, { event: 'recording', filters, startFrom: 'now', startDate: 'soon' });
		await poller.publish();
		await poller.tick();
		expect(poller.errors).toEqual([]);
	});
});

describe('The editor reports no missing values', () => {
	test.each<[what: string, parameters: INodeParameters]>([
		['in a new trigger', {}],
		['in a trigger for recordings', { event: 'recording' }],
		['in a trigger for sessions', { event: 'session', options: { quietMinutes: 5, includeRecordings: true } }],
		['in a trigger with every filter except a room', { filters: { roles: ['moderator'], minDuration: 5, callQuality: 'Bad' } }],
		['in a trigger with a room', { filters: { roomId: locator('605c43000000000000000000') } }],
		['in a trigger with a date', date('2026-03-01')],
	])('%s', (_what, parameters) => {
		const { description } = fixture().base.engine.triggerType;
		const defaults = NodeHelpers.getNodeParameters(description.properties, parameters, true, false, null, description);
		const node = { id: 'n', name: 'Trigger', type: 'enableXVideoTrigger', typeVersion: 1, position: [0, 0] as [number, number], parameters: defaults ?? {}, credentials: {} };
		expect(NodeHelpers.getNodeParametersIssues(description.properties, node, description)).toBeNull();
	});

	test('except a missing Start Date', () => {
		const { description } = fixture().base.engine.triggerType;
		const parameters = { startFrom: 'date', startDate: '' };
		const node = { id: 'n', name: 'Trigger', type: 'enableXVideoTrigger', typeVersion: 1, position: [0, 0] as [number, number], parameters, credentials: {} };
		expect(NodeHelpers.getNodeParametersIssues(description.properties, node, description)?.parameters).toHaveProperty('startDate');
	});
});
