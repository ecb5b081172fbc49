/** A hostile value in one field of a node, and how its refusal has to sound. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { HOSTILE } from './hostile-values.mts';
import type { Field } from './input-fields.mts';
import { checkSentence } from './judge.mts';
import { isObject } from './operations.mts';
import { SECRETS } from './world.mts';

export interface Attempt {
	start: INodeParameters;
	attack: string;
	/** Chooses a field among the visible ones. */
	where: number;
	value: unknown;
	/** Typed into the field, or given by an expression from the input item. */
	via: 'field' | 'expression';
}

/** No case takes so long, whatever is in its fields. */
export const TIMEOUT_MS = 30_000;

/** Attempts from these parameters; `more` are kinds of values beside the ones that every field gets. */
export function attempts(starts: readonly INodeParameters[], more: Readonly<Record<string, fc.Arbitrary<unknown>>> = {}): fc.Arbitrary<Attempt> {
	const attack = fc.oneof(...Object.entries({ ...HOSTILE, ...more }).map(([name, values]) => fc.record({ attack: fc.constant(name), value: values })));
	return fc
		.record({ start: fc.constantFrom(...starts), attack, where: fc.nat(1_000), via: fc.constantFrom('field' as const, 'expression' as const) })
		.map(({ attack: chosen, ...rest }) => ({ ...chosen, ...rest }));
}

export const kindOf = ({ attack, via }: Attempt): string => `${attack}, by ${via}`;

/** A copy of parameters with a value somewhere in them; collections on the way are made. */
export function withValue(parameters: INodeParameters, [key, ...rest]: string[], value: unknown): INodeParameters {
	const inner: unknown = parameters[key];
	const next = rest.length === 0 ? value : withValue(isObject(inner) ? (inner as INodeParameters) : {}, rest, value);
	return { ...parameters, [key]: next } as INodeParameters;
}

/** Whether a field can hold a value: what is no JSON is in no workflow, and what begins with = is an expression. */
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

/** Refused by the name that users know, of the field or of what it is part of, in a sentence. */
export function checkRefusal(error: unknown, { names, path }: Field): void {
	const message = messageOf(error);
	const description = typeof error === 'object' && error !== null && 'description' in error ? String(error.description) : '';
	// The isolated-vm engine cannot hand some objects over, and says so in n8n's words.
	if (message.startsWith('Expression evaluation failed')) return;
	const quoted = message.replace(/".*"/s, '""');
	checkSentence(quoted, '', undefined, SECRETS);
	const isNamed = [...names, ...path].some((name) => `${message}\n${description}`.includes(name));
	if (!isNamed) throw new Error(`The refusal does not name ${names.join(' or ')}: ${message}`);
}
