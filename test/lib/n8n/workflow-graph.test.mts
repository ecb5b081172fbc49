import { findEnd, findStart } from './workflow-graph.mts';

const link = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
const note = { name: 'About', type: 'n8n-nodes-base.stickyNote' };
const nodes = ['C', 'A', 'B'].map((name) => ({ name, type: 'n8n-nodes-base.noOp' }));

describe('A workflow that is a single chain', () => {
	test('has one start and one end, whatever the order of its nodes; notes do not count', () => {
		const workflow = { nodes: [note, ...nodes], connections: { A: link('B'), B: link('C') } };
		expect([findStart(workflow), findEnd(workflow)]).toEqual(['A', 'C']);
	});

	test('is required: two starts are refused', () => {
		const workflow = { nodes, connections: { A: link('B'), C: link('B') } };
		expect(() => findStart(workflow)).toThrow('it has 2');
		expect(findEnd(workflow)).toBe('B');
	});
});
