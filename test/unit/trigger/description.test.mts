import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';

import { EnableXVideoTrigger } from '../../../nodes/EnableXVideoTrigger/EnableXVideoTrigger.node';

const { description } = new EnableXVideoTrigger();
const ROOM = { __rl: true, mode: 'id', value: '605c43000000000000000000' };

/** The issues that n8n finds before it publishes or runs a workflow. */
function issuesOf(parameters: INodeParameters) {
	const node: INode = { id: '1', name: 'Trigger', type: 'enableXVideoTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const withDefaults = NodeHelpers.getNodeParameters(description.properties, parameters, true, false, node, description) ?? {};
	return NodeHelpers.getNodeParametersIssues(description.properties, { ...node, parameters: withDefaults }, description);
}

describe('n8n publishes the trigger', () => {
	test('with its defaults, with and without a Room filter', () => {
		expect(issuesOf({})).toBeNull();
		expect(issuesOf({ filters: {} })).toBeNull();
		expect(issuesOf({ filters: { roomId: ROOM } })).toBeNull();
	});

	test('but not if its Start Date is missing', () => {
		expect(issuesOf({ startFrom: 'date' })).toMatchObject({ parameters: { startDate: expect.any(Array) } });
		expect(issuesOf({ startFrom: 'date', startDate: '2026-11-01T00:00:00' })).toBeNull();
	});
});
