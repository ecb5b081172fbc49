/** A hostile value in one field of a node, and what a refusal must say. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { HOSTILE } from './hostile-values.mts';
import type { Field } from './input-fields.mts';
import { checkSentence } from './oracle.mts';
import { isObject } from '../lib/operations/values.mts';
import { SECRETS } from './simulation.mts';

export interface Attempt {
	start: INodeParameters;
	attack: string;
	/** Selects one of the visible fields. */
	where: number;
	value: unknown;
	/** Typed into the field, or supplied by an expression from the input item. */
	via: 'field' | 'expression';
}

/** Longer than any case may take, whatever is in its fields. */
export const TIMEOUT_MS = 30_000;

/** Attempts based on these parameters. `more` adds kinds of values to those that every field gets. */
export function attempts(starts: readonly INodeParameters[], more: Readonly<Record<string, fc.Arbitrary<unknown>>> = {}): fc.Arbitrary<Attempt> {
	const attack = fc.oneof(...Object.entries({ ...HOSTILE, ...more }).map(([name, values]) => fc.record({ attack: fc.constant(name), value: values })));
	return fc
		.record({ start: fc.constantFrom(...starts), attack, where: fc.nat(1_000), via: fc.constantFrom('field' as const, 'expression' as const) })
		.map(({ attack: chosen, ...rest }) => ({ ...chosen, ...rest }));
}

export const kindOf = ({ attack, via }: Attempt): string => `${attack}, by ${via}`;

/** Whether a field can hold this value as such: workflows only hold JSON, and a leading = makes it an expression. */
export const fitsField = (value: unknown): boolean => isJson(value) && !isExpression(value);

function isJson(value: unknown): boolean {
	try {
		return isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value);
	} catch {
		return false;
	}
}

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

export const messageOf = (error: unknown) => (error instanceof Error || isObject(error) ? String(error.message) : String(error));

/** Checks that a refusal is a sentence with the display name of the field or of its collection. */
export function checkRefusal(error: unknown, { names, path }: Field): void {
	const message = messageOf(error);
	const description = typeof error === 'object' && error !== null && 'description' in error ? String(error.description) : '';
	// The isolated-vm engine cannot transfer some objects and reports that in n8n's own words.
	if (message.startsWith('Expression evaluation failed')) return;
	const quoted = message.replace(/".*"/s, '""');
	checkSentence(quoted, '', undefined, SECRETS);
	const isNamed = [...names, ...path].some((name) => `${message}\n${description}`.includes(name));
	if (!isNamed) throw new Error(`The refusal does not name ${names.join(' or ')}: ${message}`);
}
