/** Checks that what comments cite exists: the page, and the numbered section. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import { listFiles } from './pack.mts';

const ROOT = path.resolve(__dirname, '..', '..');
/** The pages that are cited by section, such as `(enablex-api.md 4.2)`. */
const FACTS = ['enablex-api.md', 'n8n-host.md'];
const FOLDERS = ['nodes', 'credentials', 'test', 'docs'];
const FILES = ['README.md', 'gulpfile.js', '.ci/run'];

const SECTION = String.raw`(?:\d+(?:\.\d+)*|[A-Z](?:\.\d+)?)\b`;
const CITATION = new RegExp(String.raw`(?<page>${FACTS.join('|')}) (?<sections>${SECTION}(?:(?:, | and | to )${SECTION})*)`, 'g');
const HEADING = new RegExp(String.raw`^#{2,3} (${SECTION})`, 'gm');

interface Prose {
	/** Path from the root. */
	file: string;
	prose: string;
}

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** The comments of a program. They are before or after its tokens, never inside a string. */
function commentsOf(source: string): string {
	const file = ts.createSourceFile('file.ts', source, ts.ScriptTarget.Latest, true);
	const comments = new Set<string>();
	const visit = (node: ts.Node): void => {
		const leading = ts.getLeadingCommentRanges(source, node.getFullStart()) ?? [];
		const trailing = ts.getTrailingCommentRanges(source, node.getEnd()) ?? [];
		for (const { pos, end } of [...leading, ...trailing]) comments.add(source.slice(pos, end));
		node.getChildren(file).forEach(visit);
	};
	visit(file);
	return [...comments].join('\n');
}

/** A file's prose on one line, so that a citation may wrap: the comments of code, all of anything else. */
function proseOf(file: string, source: string): string {
	if (!source.includes('.md')) return '';
	const prose = /\.(m?ts|c?js)$/.test(file) ? commentsOf(source) : source;
	return prose.replace(/\s*\n\s*(?:\*(?!\/)|\/\/|#(?!#))?\s*/g, ' ');
}

/** The single sections of a list such as `4 to 6 and A.3`. */
function expand(sections: string): string[] {
	return sections.split(/, | and /).flatMap((part) => {
		const [first, last = first] = part.split(' to ');
		const between = Array.from({ length: Math.max(0, Number(last) - Number(first) - 1) }, (_, step) => String(Number(first) + step + 1));
		return first === last ? [first] : [first, ...between, last];
	});
}

const sectionsOf = (page: string) => new Set([...read(path.join('docs', page)).matchAll(HEADING)].map(([, number]) => number));
const known = new Map(FACTS.map((page) => [page, sectionsOf(page)]));

/** Citations of sections that do not exist, and of a fact page without any section, each as a sentence. */
function wrongSections({ file, prose }: Prose): string[] {
	const cited = [...prose.matchAll(CITATION)].flatMap(({ groups }) =>
		expand(groups!.sections).map((section) => ({ page: groups!.page, section })),
	);
	const wrong = cited
		.filter(({ page, section }) => !known.get(page)!.has(section))
		.map(({ page, section }) => `${file} cites ${page} ${section}, but docs/${page} has no section ${section}`);
	// Pages may link to a whole page; a comment must name the section.
	if (file.endsWith('.md')) return wrong;
	const pageAlone = new RegExp(`(${FACTS.join('|')})(?! ${SECTION})`, 'g');
	return [...wrong, ...[...prose.matchAll(pageAlone)].map(([, page]) => `${file} cites ${page} without the number of a section`)];
}

/** Pages that are named but do not exist in the root, beside the file, or in docs. */
function missingPages({ file, prose }: Prose): string[] {
	const names = [...prose.matchAll(/(?<![\w.:/*{-])[\w./-]+\.md\b/g)].map(([name]) => name);
	const places = ['', path.dirname(file), 'docs'];
	return [...new Set(names)]
		.filter((name) => !places.some((place) => existsSync(path.join(ROOT, place, name))))
		.map((name) => `${file} names the page ${name}, which is not in this repository`);
}

const files = FOLDERS.flatMap((folder) => listFiles(ROOT, folder).filter((file) => /\.(m?ts|c?js|md)$/.test(file)))
	.concat(FILES)
	.map((file) => ({ file, prose: proseOf(file, read(file)) }));
const example = (source: string) => ({ file: 'example.mts', prose: proseOf('example.mts', source) });

describe('What comments and pages cite', () => {
	test.each(FACTS)('%s has numbered sections, each number once', (page) => {
		const numbers = [...read(path.join('docs', page)).matchAll(HEADING)].map(([, number]) => number);
		expect(numbers.length).toBeGreaterThan(20);
		expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
	});

	test('every cited section of a fact page exists', () => {
		expect(files.flatMap(wrongSections)).toEqual([]);
	});

	test('every named page exists', () => {
		expect(files.flatMap(missingPages)).toEqual([]);
	});

	test('the fact pages are cited from code and from tests', () => {
		const citing = files.filter(({ prose }) => [...prose.matchAll(CITATION)].length > 0).map(({ file }) => file);
		expect(citing.filter((file) => file.startsWith('nodes/')).length).toBeGreaterThan(10);
		expect(citing.filter((file) => file.startsWith('test/')).length).toBeGreaterThan(10);
	});

	test.each([
		['a section that does not exist', '/** A fact (enablex-api.md 4.99). */', 'cites enablex-api.md 4.99'],
		['a wrong one in a list', '/** A fact (n8n-host.md 1.8, 1.2 and 1.99). */', 'cites n8n-host.md 1.99'],
		['a wrong one in a range', '// A fact (enablex-api.md 14 to 17)', 'cites enablex-api.md 17'],
		['a citation that wraps', '/**\n * A fact (enablex-api.md\n * 77).\n */', 'cites enablex-api.md 77'],
		['a citation behind code', "const url = 'https://host'; // (enablex-api.md B.1)", 'cites enablex-api.md B.1'],
		['no section', '/** A fact (enablex-api.md). */', 'without the number of a section'],
		['a page that does not exist', '/* See house-rules.md. */', 'names the page house-rules.md'],
	])('finds %s', (_, source, problem) => {
		const comment = example(source);
		expect([...wrongSections(comment), ...missingPages(comment)]).toEqual([expect.stringContaining(problem)]);
	});

	test('ignores strings in code', () => {
		expect(missingPages(example("const usage = '[--markdown file.md]'; // fine"))).toEqual([]);
	});
});
