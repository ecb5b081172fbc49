import type { INodeProperties } from 'n8n-workflow';

import { listFields, simplifyField } from '../../../shared/descriptions/common';
import { readSimplify } from '../../../shared/parameters/parameters';
import { isInSearch, olderRoomPeriodRoute, readFindBy, type FindBy } from '../../../shared/parameters/findBy';
import { cdrTime, rawCdr, simplifyCdr } from '../../../shared/records/cdr';
import { shareTexts } from '../../../shared/utils/sharedTexts';
import { listOperation } from '../../execution/listOperation';

export const showForCdrGetAll = { resource: ['cdr'], operation: ['getAll'] };

export const cdrGetAllFields: INodeProperties[] = [
	...listFields(showForCdrGetAll),
	{ ...simplifyField, displayOptions: { show: showForCdrGetAll } },
];

export const getCdrs = listOperation<FindBy & { simplify: boolean }>({
	key: 'cdr',
	read: (context) => ({ ...readFindBy(context), simplify: readSimplify(context) }),
	fallbackRoute: olderRoomPeriodRoute,
	select({ simplify, ...search }) {
		const share = shareTexts();
		return {
			limit: search.limit,
			timeOf: cdrTime,
			matches: (_record, time) => isInSearch(search, time),
			toItems: (record) => [simplify ? simplifyCdr(record, share) : rawCdr(record)],
		};
	},
});
