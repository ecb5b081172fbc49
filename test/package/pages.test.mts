import { existsSync } from 'node:fs';
import path from 'node:path';

import { loadBuilt } from './built.mts';
import { anchorsOf, localTargets, PAGES, PICTURES } from './pages.mts';

const ROOT = path.resolve(__dirname, '..', '..');

/** The problem with a link of a page, if any. */
function problemOf(page: string, target: string): string[] {
	const [file, anchor] = target.split('#');
	const found = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
	if (!existsSync(path.join(ROOT, found))) return [`${page}: ${found} does not exist`];
	if (anchor === undefined || anchorsOf(found).includes(anchor)) return [];
	return [`${page}: ${found} has no heading #${anchor}`];
}

test.each(PAGES)('Every link and picture of %s has a target', (page) => {
	expect(localTargets(page).flatMap((target) => problemOf(page, target))).toEqual([]);
});

test('The main pages exist, and pages link to each other', () => {
	expect(PAGES).toEqual(expect.arrayContaining(['README.md', 'SECURITY.md', 'docs/contract.md', 'examples/README.md', 'test/sandbox/README.md']));
	expect(PAGES.flatMap(localTargets).length).toBeGreaterThan(60);
});

test('Every picture is shown on a page', () => {
	const shown = PAGES.flatMap((page) => localTargets(page).map((target) => path.posix.join(path.posix.dirname(page), target)));
	expect(PICTURES.filter((picture) => !shown.includes(picture))).toEqual([]);
});

test('The help link of the credential leads to its section of the README', () => {
	const { documentationUrl } = loadBuilt<{ documentationUrl: string }>(ROOT, 'dist/credentials/EnableXApi.credentials.js');
	const [, anchor] = documentationUrl.split('#');
	expect(anchorsOf('README.md')).toContain(anchor);
});
