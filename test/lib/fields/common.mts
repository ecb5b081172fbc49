/** Fields that several operations share. */
import { locator } from '../operations/locator.mts';
import type { CollectionField, OperationField, ValueField } from './field.mts';

export const ROLES = ['audience', 'moderator', 'participant', 'viewer'];
export const ROOM_MODES = ['group', 'lecture'];
export const ROOM_TYPES = ['adhoc', 'permanent', 'scheduled'];

/** Room, as in every operation on one room. */
export const ROOM: ValueField = {
	name: 'roomId', displayName: 'Room', type: 'resourceLocator', default: { mode: 'list', value: '' }, required: true, modes: ['list', 'id', 'url'],
	sample: locator('r2'), sends: { segments: { roomId: 'r2' } },
};

export const SIMPLIFY: ValueField = { name: 'simplify', displayName: 'Simplify', type: 'boolean', default: true, sample: false, sends: 'nothing' };

/** Return All and Limit. */
export const LIST: readonly ValueField[] = [
	{ name: 'returnAll', displayName: 'Return All', type: 'boolean', default: false, sample: true, sends: 'nothing' },
	{ name: 'limit', displayName: 'Limit', type: 'number', default: 50, min: 1, shownWith: { returnAll: [false] }, sample: 7, sends: 'nothing' },
];

export const CUSTOM_DATA: ValueField = {
	name: 'data', displayName: 'Custom Data', type: 'json', default: '{}',
	sample: '{"deal":{"id":4711}}', sends: { body: { data: { deal: { id: 4711 } } } },
};

/** Find By with these choices. */
const findBy = (...choices: string[]): ValueField => ({
	name: 'findBy', displayName: 'Find By', type: 'options', default: 'period', noExpression: true, options: choices, sends: 'another variant',
});

export const CONFERENCE_NUMBER: ValueField = {
	name: 'conferenceNumber', displayName: 'Conference Number', type: 'string', default: '', required: true,
	sample: 'conf-2', sends: { segments: { conferenceNumber: 'conf-2' } },
};

/** Room, From and To. The days in the request that the samples ask for are these. */
const roomAndPeriod = (firstDay: string, lastDay: string): readonly ValueField[] => [
	{ ...ROOM, shownWith: { findBy: ['room', 'roomAndPeriod'] } },
	{
		name: 'from', displayName: 'From', type: 'dateTime', default: '', required: true, shownWith: { findBy: ['period', 'roomAndPeriod'] },
		sample: '2024-03-05T12:00:00', sends: { segments: { firstDay } },
	},
	{
		name: 'to', displayName: 'To', type: 'dateTime', default: '', shownWith: { findBy: ['period', 'roomAndPeriod'] },
		sample: '2024-03-20T12:00:00', sends: { segments: { lastDay } },
	},
];

/** Find By with the fields of each way, for CDRs and archives. */
export const FIND_BY: readonly ValueField[] = [
	findBy('conference', 'period', 'room', 'roomAndPeriod'),
	{ ...CONFERENCE_NUMBER, shownWith: { findBy: ['conference'] } },
	...roomAndPeriod('2024-03-05', '2024-03-21'),
];

/** The same for sessions. The node reads a day more before and after the period. */
export const FIND_SESSIONS_BY: readonly ValueField[] = [findBy('period', 'room', 'roomAndPeriod'), ...roomAndPeriod('2024-03-04', '2024-03-22')];

/** The option that limits how many requests are in flight. */
export const CONCURRENCY: ValueField = {
	name: 'maxConcurrentRequests', displayName: 'Max Concurrent Requests', type: 'number', default: 10, min: 1, max: 100, noExpression: true, sample: 3, sends: 'nothing',
};

export const RETRIES: ValueField = {
	name: 'retries', displayName: 'Retries', type: 'number', default: 3, min: 0, max: 10, noExpression: true, sample: 1, sends: 'nothing',
};

/** Options, which every operation has; `more` are options of only one operation. */
export const options = (...more: OperationField[]): CollectionField => ({
	name: 'options', displayName: 'Options', type: 'collection', default: {}, fields: [...more, CONCURRENCY, RETRIES],
});
