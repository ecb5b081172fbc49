import type { IDataObject } from 'n8n-workflow';

import type { Collector } from '../../../shared/api/listEntries';
import { olderRoomPeriodRoute } from '../../../shared/parameters/findBy';
import { sessionCdr } from '../../../shared/records/session';
import type { ItemContext } from '../../execution/itemContext';
import { requestRecords } from '../../execution/listOperation';
import type { Request } from '../../execution/operation';

/** The API has no sessions. The node reads them from the CDRs and archives that belong to them (enablex-api.md 3). */
export const requests = {
	cdrsByPeriod: { method: 'GET', url: '/cdr/period/:firstDay/:lastDay' },
	cdrsByRoom: { method: 'GET', url: '/cdr/room/:roomId' },
	cdrsByRoomAndPeriod: { method: 'GET', url: '/cdr/room-period/:roomId/:firstDay/:lastDay' },
	cdrsByConference: { method: 'GET', url: '/cdr/conf/:conferenceNumber' },
	archivesByConference: { method: 'GET', url: '/archive/conf/:conferenceNumber' },
	archivesByPeriod: { method: 'GET', url: '/archive/period/:firstDay/:lastDay' },
	archivesByRoom: { method: 'GET', url: '/archive/room/:roomId' },
	archivesByRoomAndPeriod: { method: 'GET', url: '/archive/room-period/:roomId/:firstDay/:lastDay' },
} satisfies Record<string, Request>;

/** Lists the CDRs or archives of one of these requests, with `values` in its route. Throws a NodeApiError. */
export type ListRecords = (name: keyof typeof requests, values: object) => Promise<IDataObject[]>;

/** Collects what is kept of each record of a list. */
function keepEach(keep: (record: IDataObject) => IDataObject): Collector<IDataObject[]> {
	const records: IDataObject[] = [];
	return { add: (record) => void records.push(keep(record)), result: () => records };
}

const CDRS = { key: 'cdr', start: () => keepEach(sessionCdr) };
const ARCHIVES = { key: 'archive', start: () => keepEach((archive) => archive) };

/** Sends the requests of an item. Takes the defaults of the node with the Request Options of the item. */
export function createListRecords(context: ItemContext, defaults: Request): ListRecords {
	return async (name, values) => {
		const request: Request = { ...defaults, ...requests[name] };
		const { key, start } = name.startsWith('cdrs') ? CDRS : ARCHIVES;
		return await requestRecords(context, request, values, key, start, { fallbackRoute: olderRoomPeriodRoute });
	};
}
