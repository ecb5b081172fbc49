/** Sets values in parameters, and merges parts into bodies. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { valueFields, type FieldAtPath } from '../fields/field.mts';
import { operationOf, type OperationId } from './index.mts';
import type { Variant } from './operation.mts';

/** Whether a value is an object with keys, not a list. */
export const isObject = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of parameters with a value at this path. Missing collections are created. */
export function withValue(parameters: INodeParameters, [key, ...rest]: readonly string[], value: unknown): INodeParameters {
	const inner: unknown = parameters[key];
	const next = rest.length === 0 ? value : withValue(isObject(inner) ? (inner as INodeParameters) : {}, rest, value);
	return { ...parameters, [key]: next } as INodeParameters;
}

/** A copy of a body with a part merged into it, key by key. */
export function merge(body: IDataObject, part: IDataObject): IDataObject {
	const merged = Object.entries(part).map(([key, value]) => {
		const inner = body[key];
		return [key, isObject(inner) && isObject(value) ? merge(inner, value) : value];
	});
	return { ...body, ...Object.fromEntries(merged) };
}

/** A value field of an operation with a title for tests: its path and its display name. */
export interface NamedField extends FieldAtPath {
	title: string;
}

/** Every value field of an operation, including those in collections. */
export const fieldsOf = (id: OperationId): NamedField[] =>
	valueFields(operationOf(id).fields).map((one) => {
		const shown = Object.values(one.shownWith).map((values) => ` (${values.join(', ')})`);
		return { ...one, title: `${one.path.join('.')}, ${one.field.displayName}${shown.join('')}` };
	});

/** The variants of an operation in which n8n shows a field. */
export function variantsShowing(id: OperationId, { shownWith }: FieldAtPath): Variant[] {
	const { fields, variants } = operationOf(id);
	const defaultOf = (name: string) => fields.find((field) => field.name === name)?.default;
	const isShown = ({ parameters }: Variant) =>
		Object.entries(shownWith).every(([key, values]) => {
			// In a collection, n8n writes the name of a parameter outside it with a slash.
			const name = key.replace('/', '');
			return values.includes(parameters[name] ?? defaultOf(name));
		});
	return variants.filter(isShown);
}
