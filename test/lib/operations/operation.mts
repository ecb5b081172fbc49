import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { OperationField } from '../fields/field.mts';

/** One set of parameters with which an operation succeeds, and the request that it sends. */
export interface Variant {
	/** What distinguishes this variant from the others of the operation. */
	what: string;
	/** All parameters except resource and operation. */
	parameters: INodeParameters;
	/** The route as the node declares it, such as `/rooms/:roomId`. A download has none, because its URL is a parameter; nor has an operation that sends no request. */
	route?: string;
	/** The value of each named segment of the route. */
	segments?: Readonly<Record<string, string>>;
	/** The body of the request, if any. */
	body?: IDataObject;
	/** As in the operation, if the variants of an operation begin with different requests. */
	firstRequest?: string;
}

/** What tests know about an operation. */
export interface Operation {
	resource: string;
	operation: string;
	/** The method of its request, or of the first one. Not set if it sends none. */
	method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/**
	 * For an operation that sends several requests: the name of the first in its `requests`. The table describes that one,
	 * and a reply after which the operation succeeds.
	 */
	firstRequest?: string;
	/** The simplest variant first. */
	variants: readonly [Variant, ...Variant[]];
	/** Every field of its description. */
	fields: readonly OperationField[];
	/** The shortest successful reply. A download gets a file instead. */
	reply?: IDataObject;
	/** The fields of each item, in the order of the output. Not set if the API decides them. */
	output?: readonly string[];
}
