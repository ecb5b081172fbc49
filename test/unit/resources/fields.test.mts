/** Compares the real descriptions with the tables in test/lib; test/README.md says how to add a field. */
import { isDeepStrictEqual } from 'node:util';
import { NodeHelpers, type INodeParameters, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';

import { EnableXApi } from '../../../credentials/EnableXApi.credentials';
import { EnableXVideo } from '../../../nodes/EnableXVideo/EnableXVideo.node';
import type { Resources } from '../../../nodes/EnableXVideo/execution/operation';
import { resources } from '../../../nodes/EnableXVideo/resources';
import { EnableXVideoTrigger } from '../../../nodes/EnableXVideoTrigger/EnableXVideoTrigger.node';
import { EnableXVideoWebhookTrigger } from '../../../nodes/EnableXVideoWebhookTrigger/EnableXVideoWebhookTrigger.node';
import { node } from '../../lib/fakes.mts';
import { CREDENTIAL_FIELDS } from '../../lib/fields/credential.mts';
import { describedFields, differences } from '../../lib/fields/described.mts';
import type { FieldAtPath, PlainField } from '../../lib/fields/field.mts';
import { TRIGGER_FIELDS } from '../../lib/fields/trigger.mts';
import { WEBHOOK_FIELDS } from '../../lib/fields/webhook.mts';
import { OPERATION_IDS, operationOf, parametersOf } from '../../lib/operations/index.mts';
import { fieldsOf, variantsShowing } from '../../lib/operations/values.mts';

const { properties } = new EnableXVideo().description;
const menus = properties.filter(({ name }) => name === 'operation');
const fieldProperties = properties.filter(({ name }) => name !== 'resource' && name !== 'operation');

const choicesOf = ({ options = [] }: INodeProperties) => options.filter((option): option is INodePropertyOptions => 'value' in option);
const resourceOf = ({ displayOptions }: INodeProperties) => String(displayOptions?.show?.resource);

const valueAt = (parameters: unknown, path: readonly string[]): unknown => path.reduce((value, key) => Object(value)[key], parameters);
/** The value that applies if none is set; a field that was not added to a collection has none. */
const defaultAt = ({ path, field }: FieldAtPath) => (path.length === 1 ? field.default : undefined);

/** The request that the node declares for these parameters: that of the operation, with additions of the chosen options. */
function declaredRequest(parameters: INodeParameters) {
	const shown = properties.filter((property) => NodeHelpers.displayParameter(parameters, property, node, null));
	const chosen = shown.flatMap((property) => choicesOf(property).filter(({ value }) => value === parameters[property.name]));
	const { method, url } = Object.assign({}, ...chosen.map(({ routing }) => routing?.request));
	return { method, route: url };
}

test('The table has every operation of the node, and no other', () => {
	const declared = menus.flatMap((menu) => choicesOf(menu).map(({ value }) => `${resourceOf(menu)}.${String(value)}`));
	expect([...OPERATION_IDS].sort()).toEqual(declared.sort());
});

describe.each(OPERATION_IDS)('%s', (id) => {
	const { resource, operation, fields, method, firstRequest, variants } = operationOf(id);

	test('has the fields of the table, with the same facts', () => {
		expect(differences(describedFields(fieldProperties, { resource, operation }), fields)).toEqual([]);
	});

	test.each(variants)('declares the request of the table: $what', ({ what, route, firstRequest: first = firstRequest }) => {
		const inMenu = declaredRequest(parametersOf(id, {}, what));
		if (first === undefined) return expect(inMenu).toEqual({ method, route });
		// Its menu entry declares none, because there are several.
		expect(inMenu).toEqual({});
		const { requests = {} } = (resources as Resources)[resource].operations[operation];
		expect([requests[first].method, requests[first].url]).toEqual([method, route]);
	});

	test("has a sample for each field that differs from its default, and says what it sends", () => {
		const vague = fieldsOf(id).filter((one) => {
			const { path, field: { sample, sends } } = one;
			const idle = variantsShowing(id, one).some(({ parameters }) => isDeepStrictEqual(valueAt(parameters, path) ?? defaultAt(one), sample));
			return sends === undefined || (sends !== 'another variant' && (sample === undefined || idle));
		});
		expect(vague.map(({ title }) => title)).toEqual([]);
	});
});

const CHOOSERS = OPERATION_IDS.flatMap((id) => fieldsOf(id).filter(({ field }) => field.sends === 'another variant').map(({ field }) => ({ id, field })));

test.each(CHOOSERS)('The table has a variant for each choice of $field.name in $id', ({ id, field }) => {
	const covered = operationOf(id).variants.map(({ parameters }) => String(parameters[field.name] ?? field.default));
	expect([...new Set(covered)].sort()).toEqual([...(field.options ?? [])].sort());
});

describe('The fields are those of the table, with the same facts,', () => {
	test('in the trigger', () => {
		expect(differences(describedFields(new EnableXVideoTrigger().description.properties), TRIGGER_FIELDS)).toEqual([]);
	});

	test('in the webhook trigger', () => {
		expect(differences(describedFields(new EnableXVideoWebhookTrigger().description.properties), WEBHOOK_FIELDS)).toEqual([]);
	});

	test('in the credential', () => {
		expect(differences(describedFields(new EnableXApi().properties), CREDENTIAL_FIELDS)).toEqual([]);
	});
});

describe('A difference is reported with the name of the field', () => {
	const name: PlainField = { name: 'name', displayName: 'Name', type: 'string', default: '', required: true };
	const size: PlainField = { name: 'size', displayName: 'Size', type: 'number', default: 1, min: 1, shownWith: { kind: ['box'] } };
	const group = (...fields: PlainField[]): PlainField => ({ name: 'more', displayName: 'More', type: 'collection', default: {}, fields });

	test.each<[what: string, described: PlainField[], table: PlainField[], lines: string[]]>([
		['no difference', [name, group(size)], [name, group(size)], []],
		['a new field', [name, group(size)], [name, group()], ['more.size, shown with {"kind":["box"]}: the node has it, the table does not']],
		['a removed field', [], [name], ['name: the table has it, the node does not']],
		['a new limit', [{ ...size, max: 9 }], [size], ['size, shown with {"kind":["box"]}: max is 9 in the node, undefined in the table']],
		['no longer required', [{ ...name, required: undefined }], [name], ['name: required is undefined in the node, true in the table']],
		['another default', [{ ...name, default: 'a' }], [name], ['name: default is "a" in the node, "" in the table']],
		['another choice', [{ ...name, options: ['a'] }], [{ ...name, options: ['a', 'b'] }], ['name: options is ["a"] in the node, ["a","b"] in the table']],
	])('%s', (_what, described, table, lines) => expect(differences(described, table)).toEqual(lines));
});
