import { type ExecuteContext, RoutingNode } from 'n8n-core';
import { NodeHelpers, type INodeType, type INodeTypes, type IVersionedNodeType } from 'n8n-workflow';

/** What runs a declarative node: its own custom operations, as in n8n's engine, or RoutingNode, as in hosts that ignore them. */
export type Carrier = 'customOperations' | 'routing';

/**
 * The node types of the built package as n8n itself finds them, plus one that outputs its input items.
 * A declarative node gets its `execute` by the rule of n8n's own node-types service (n8n-host.md 1.1).
 */
export class LoadedNodeTypes implements INodeTypes {
	/** The last error that the node itself threw. The run data has only a copy of its fields. */
	thrown: unknown;
	/** What runs the node in the following runs. */
	carrier: Carrier = 'customOperations';

	/** Cache of the nodes with custom operations, by carrier: n8n looks up a node's type many times for each item. */
	private readonly carried: Record<Carrier, Map<INodeType, INodeType>> = { customOperations: new Map(), routing: new Map() };

	constructor(private readonly nodes: Record<string, INodeType | IVersionedNodeType>) {}

	getByName(name: string) {
		return this.nodes[name];
	}

	getByNameAndVersion(name: string, version?: number): INodeType {
		const node = NodeHelpers.getVersionedNodeType(this.nodes[name], version);
		const isDeclarative = node.description.requestDefaults !== undefined;
		const hasOwnCode = node.execute ?? node.supplyData ?? node.poll ?? node.trigger;
		if (!hasOwnCode && (!node.webhook || isDeclarative) && (!node.methods || isDeclarative)) {
			const remember = this.remember;
			node.execute = async function execute() {
				return (await new RoutingNode(this as ExecuteContext, node).runNode().catch(remember)) ?? [];
			};
		}
		return node.customOperations === undefined ? node : this.carry(node, node.customOperations);
	}

	private carry(node: INodeType, operations: NonNullable<INodeType['customOperations']>): INodeType {
		const known = this.carried[this.carrier].get(node);
		if (known) return known;
		const customOperations = this.carrier === 'routing' ? undefined : this.watched(operations);
		const carried: INodeType = Object.create(node, { customOperations: { value: customOperations } });
		this.carried[this.carrier].set(node, carried);
		return carried;
	}

	getKnownTypes() {
		return {};
	}

	private readonly remember = (error: unknown): never => {
		this.thrown = error;
		throw error;
	};

	/** The same operations, but their errors are remembered. */
	private watched(resources: NonNullable<INodeType['customOperations']>): INodeType['customOperations'] {
		const { remember } = this;
		return mapValues(resources, (operations) =>
			mapValues(operations, (operation): typeof operation => {
				return async function () {
					return await operation.call(this).catch(remember);
				};
			}),
		);
	}
}

/** An object with the same keys and prototype, and with changed values. */
function mapValues<T>(object: Record<string, T>, change: (value: T) => T): Record<string, T> {
	const copy: Record<string, T> = Object.create(Object.getPrototypeOf(object));
	return Object.assign(copy, Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)])));
}
