import { Workflow, type INodeProperties, type INodeTypes } from 'n8n-workflow';

import { EnableXVideo } from '../../../nodes/EnableXVideo/EnableXVideo.node';
import { credentialFields } from '../../../nodes/shared/credential/fields';
import { node } from '../../lib/fakes.mts';
import { isField } from '../../lib/fields/described.mts';
import { OPERATION_IDS, parametersOf, type OperationId } from '../../lib/operations/index.mts';
import { NEXT_STEP_BY_CODE, nextStepFor } from '../../../nodes/shared/api/resultCodes';

/** Every field, including those in collections. */
function withInner(fields: INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => [field, ...withInner((field.options ?? []).filter(isField))]);
}

const { properties, subtitle } = new EnableXVideo().description;
const fields = withInner(properties);
const fieldNames = [...fields, ...credentialFields].map(({ displayName }) => displayName);

/** The names and values of the choices, such as Lecture or HD. */
const choices = fields
	.flatMap(({ options }) => options ?? [])
	.flatMap((option) => (isField(option) || !('value' in option) ? [] : [option.name, String(option.value)]));
/** Names that are not fields: the credential, the vendor and n8n's own terms. */
const OTHER_NAMES = ['EnableX API', 'EnableX', 'API', 'SIP'];

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const startingWith = (names: string[]) => {
	const longestFirst = [...names].sort((a, b) => b.length - a.length).map(escape);
	return new RegExp(`^(${longestFirst.join('|')})(?![A-Za-z])(?! [A-Z])`);
};
const startsWithField = startingWith(fieldNames);
const startsWithName = startingWith([...fieldNames, ...choices, ...OTHER_NAMES]);

/** The names in a sentence that belong to no field, choice or product. */
function strayNames(sentence: string): string[] {
	const stray: string[] = [];
	for (const { 1: text } of sentence.matchAll(/(?=\b(?:Fill in|Set|Remove)(?: the)? ([A-Z].*))/g)) {
		if (!startsWithField.test(text)) stray.push(text);
	}
	for (const { 1: text } of sentence.matchAll(/(?=\bas ([A-Z].*))/g)) if (!startsWithField.test(text)) stray.push(text);
	// Within a sentence, every capitalized word belongs to a name. Names are removed from the left.
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

test('Every field and every choice has a name', () => {
	const namesOf = ({ displayName, options = [] }: INodeProperties) => [displayName, ...options.map((option) => (isField(option) ? option.displayName : option.name))];
	expect(fields.filter((field) => namesOf(field).includes('')).map(({ name }) => name)).toEqual([]);
});

describe('The next steps of errors use the names of the fields', () => {
	test.each([...new Set(SENTENCES)])('%s', (sentence) => expect(strayNames(sentence)).toEqual([]));

	test.each([
		['Fill in Room ID', 'Room ID'],
		['Choose HD, SD or LD as Quality', 'Quality'],
		['Set Lecture to something', 'Lecture to something'],
		['Check the Owner of the room', 'Owner of the room'],
	])('and a wrong name is found in "%s"', (sentence, stray) => {
		expect(strayNames(sentence)).toContain(stray);
	});
});

test('The fields of each collection are in alphabetical order', () => {
	const collections = fields.filter(({ type, name }) => type === 'collection' && name !== 'requestOptions');
	expect(collections.length).toBeGreaterThan(4);
	for (const { options = [] } of collections) {
		const names = options.filter(isField).map(({ displayName }) => displayName);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	}
});

describe('The canvas says what the node does', () => {
	const type = new EnableXVideo();
	const nodeTypes: INodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
	const SUBTITLES: Record<OperationId, string> = {
		'room.create': 'create: room',
		'room.get': 'get: room',
		'room.getAll': 'get many: rooms',
		'room.upsert': 'create or update: room',
		'room.update': 'update: room',
		'room.delete': 'delete: room',
		'token.create': 'create: token',
		'user.getAll': 'get many: users',
		'cdr.getAll': 'get many: CDRs',
		'session.get': 'get: session',
		'session.getAll': 'get many: sessions',
		'archive.getAll': 'get many: archives',
		'archive.download': 'download: archive',
		'dialIn.getAll': 'get many: dial-in numbers',
		'joinLink.create': 'create: join link',
	};

	test.each(OPERATION_IDS)('%s', (id) => {
		const shown = { ...node, parameters: parametersOf(id) };
		const workflow = new Workflow({ nodes: [shown], connections: {}, active: false, nodeTypes });
		expect(workflow.expression.getSimpleParameterValue(shown, subtitle, 'internal', {})).toBe(SUBTITLES[id]);
	});
});
