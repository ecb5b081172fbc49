import { inputError } from '../shared/api/errors';
import { checkOptions, readSimplify, refuseUnknownFields, type ParameterContext } from '../shared/parameters/parameters';
import { readRoomFilter } from '../shared/parameters/roomFilter';
import { toObject } from '../shared/utils/values';
import { EVENTS, type EventName } from './notification/filter';

/** The trigger's parameters, checked. */
export interface WebhookSettings {
	events: EventName[];
	/** Empty for all rooms of the project. */
	roomId: string;
	simplify: boolean;
}

/** Reads and checks all parameters of the trigger. Throws a NodeApiError if one is invalid. */
export function readSettings(context: ParameterContext): WebhookSettings {
	const events = checkOptions(context, context.getNodeParameter('events', []), 'Events', EVENTS);
	if (events.length === 0) throw inputError(context.getNode(), 'Events is empty', 'Choose at least one event that starts the workflow');
	const filters = toObject(context.getNodeParameter('filters', {}));
	refuseUnknownFields(context, filters, ['roomId'], 'Filters');
	return {
		events,
		roomId: readRoomFilter(context, filters),
		simplify: readSimplify(context),
	};
}
