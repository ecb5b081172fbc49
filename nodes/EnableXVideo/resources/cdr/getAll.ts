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

/** A shorter list has too few equal texts for what it takes to find them among all that is read. */
const MIN_SHARED_ITEMS = 1_000;

export const getCdrs = listOperation<FindBy & { simplify: boolean }>({
	key: 'cdr',
	read: (context) => ({ ...readFindBy(context), simplify: readSimplify(context) }),
	fallbackRoute: olderRoomPeriodRoute,
	select({ simplify, ...search }) {
		const share = search.limit >= MIN_SHARED_ITEMS ? shareTexts() : undefined;
		return {
			limit: search.limit,
			timeOf: cdrTime,
			matches: (_record, time) => isInSearch(search, time),
			toItems: (record) => [simplify ? simplifyCdr(record, share) : rawCdr(record)],
		};
	},
});
