/**
 * Tests are TypeScript modules with the ending .mts, because n8n's own lint rules, which the
 * package keeps unchanged, treat every .ts file as code that ships. swc turns them into
 * CommonJS, the form in which n8n-core loads.
 */
const shared = {
	testEnvironment: '<rootDir>/test/lib/tidy-environment.cjs',
	moduleFileExtensions: ['mts', 'ts', 'js', 'cjs', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
};

module.exports = {
	// Far more than any test needs. A test fails by what it asserts, not because the machine is busy.
	testTimeout: 300_000,
	maxWorkers: '100%',
	// Each file loads n8n anew, and little of it is freed. A worker that has grown runs the same file six times slower.
	workerIdleMemoryLimit: '600MB',
	projects: [
		{
			...shared,
			displayName: 'parts',
			testMatch: ['<rootDir>/test/{unit,lib,sandbox,package,runs}/**/*.test.mts'],
		},
		{
			...shared,
			displayName: 'engine',
			testMatch: ['<rootDir>/test/engine/**/*.test.mts'],
			globalSetup: '<rootDir>/test/lib/engine/folder-setup.cjs',
			globalTeardown: '<rootDir>/test/lib/engine/folder-teardown.cjs',
			setupFiles: ['<rootDir>/test/lib/engine/setup.cjs'],
		},
	],
};
