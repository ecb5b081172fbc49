import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { shippedSources } from '../../package/built.mts';
import { COVERING_TESTS, coveredFolderOf } from './covering-tests.mts';
import { JUDGED } from './judged.mts';
import { mutantsOf } from './mutant.mts';
import { parseOptions } from './options.mts';
import { scoreOf } from './report.mts';
import { draw, withoutJudged } from './selection.mts';

const ROOT = path.resolve(__dirname, '..', '..', '..');

/** The changes of a source, without where they lie. */
const changesOf = (source: string) => mutantsOf('nodes/a.ts', source).map(({ change }) => change);

describe('The mutants of a source', () => {
	test.each([
		['a comparison', 'a < b;', ['a < b → a <= b', 'a < b → a >= b', 'a < b; → ;']],
		['a condition', 'if (a) b = c;', ['if (a) b = c; → if (true) b = c;', 'if (a) b = c; → if (false) b = c;', 'b = c; → ;']],
		['a choice', 'a ? b : c;', ['a ? b : c → true ? b : c', 'a ? b : c → false ? b : c']],
		['an operator of logic', 'a && b;', ['a && b → a || b']],
		['a fallback', 'a ?? b;', ['a ?? b → a', 'a ?? b → b']],
		['a negation', '!a;', ['!a → a']],
		['a sum', 'a + b;', ['a + b → a - b']],
		['a small and a great number', 'f(2, 100);', ['f(2, 100) → f(3, 100)', 'f(2, 100) → f(2, 200)']],
		['texts', "f('', 'a', `b${c}`);", ["f('', 'a', `b${c}`) → f('mutated', 'a', `b${c}`)", "f('', 'a', `b${c}`) → f('', '', `b${c}`)", "f('', 'a', `b${c}`) → f('', 'a', ``)"]],
		['a pattern', '/^a$/i;', ['/^a$/i → /a$/i', '/^a$/i → /^a/i', '/^a$/i → /^a$/']],
		['calls', 'Math.min(a.trim(), b?.c);', ['Math.min(a.trim(), b?.c) → Math.max(a.trim(), b?.c)', 'Math.min(a.trim(), b?.c) → Math.min(a, b?.c)', 'Math.min(a.trim(), b?.c) → Math.min(a.trim(), b.c)']],
	])('change %s', (_what, source, changes) => expect(changesOf(source)).toEqual(expect.arrayContaining(changes)));

	test('leave types, imports and the prose of fields alone', () => {
		expect(changesOf("import { a } from 'b';\ntype A = 'c' | 1;\ninterface B { d: 'e' }")).toEqual([]);
		expect(changesOf("const a = { description: 'Some words' };").join()).not.toContain('description: \'\'');
	});

	test('keep their brackets', () => {
		expect(changesOf('a ?? (b && c);')).toContain('a ?? (b && c) → a ?? (b || c)');
	});

	test('say where they lie', () => {
		expect(mutantsOf('nodes/a.ts', 'function first() {\n\tconst inner = () => 1;\n}\nconst second = 2;')).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ file: 'nodes/a.ts', line: 2, place: 'first', change: '() => 1 → () => 2' }),
				expect.objectContaining({ line: 4, place: 'second', change: '2 → 3', source: expect.stringContaining('const second = 3;') }),
			]),
		);
	});
});

describe('Every shipped source', () => {
	test('has tests that are named for it', () => {
		for (const file of shippedSources(ROOT)) expect(COVERING_TESTS[coveredFolderOf(file)].engine.length).toBeGreaterThan(0);
	});

	test('is asked about by tests that exist', () => {
		const paths = Object.values(COVERING_TESTS).flatMap(({ units, slowUnits = [], engine }) => [...units, ...slowUnits, ...engine]);
		const isThere = (name: string) => existsSync(path.join(ROOT, name)) || existsSync(path.join(ROOT, `${name}.test.mts`));
		expect(paths.map((name) => name.replace(/\/\(.*$/, '')).filter((name) => !isThere(name))).toEqual([]);
	});
});

describe('Judged mutants', () => {
	test('are still possible, and each has a reason', () => {
		const files = new Set(JUDGED.map(({ file }) => file));
		const mutants = [...files].flatMap((file) => mutantsOf(file, readFileSync(path.join(ROOT, file), 'utf8')));
		expect(withoutJudged(mutants, JUDGED).outdated).toEqual([]);
		for (const { reason } of JUDGED) expect(reason).toMatch(/^[A-Z].* .*\.$/);
	});

	test('are not tried again', () => {
		const mutants = mutantsOf('nodes/a.ts', 'f(1, 2);');
		const [{ file, place, change }] = mutants;
		const other = { file, place, change: 'f(3) → f(4)', reason: 'None.' };
		const { open, outdated } = withoutJudged(mutants, [{ file, place, change, reason: 'None.' }, other]);
		expect([open, outdated]).toEqual([mutants.slice(1), [other]]);
	});
});

test('A sample is the same for the same seed, and in the order of the file', () => {
	const mutants = mutantsOf('nodes/a.ts', 'f(1, 2, 3, 4, 5, 6, 7, 8, 9);');
	const sample = draw(mutants, 4, 1, 'a');
	expect(sample).toHaveLength(4);
	expect(draw(mutants, 4, 1, 'a')).toEqual(sample);
	expect(sample.map((mutant) => mutants.indexOf(mutant))).toEqual([...sample.map((mutant) => mutants.indexOf(mutant))].sort((a, b) => a - b));
	expect(draw(mutants, 4, 2, 'a')).not.toEqual(sample);
});

test('The score is the share that was noticed', () => {
	const result = { folder: 'a', open: 9, judged: 0, survivors: [] };
	expect(scoreOf({ ...result, verdicts: ['unit tests', 'engine tests', 'nobody', 'unit tests'] })).toBe(75);
	expect(scoreOf({ ...result, verdicts: [] })).toBe(100);
});

describe('The command line', () => {
	test('tries the four folders at the core without options', () => {
		expect(parseOptions([])).toMatchObject({ seed: 1, minutes: 60, unitsOnly: false, again: false });
		expect(parseOptions([]).folders).toHaveLength(4);
	});

	test('takes folders, a sample and a seed', () => {
		expect(parseOptions(['--folder', './nodes/shared/time/', '--folder', 'nodes/shared/api', '--sample', '9', '--seed', '3'])).toMatchObject({
			folders: ['nodes/shared/time', 'nodes/shared/api'],
			sample: 9,
			seed: 3,
		});
	});

	test('refuses what is not a number', () => {
		expect(() => parseOptions(['--sample', 'all'])).toThrow('--sample takes a whole number of at least 1, not "all".');
	});
});
