import type { INodeProperties } from 'n8n-workflow';

import { listFields, simplifyField } from '../../../shared/fields';
import { readSimplify } from '../../../shared/parameters';
import { olderRoomPeriodRoute, pick, readSearch, type Search } from '../../../shared/search';
import { cdrTime, rawCdr, simplifyCdr } from '../../../shared/simplifyCdr';
import type { Operation } from '../../exchange';

export const showForCdrGetAll = { resource: ['cdr'], operation: ['getAll'] };

export const cdrGetAllFields: INodeProperties[] = [
	...listFields(showForCdrGetAll),
	{ ...simplifyField, displayOptions: { show: showForCdrGetAll } },
];

export const getCdrs: Operation<Search & { simplify: boolean }> = {
	read: (context) => ({ ...readSearch(context), simplify: readSimplify(context) }),
	fallbackRoute: olderRoomPeriodRoute,
	output: (reply, { simplify, ...search }, context) => {
		const records = pick(context, reply, 'cdr', search, cdrTime);
		return records.map(simplify ? simplifyCdr : rawCdr);
	},
};
