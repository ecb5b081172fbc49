import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** The parts of an entry of a lock file that these tests look at. */
interface LockedPackage {
	resolved?: string;
	extraneous?: boolean;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

const LOCKS = ['.', 'test/lib/n8n/locks/2.41.1', 'test/lib/n8n/locks/1.123.81'].map((folder) => {
	const file = join(folder, 'package-lock.json');
	const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync(join(root, file), 'utf8'));
	return { file, packages };
});

/** Whether Node would find `name` from the package at `from`: in its own node_modules or in one above. */
function isFound(packages: Record<string, LockedPackage>, from: string, name: string): boolean {
	for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('node_modules/') - 1, 0))) {
		if (join(folder, 'node_modules', name).replaceAll('\\', '/') in packages) return true;
		if (folder === '') return false;
	}
}

/** Dependencies that the lock file lacks. npm adds them on the next install, which changes the file. */
function missing(packages: Record<string, LockedPackage>): string[] {
	return Object.entries(packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
		Object.keys({ ...dependencies, ...optionalDependencies })
			.filter((name) => !isFound(packages, from, name))
			.map((name) => `${name}, for ${from}`),
	);
}

describe.each(LOCKS)('$file', ({ packages }) => {
	test('has an entry for every dependency, including those for other operating systems', () => {
		expect(Object.keys(packages).length).toBeGreaterThan(1000);
		expect(missing(packages)).toEqual([]);
	});

	test('has no extraneous entry', () => {
		expect(Object.keys(packages).filter((name) => packages[name].extraneous)).toEqual([]);
	});

	test('names no registry, so that everyone installs from their own', () => {
		expect(Object.keys(packages).filter((name) => packages[name].resolved !== undefined)).toEqual([]);
	});
});

test('npm is configured to keep registry URLs out of the lock file', () => {
	expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^omit-lockfile-registry-resolved=true$/m);
});

test('The lock file has the compilers of macOS and Windows', () => {
	const systems = ['darwin-arm64', 'darwin-x64', 'win32-x64-msvc'];
	expect(Object.keys(LOCKS[0].packages)).toEqual(expect.arrayContaining(systems.map((system) => `node_modules/@swc/core-${system}`)));
});
