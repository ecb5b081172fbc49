import type { INodeProperties } from 'n8n-workflow';

import { listFields, simplifyField } from '../../../shared/fields';
import { olderRoomPeriodRoute, pick, readSearch, type Search } from '../../../shared/search';
import { cdrTime, rawCdr, simplifyCdr } from '../../../shared/simplifyCdr';
import type { Operation } from '../../exchange';

export const showForCdrGetAll = { resource: ['cdr'], operation: ['getAll'] };

export const cdrGetAllFields: INodeProperties[] = [
	...listFields(showForCdrGetAll),
	{ ...simplifyField, displayOptions: { show: showForCdrGetAll } },
];

export const getCdrs: Operation<Search> = {
	read: readSearch,
	fallbackRoute: olderRoomPeriodRoute,
	output: (reply, search, context) => {
		const records = pick(context, reply, 'cdr', search, cdrTime);
		return records.map(context.getNodeParameter('simplify', true) === false ? rawCdr : simplifyCdr);
	},
};
