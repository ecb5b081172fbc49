import { LIST, options } from '../fields/common.mts';
import type { Operation } from './operation.mts';

export const getDialInNumbers: Operation = {
	resource: 'dialIn',
	operation: 'getAll',
	method: 'GET',
	// The only route that is documented with a trailing slash (enablex-api.md 1).
	variants: [{ what: 'all numbers', parameters: {}, route: '/dialin/' }],
	fields: [
		...LIST,
		options({ name: 'includeSipAccount', displayName: 'Include SIP Account', type: 'boolean', default: true, sample: true, sends: 'nothing' }),
	],
	reply: { dialin: [{ phone: '1' }] },
	output: ['country', 'country_code', 'phone', 'toll_free'],
};
