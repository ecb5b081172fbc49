import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NodeHelpers, type INodeParameters, type INodeProperties } from 'n8n-workflow';

import { callAsTool, toolSeenByModel } from '../../lib/engine/agent.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { node } from '../../lib/fakes.mts';
import { isField } from '../../lib/fields/described.mts';
import type { FieldAtPath } from '../../lib/fields/field.mts';
import { OPERATION_IDS, parametersOf, variantOf } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';
import { fieldsOf, variantsShowing, withValue } from '../../lib/operations/values.mts';

const fixture = useFixture();

describe('An agent that has the node as its tool', () => {
	test('gets the output of each of its calls, made of what that call says', async () => {
		const names = ['Ann', 'Ben'];
		const calls = await callAsTool(fixture().engine, parametersOf('room.create', { name: '={{ $json.name }}' }), names.map((name) => ({ name })));
		const outputs = calls.map(({ data }) => data?.ai_tool[0]);
		expect(outputs).toMatchObject(names.map((name) => [{ json: { name, room_id: expect.any(String) } }]));
		expect((await fixture().control.requests()).map(({ body }) => body)).toMatchObject(names.map((name) => ({ name })));
	});

	test('gets the error of a call that fails', async () => {
		const [{ error }] = await callAsTool(fixture().engine, parametersOf('room.get', { roomId: { __rl: true, mode: 'id', value: 'none' } }), [{}]);
		expect(error?.message).toBe('Room not found');
	});
});

/** The real field at this path, under these parameters. */
function fieldAt(properties: INodeProperties[], [name, ...rest]: readonly string[], parameters: INodeParameters): INodeProperties {
	const { description } = fixture().engine.nodeType;
	const found = properties.find((one) => one.name === name && NodeHelpers.displayParameterPath({ parameters }, one, 'parameters', node, description));
	if (found === undefined) throw new Error(`The node has no field ${name}`);
	return rest.length === 0 ? found : fieldAt((found.options ?? []).filter(isField), rest, parameters);
}

/** A value that the model fills in, as n8n's editor writes it. */
function filledByModel({ displayName, description = '', type }: INodeProperties): unknown {
	const key = displayName.replace(/[^a-zA-Z0-9-]/g, '_');
	const value = `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, '${['boolean', 'number', 'json'].includes(type) ? type : 'string'}') }}`;
	return type === 'resourceLocator' ? locator(value) : value;
}

describe('A model sees a description of the tool, and of each field that it may fill in:', () => {
	const isForModel = ({ field }: FieldAtPath) => field.noExpression !== true && field.type !== 'fixedCollection';

	test.each(OPERATION_IDS)('%s', (id) => {
		const { nodeType } = fixture().engine;
		const variant = variantOf(id);
		const fields = fieldsOf(id).filter((one) => isForModel(one) && one.field.sends !== 'another variant' && variantsShowing(id, one).includes(variant));
		const start = NodeHelpers.getNodeParameters(nodeType.description.properties, parametersOf(id), true, false, node, nodeType.description) ?? {};
		const parameters = fields.reduce((filled, { path: at }) => withValue(filled, at, filledByModel(fieldAt(nodeType.description.properties, at, start))), start);
		const seen = toolSeenByModel(nodeType, parameters);
		expect(seen.description).toMatch(/^[A-Z].* in EnableX Video$/);
		expect(Object.keys(seen.fields)).toHaveLength(fields.length);
		expect(Object.entries(seen.fields).filter(([, description = '']) => description.length < 10 || description.length > 250)).toEqual([]);
	});

	test('in the example', () => {
		const text = readFileSync(path.resolve(__dirname, '../../../examples/05-agent-books-a-room.json'), 'utf8');
		const { nodes }: { nodes: Array<{ type: string; parameters: INodeParameters }> } = JSON.parse(text);
		const tools = nodes.filter(({ type }) => type.endsWith('enableXVideoTool'));
		expect(tools).not.toEqual([]);
		for (const { parameters } of tools) {
			const { fields } = toolSeenByModel(fixture().engine.nodeType, parameters);
			expect(Object.entries(fields).filter(([, description = '']) => description === '')).toEqual([]);
		}
	});
});
