/** Every field in the table of operations accepts what its limits and options allow, and rejects everything else with its name. */
import type { Json } from '../../sandbox/index.mts';
import { CONCURRENCY } from '../../lib/fields/common.mts';
import type { ValueField } from '../../lib/fields/field.mts';
import { ANY_REPLY, OPERATION_IDS, operationOf, parametersOf, type OperationId } from '../../lib/operations/index.mts';
import { fieldsOf, variantsShowing, withValue, type NamedField } from '../../lib/operations/values.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { given, refusalOf } from '../../lib/engine/refusal.mts';

const fixture = useFixture();

/** Values that a field of this kind must reject. */
function wrongValues({ type, min, max, required }: ValueField): unknown[] {
	if (type === 'number') return [...(min === undefined ? [] : [min - 1]), ...(max === undefined ? [] : [max + 1]), 20.5, 'many'];
	if (type === 'boolean') return ['maybe', 7];
	if (type === 'options') return ['no such choice', 7];
	if (type === 'multiOptions') return [['no such choice'], [7], 'no such choice'];
	if (type === 'dateTime') return ['soon', { a: 1 }];
	if (type === 'json') return ['{ a: 1', '[]'];
	if (type === 'string') return [{ a: 1 }, ...(required ? ['', '   '] : [])];
	return [];
}

/** Values at the limits of what a field of this kind accepts: minimum and maximum, all options, both booleans. */
function offeredValues({ type, min, max, options = [] }: ValueField): unknown[] {
	if (type === 'number') return [min, max].filter((limit) => limit !== undefined);
	if (type === 'boolean') return [true, false, 'true', 'false'];
	if (type === 'multiOptions') return [[], [...options], ...options];
	return [...options];
}

/** Not tested here: wrong values of Find By (see `carriers.test.mts`) and of the option for the whole run (see `many-items.test.mts`). */
const EXCLUDED = ['findBy', CONCURRENCY.name];
const FIELDS = OPERATION_IDS.flatMap((id) => fieldsOf(id).map((named) => ({ id, title: named.title, named }))).filter(
	({ named: { path, field } }) => !EXCLUDED.includes(String(path.at(-1))) && wrongValues(field).length > 0,
);

/** Parameters in which n8n shows a field. */
function parametersFor(id: OperationId, named: NamedField) {
	// If an expression makes the choice, n8n shows the fields of every choice, and requires values for them.
	const shown = named.field.sends === 'another variant' ? operationOf(id).variants : variantsShowing(id, named).slice(0, 1);
	return parametersOf(id, Object.assign({}, ...shown.map((variant) => variant.parameters)));
}

const withField = (id: OperationId, named: NamedField, value: unknown) =>
	withValue(parametersFor(id, named), named.path, named.field.noExpression ? value : given(value));

describe('A field rejects invalid values with its name and without a request', () => {
	test.each(FIELDS)('$id: $title', async ({ id, named }) => {
		const { displayName } = named.field;
		for (const value of wrongValues(named.field)) {
			const { message } = await refusalOf(fixture(), withField(id, named, value));
			expect([value, message.slice(0, displayName.length)]).toEqual([value, displayName]);
		}
	});

	test('for every kind of field', () => {
		const types = new Set(OPERATION_IDS.flatMap((id) => fieldsOf(id)).map(({ field }) => field.type));
		const tested = new Set(FIELDS.map(({ named }) => named.field.type));
		// Invalid rooms are tested in paths-and-texts.test.mts, pairs of names and values in joinLink/join-link.test.mts.
		expect([...types].filter((type) => !tested.has(type)).sort()).toEqual(['fixedCollection', 'resourceLocator']);
	});
});

describe('A field accepts every value that it offers', () => {
	const OFFERING = FIELDS.filter(({ id, named }) => id !== 'archive.download' && offeredValues(named.field).length > 0);

	test.each(OFFERING)('$id: $title', async ({ id, named }) => {
		await fixture().control.faults.add({ kind: 'body', body: ANY_REPLY as Json });
		for (const value of offeredValues(named.field)) {
			const { error } = await fixture().run(withField(id, named, value));
			expect([value, error?.message]).toEqual([value, undefined]);
		}
	});
});
