/** The fields of every operation, read from the node's own description, so that none is left out. */
import { NodeHelpers, type INode, type INodeParameters, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';

import { isField } from '../lib/fields/described.mts';

/** Somewhere to put a value: the way to it in the parameters, and what users call it. */
export interface Field {
	path: string[];
	/** Its own display name, and those of the collections it is in. */
	names: string[];
}

const NODE: INode = { id: 'x', name: 'x', type: 'x', typeVersion: 1, position: [0, 0], parameters: {} };
/** n8n's own, which it adds to every node. */
const OF_N8N = ['requestOptions', 'pollTimes', 'authentication'];

function fieldsOf(property: INodeProperties, path: string[], names: string[]): Field[] {
	const field = { path: [...path, property.name], names: [...names, property.displayName] };
	if (property.type !== 'collection') return [field];
	const inner = (property.options ?? []).filter(isField).flatMap((option) => fieldsOf(option, field.path, field.names));
	// A value for the whole collection may be refused for any of its fields.
	return [{ ...field, names: [...field.names, ...inner.flatMap((part) => part.names)] }, ...inner];
}

/** The fields that n8n shows for these parameters. */
export function visibleFields(description: INodeTypeDescription, parameters: INodeParameters): Field[] {
	return description.properties
		.filter((property) => !OF_N8N.includes(property.name) && property.type !== 'notice')
		.filter((property) => NodeHelpers.displayParameter(parameters, property, NODE, description))
		.flatMap((property) => fieldsOf(property, [], []));
}
