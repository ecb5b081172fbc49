import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..');

const listFolder = (folder: string, recursive = false) =>
	readdirSync(path.join(ROOT, folder), { recursive, encoding: 'utf8' }).map((name) => path.posix.join(folder, name.replaceAll('\\', '/')));

const isPage = (file: string) => file.endsWith('.md');

/** Every page that people read, by its path in the repository. */
export const PAGES: readonly string[] = [
	...listFolder('.').filter(isPage),
	...['docs', 'examples', 'test'].flatMap((folder) => listFolder(folder, true).filter(isPage)),
];

/** The pictures that the pages show. */
export const PICTURES: readonly string[] = ['docs/images', 'examples/images'].flatMap((folder) => listFolder(folder));

export const readPage = (page: string): string => readFileSync(path.join(ROOT, page), 'utf8');

/** A page without its code blocks and inline code, where brackets and `#` have other meanings. */
const withoutCode = (page: string) => page.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** The targets of a page's links and pictures, except those on other sites. */
export const localTargets = (page: string): string[] =>
	[...withoutCode(readPage(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target).filter((target) => !/^[a-z]+:/.test(target));

/** The anchors of a page, as GitHub makes them from its headings: lower case, hyphens for spaces, no punctuation. */
export function anchorsOf(page: string): string[] {
	const text = readPage(page).replace(/^```[^]*?^```/gm, '');
	return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-'));
}
