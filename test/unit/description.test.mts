import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { EnableXVideo } from '../../nodes/EnableXVideo/EnableXVideo.node';
import { credentialFields } from '../../nodes/shared/credentialFields';
import { NEXT_STEP_BY_CODE, nextStepFor } from '../../nodes/shared/resultCodes';

type Option = INodeProperties | INodePropertyOptions | INodePropertyCollection;
const isField = (option: Option): option is INodeProperties => 'displayName' in option && 'type' in option;

/** Every field, those inside of collections too. */
function withInner(fields: INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => [field, ...withInner((field.options ?? []).filter(isField))]);
}

const { properties } = new EnableXVideo().description;
const fields = withInner(properties);
const fieldNames = [...fields, ...credentialFields].map(({ displayName }) => displayName);

/** The words of the choices: their names and values, such as Lecture or HD. */
const choices = fields
	.flatMap(({ options }) => options ?? [])
	.flatMap((option) => (isField(option) || !('value' in option) ? [] : [option.name, String(option.value)]));
/** Names that are no fields: the credential, the vendor, and what n8n itself calls things. */
const OTHER_NAMES = ['EnableX API', 'EnableX', 'API', 'SIP'];

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const startingWith = (names: string[]) => {
	const longestFirst = [...names].sort((a, b) => b.length - a.length).map(escape);
	return new RegExp(`^(${longestFirst.join('|')})(?![A-Za-z])(?! [A-Z])`);
};
const startsWithField = startingWith(fieldNames);
const startsWithName = startingWith([...fieldNames, ...choices, ...OTHER_NAMES]);

/** What a sentence calls by a name that no field, choice or product has; empty when all is well. */
function strayNames(sentence: string): string[] {
	const stray: string[] = [];
	for (const { 1: text } of sentence.matchAll(/(?=\b(?:Fill in|Set|Remove)(?: the)? ([A-Z].*))/g)) {
		if (!startsWithField.test(text)) stray.push(text);
	}
	for (const { 1: text } of sentence.matchAll(/(?=\bas ([A-Z].*))/g)) if (!startsWithField.test(text)) stray.push(text);
	// Inside of a sentence every word in capitals belongs to a name; names are taken off from the left.
	let rest = sentence.replace(/(^|[.:] )[A-Z][a-z]*/g, '$1');
	for (let start = rest.search(/\b[A-Z]/); start >= 0; start = rest.search(/\b[A-Z]/)) {
		rest = rest.slice(start);
		const known = startsWithName.exec(rest)?.[0];
		if (known === undefined) stray.push(rest);
		rest = rest.slice((known ?? /^\S+/.exec(rest)?.[0] ?? ' ').length);
	}
	return stray;
}

const STATUSES = [400, 401, 403, 404, 429, 500];
const SENTENCES = [...Object.values(NEXT_STEP_BY_CODE), ...STATUSES.map((status) => nextStepFor('', status))];

describe('What to do about an error is told in the names that the fields have', () => {
	test.each([...new Set(SENTENCES)])('%s', (sentence) => expect(strayNames(sentence)).toEqual([]));

	test.each([
		['Fill in Room ID', 'Room ID'],
		['Choose HD, SD or LD as Quality', 'Quality'],
		['Set Lecture to something', 'Lecture to something'],
		['Check the Owner of the room', 'Owner of the room'],
	])('and a wrong name would be found in "%s"', (sentence, stray) => {
		expect(strayNames(sentence)).toContain(stray);
	});
});

test('A token needs a role, like a name and a reference', () => {
	const ofToken = properties.filter(({ displayOptions }) => String(displayOptions?.show?.resource) === 'token');
	const required = ofToken.filter((field) => field.required).map(({ name }) => name);
	expect(required.sort()).toEqual(['name', 'role', 'roomId', 'userRef']);
});

test('The fields of each collection are in alphabetical order', () => {
	const collections = fields.filter(({ type, name }) => type === 'collection' && name !== 'requestOptions');
	expect(collections.length).toBeGreaterThan(4);
	for (const { options = [] } of collections) {
		const names = options.filter(isField).map(({ displayName }) => displayName);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	}
});
