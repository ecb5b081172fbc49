/** Reads a real description, and reports where a table of fields differs from it. */
import { isDeepStrictEqual } from 'node:util';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import type { FieldFacts, PlainField } from './field.mts';

type Part = INodeProperties | INodePropertyOptions | INodePropertyCollection;
/** Whether a part of a description is a field; the others are choices. */
export const isField = (part: Part): part is INodeProperties => 'displayName' in part && 'type' in part;
const isChoice = (part: Part): part is INodePropertyOptions => 'value' in part;

/** The choices under which fields are read, such as the resource and the operation. */
type Chosen = Readonly<Record<string, string>>;

/** The conditions of a field beyond the choices; `undefined` if the choices hide it. */
function conditionsOf({ name, displayOptions = {} }: INodeProperties, chosen: Chosen): Record<string, unknown[]> | undefined {
	const { show = {}, hide = {}, ...other } = displayOptions;
	if (Object.keys(other).length > 0) throw new Error(`${name} has displayOptions that these tests cannot read: ${Object.keys(other).join(', ')}`);
	for (const [key, values = []] of Object.entries(hide)) {
		const choice = chosen[key.replace('/', '')];
		if (choice === undefined) throw new Error(`${name} is hidden by something that these tests do not choose: ${key}`);
		if (values.includes(choice)) return undefined;
	}
	const conditions: Record<string, unknown[]> = {};
	for (const [key, values = []] of Object.entries(show)) {
		const choice = chosen[key.replace('/', '')];
		if (choice === undefined) conditions[key] = values;
		else if (!values.includes(choice)) return undefined;
	}
	return conditions;
}

function readField(property: INodeProperties, shownWith: Record<string, unknown[]>, chosen: Chosen): PlainField {
	const { name, displayName, type, default: value, required, noDataExpression, modes } = property;
	const { minValue: min, maxValue: max, password, multipleValues: _list, ...more } = property.typeOptions ?? {};
	if (Object.keys(more).length > 0) throw new Error(`${name} has typeOptions that these tests cannot read: ${Object.keys(more).join(', ')}`);
	const parts = property.options ?? [];
	return {
		name, displayName, type, default: value,
		...(required === true && { required }),
		...(min !== undefined && { min }),
		...(max !== undefined && { max }),
		...(noDataExpression === true && { noExpression: true }),
		...(password === true && { isPassword: true }),
		...(modes && { modes: modes.map((mode) => mode.name) }),
		...(Object.keys(shownWith).length > 0 && { shownWith }),
		...(parts.some(isChoice) && { options: parts.filter(isChoice).map((choice) => String(choice.value)) }),
		...(type === 'collection' && { fields: describedFields(parts.filter(isField), chosen) }),
	};
}

/** The fields that a description has under these choices, without notices. */
export function describedFields(properties: readonly INodeProperties[], chosen: Chosen = {}): PlainField[] {
	return properties
		.filter(({ type }) => type !== 'notice')
		.flatMap((property) => {
			const conditions = conditionsOf(property, chosen);
			return conditions === undefined ? [] : [readField(property, conditions, chosen)];
		});
}

const FACTS = ['displayName', 'type', 'default', 'required', 'min', 'max', 'options', 'modes', 'noExpression', 'isPassword'] as const satisfies ReadonlyArray<keyof FieldFacts>;

/** Every field by its path and its conditions; two fields may share a name under different conditions. */
function byPath(fields: readonly PlainField[], above = ''): Map<string, PlainField> {
	const entries = fields.flatMap((field): Array<[string, PlainField]> => {
		const path = `${above}${field.name}`;
		const conditions = field.shownWith ? `, shown with ${JSON.stringify(field.shownWith)}` : '';
		return [[path + conditions, field], ...byPath(field.fields ?? [], `${path}.`)];
	});
	return new Map(entries);
}

/** The differences between a table and the description, one line each with the name of the field. */
export function differences(described: readonly PlainField[], table: readonly PlainField[]): string[] {
	const [inDescription, inTable] = [byPath(described), byPath(table)];
	const missing = [...inDescription].filter(([path]) => !inTable.has(path)).map(([path]) => `${path}: the node has it, the table does not`);
	const gone = [...inTable].filter(([path]) => !inDescription.has(path)).map(([path]) => `${path}: the table has it, the node does not`);
	const changed = [...inDescription].flatMap(([path, field]) => {
		const row = inTable.get(path);
		const facts = FACTS.filter((fact) => row && !isDeepStrictEqual(field[fact], row[fact]));
		return facts.map((fact) => `${path}: ${fact} is ${JSON.stringify(field[fact])} in the node, ${JSON.stringify(row?.[fact])} in the table`);
	});
	return [...missing, ...gone, ...changed];
}
