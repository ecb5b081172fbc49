/** Imports between the folders of the shipped code go one way, so that each can be read without the code that uses it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import { shippedSources } from './built.mts';

const ROOT = path.resolve(__dirname, '..', '..');
const N8N = 'n8n-workflow';
const BASICS = [N8N, 'shared/utils', 'shared/time', 'shared/credential'];
const COMMON = [...BASICS, 'shared/descriptions', 'shared/api', 'shared/records', 'shared/parameters'];

/**
 * The folders ("rooms") of the shipped code, and what each may import in addition to its own files: rooms above it in
 * this table, and packages. A room is a folder of nodes/, or credentials/.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
	'shared/utils': [N8N],
	'shared/time': ['luxon', 'shared/utils'],
	'shared/credential': [N8N, 'shared/utils'],
	'shared/descriptions': [N8N, 'shared/utils'],
	'shared/api': BASICS,
	'shared/records': BASICS,
	'shared/parameters': [...BASICS, 'shared/descriptions', 'shared/api'],
	'shared/methods': COMMON,
	'EnableXVideo/execution': [...BASICS, 'shared/api', 'shared/parameters'],
	'EnableXVideo/resources': [...COMMON, 'EnableXVideo/execution'],
	EnableXVideo: [...COMMON, 'shared/methods', 'EnableXVideo/execution', 'EnableXVideo/resources'],
	// Pure: what the trigger emits depends only on records and state, so it knows neither n8n nor the API.
	'EnableXVideoTrigger/delivery': ['crypto', 'shared/utils', 'shared/time'],
	'EnableXVideoTrigger/completion': [...BASICS, 'shared/api', 'shared/records', 'EnableXVideoTrigger/delivery'],
	'EnableXVideoTrigger/sessions': [...BASICS, 'shared/api', 'shared/records', 'EnableXVideoTrigger/delivery', 'EnableXVideoTrigger/completion'],
	EnableXVideoTrigger: [...COMMON, 'shared/methods', 'EnableXVideoTrigger/delivery', 'EnableXVideoTrigger/completion', 'EnableXVideoTrigger/sessions'],
	// Pure as well: what a request starts depends only on its header, its body and the settings.
	'EnableXVideoWebhookTrigger/notification': ['crypto', N8N, 'shared/utils', 'shared/time', 'shared/credential', 'shared/records'],
	EnableXVideoWebhookTrigger: [...COMMON, 'shared/methods', 'EnableXVideoWebhookTrigger/notification'],
	credentials: [N8N, 'shared/credential'],
};

const ROOMS = Object.keys(MAY_IMPORT);

/** The room of a file, if any. A node's own folder is the room of the files directly in it; its subfolders are rooms too. */
function roomOf(file: string): string | undefined {
	const place = file.replace(/^nodes\//, '');
	return ROOMS.find((room) => (room.includes('/') ? place.startsWith(`${room}/`) : path.posix.dirname(place) === room));
}

/** The file behind a relative import, or the name of a package as it is. */
function resolveImport(from: string, name: string): string {
	if (!name.startsWith('.')) return name;
	const target = path.posix.join(path.posix.dirname(from), name);
	const candidates = [`${target}.ts`, `${target}/index.ts`];
	return candidates.find((candidate) => existsSync(path.join(ROOT, candidate))) ?? target;
}

/** What a file imports, types included, as TypeScript's own parser finds it. */
const importsIn = (file: string, source: string) =>
	ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => ({ name: fileName, target: resolveImport(file, fileName) }));

/** Imports that the table does not allow, each as a sentence with file, import and rule. */
function brokenRules(file: string, source: string): string[] {
	const room = roomOf(file);
	if (room === undefined) return [`${file} is in no room: give its folder a row in the table of rooms.test.mts, with what it may import`];
	const allowed = MAY_IMPORT[room];
	return importsIn(file, source)
		.map(({ name, target }) => ({ name, place: name.startsWith('.') ? (roomOf(target) ?? target) : name }))
		.filter(({ place }) => place !== room && !allowed.includes(place))
		.map(({ name, place }) => `${file} imports ${name}, but ${room} may not import ${place}. It may import: ${allowed.join(', ')}`);
}

/** The first circular import found, as its files in order; empty if there is none. */
function findCycle(imports: ReadonlyMap<string, readonly string[]>): string[] {
	const done = new Set<string>();
	const visit = (file: string, way: readonly string[]): string[] => {
		if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
		if (done.has(file)) return [];
		for (const next of imports.get(file) ?? []) {
			const cycle = visit(next, [...way, file]);
			if (cycle.length > 0) return cycle;
		}
		done.add(file);
		return [];
	};
	for (const file of imports.keys()) {
		const cycle = visit(file, []);
		if (cycle.length > 0) return cycle;
	}
	return [];
}

const sources = shippedSources(ROOT).map((file) => ({ file, source: readFileSync(path.join(ROOT, file), 'utf8') }));

describe('Imports between the rooms of the shipped code', () => {
	test('exist only where the table allows them', () => {
		expect(sources.flatMap(({ file, source }) => brokenRules(file, source))).toEqual([]);
	});

	test('never go to a room that is lower in the table', () => {
		const back = ROOMS.flatMap((room, row) =>
			MAY_IMPORT[room].filter((other) => ROOMS.indexOf(other) >= row).map((other) => `${room} may import ${other}, which is below it`),
		);
		expect(back).toEqual([]);
	});

	test('form no cycles between files, including type imports', () => {
		const graph = new Map(sources.map(({ file, source }) => [file, importsIn(file, source).map(({ target }) => target)]));
		expect([...graph.values()].flat().filter((target) => graph.has(target)).length).toBeGreaterThan(100);
		expect(findCycle(graph).join(' imports ')).toBe('');
	});

	test('belong to rooms that all have files', () => {
		expect(ROOMS.filter((room) => !sources.some(({ file }) => roomOf(file) === room))).toEqual([]);
	});

	test.each([
		['an import in the wrong direction', 'nodes/shared/utils/values.ts', "import { days } from '../time/days';", 'shared/utils may not import shared/time.'],
		['a type import in the wrong direction', 'nodes/EnableXVideo/execution/retry.ts', "import type { Room } from '../resources/room';", 'EnableXVideo/execution may not import EnableXVideo/resources.'],
		['a type in an expression', 'nodes/shared/api/errors.ts', "let a: import('../methods/listSearch').A;", 'shared/api may not import shared/methods.'],
		['a re-export', 'credentials/EnableXApi.credentials.ts', "export { ask } from '../nodes/shared/api/request';", 'credentials may not import shared/api.'],
		['n8n in the pure core', 'nodes/EnableXVideoTrigger/delivery/sweep.ts', "import type { IDataObject } from 'n8n-workflow';", 'EnableXVideoTrigger/delivery may not import n8n-workflow.'],
		['a node that imports the other node', 'nodes/EnableXVideoTrigger/poll.ts', "import { hints } from '../EnableXVideo/hints';", 'EnableXVideoTrigger may not import EnableXVideo.'],
		['a node that imports test code', 'nodes/EnableXVideo/hints.ts', "import { samples } from '../../test/lib/samples.mts';", 'EnableXVideo may not import test/lib/samples.mts.'],
		['a new room', 'nodes/shared/misc/all.ts', '', 'nodes/shared/misc/all.ts is in no room'],
		['a new room of a node', 'nodes/EnableXVideo/misc/all.ts', '', 'nodes/EnableXVideo/misc/all.ts is in no room'],
	])('are caught: %s', (_, file, source, sentence) => {
		expect(brokenRules(file, source)).toEqual([expect.stringContaining(sentence)]);
	});

	test('are caught: a cycle', () => {
		const graph = new Map([['a', ['b']], ['b', ['c', 'd']], ['c', []], ['d', ['b']]]);
		expect(findCycle(graph)).toEqual(['b', 'd', 'b']);
	});
});
