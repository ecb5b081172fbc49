import { FIND_BY, LIST, options, SIMPLIFY } from '../fields/common.mts';
import { findByVariants } from './find-by.mts';
import type { Operation } from './operation.mts';

export const getCdrs: Operation = {
	resource: 'cdr',
	operation: 'getAll',
	method: 'GET',
	variants: findByVariants('cdr'),
	fields: [...FIND_BY, ...LIST, SIMPLIFY, options()],
	reply: { result: '0', cdr: [{ cdr_id: 'cdr-1' }] },
	output: [
		'user_name', 'role', 'connected_at', 'disconnected_at', 'duration_seconds', 'call_quality', 'room_name', 'owner_ref', 'user_ref', 'billed_minutes', 'log_id',
		'conf_num', 'room_id', 'cdr_id',
	],
};
