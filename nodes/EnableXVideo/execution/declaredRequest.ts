import {
	NodeHelpers,
	type INode,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

import type { Request } from './operation';

/** What a node declares: its properties with their routing, and the defaults of its requests. */
export type Declaration = Pick<INodeTypeDescription, 'properties' | 'requestDefaults'>;

const isOption = (option: object): option is INodePropertyOptions => 'value' in option;
const optionsOf = ({ options = [] }: INodeProperties) => options.filter(isOption);

/** The request that the chosen options declare, such as an operation and Find By: the one that n8n's RoutingNode would build. */
export function declaredRequest({ properties, requestDefaults }: Declaration, node: INode): Request {
	const { parameters } = node;
	const shown = properties.filter((property) => NodeHelpers.displayParameter(parameters, property, node, null));
	const chosen = shown.flatMap((property) => optionsOf(property).filter(({ value }) => value === parameters[property.name]));
	return Object.assign({}, requestDefaults, ...chosen.map(({ routing }) => routing?.request));
}
