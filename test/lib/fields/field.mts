import type { IDataObject, NodePropertyTypes } from 'n8n-workflow';

/** What a description says about a field. Tests compare each row of a table with the real description. */
export interface FieldFacts {
	/** The name that saved workflows and credentials hold. */
	name: string;
	displayName: string;
	type: NodePropertyTypes;
	default: unknown;
	required?: true;
	min?: number;
	max?: number;
	/** The values of its choices, in the order of the menu. */
	options?: readonly string[];
	/** The ways to fill in a resource locator. */
	modes?: readonly string[];
	/** n8n offers no expression for it. */
	noExpression?: true;
	isPassword?: true;
	/** What must be chosen for n8n to show it, in addition to its resource and operation. */
	shownWith?: Readonly<Record<string, readonly unknown[]>>;
}

/** A field of a trigger or of a credential. */
export interface PlainField extends FieldFacts {
	fields?: readonly PlainField[];
}

/** What the sample of a field changes in the request of its operation. */
export type Sends =
	/** This part of the body. */
	| { body: IDataObject }
	/** These segments of the route. */
	| { segments: Readonly<Record<string, string>> }
	/** It selects another variant of the operation, which has its own request. */
	| 'another variant'
	/** It is the URL of the file. */
	| 'address'
	/** Nothing: the field affects the reply, or how the request is sent. */
	| 'nothing';

/** A field that holds a value. */
export interface ValueField extends FieldFacts {
	/** A value that differs from the default. Not needed if the field selects another variant. */
	sample?: unknown;
	sends: Sends;
}

/** A field that holds other fields. */
export interface CollectionField extends FieldFacts {
	type: 'collection';
	fields: readonly OperationField[];
}

export type OperationField = ValueField | CollectionField;

/** A value field with the way to it through the collections. */
export interface FieldAtPath {
	path: readonly string[];
	field: ValueField;
	/** The conditions of the field and of the collections around it. */
	shownWith: Readonly<Record<string, readonly unknown[]>>;
}

/** All value fields, including those in collections. */
export function valueFields(fields: readonly OperationField[], above: Omit<FieldAtPath, 'field'> = { path: [], shownWith: {} }): FieldAtPath[] {
	return fields.flatMap((field) => {
		const path = [...above.path, field.name];
		const shownWith = { ...above.shownWith, ...field.shownWith };
		return 'fields' in field ? valueFields(field.fields, { path, shownWith }) : [{ path, field, shownWith }];
	});
}
