import { type ExecuteContext, RoutingNode } from 'n8n-core';
import { NodeHelpers, type INodeType, type INodeTypes, type IVersionedNodeType } from 'n8n-workflow';

/**
 * Node types of the built package as n8n itself finds them, plus one that emits the input items.
 * A declarative node gets its `execute` by the rule of n8n's own node-types service (n8n.md 1.1).
 */
export class LoadedNodeTypes implements INodeTypes {
	/** What the node itself threw last; the run data has a copy of its fields only. */
	thrown: unknown;

	constructor(private readonly nodes: Record<string, INodeType | IVersionedNodeType>) {}

	getByName(name: string) {
		return this.nodes[name];
	}

	getByNameAndVersion(name: string, version?: number): INodeType {
		const remember = (error: unknown) => {
			this.thrown = error;
			throw error;
		};
		const node = NodeHelpers.getVersionedNodeType(this.nodes[name], version);
		const isDeclarative = node.description.requestDefaults !== undefined;
		const hasOwnCode = node.execute ?? node.supplyData ?? node.poll ?? node.trigger;
		if (!hasOwnCode && (!node.webhook || isDeclarative) && (!node.methods || isDeclarative)) {
			node.execute = async function execute() {
				return (await new RoutingNode(this as ExecuteContext, node).runNode().catch(remember)) ?? [];
			};
		}
		return node;
	}

	getKnownTypes() {
		return {};
	}
}
