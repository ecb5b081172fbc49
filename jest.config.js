const { availableParallelism } = require('node:os');

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
	// More than there are cores, because tests wait a third of their time for retries, timeouts and servers.
	maxWorkers: 2 * availableParallelism(),
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
			runtime: '<rootDir>/test/lib/engine/host-runtime.cjs',
			globalSetup: '<rootDir>/test/lib/engine/folder-setup.cjs',
			globalTeardown: '<rootDir>/test/lib/engine/folder-teardown.cjs',
			testEnvironment: '<rootDir>/test/lib/engine/host-environment.cjs',
		},
	],
};
