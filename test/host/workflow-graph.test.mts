import { findEnd, findStart } from './workflow-graph.mts';

const link = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
const note = { name: 'About', type: 'n8n-nodes-base.stickyNote' };
const nodes = ['C', 'A', 'B'].map((name) => ({ name, type: 'n8n-nodes-base.noOp' }));

describe('A workflow in one line', () => {
	test('has one start and one end, whatever the order of its nodes; notes do not count', () => {
		const workflow = { nodes: [note, ...nodes], connections: { A: link('B'), B: link('C') } };
		expect([findStart(workflow), findEnd(workflow)]).toEqual(['A', 'C']);
	});

	test('with two starts is refused in a sentence', () => {
		const workflow = { nodes, connections: { A: link('B'), C: link('B') } };
		expect(() => findStart(workflow)).toThrow('here are 2');
		expect(findEnd(workflow)).toBe('B');
	});
});
