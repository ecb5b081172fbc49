/**
 * Tests are TypeScript modules with the ending .mts, because n8n's own lint rules, which the
 * package keeps unchanged, treat every .ts file as code that ships. swc turns them into
 * CommonJS, the form in which n8n-core loads.
 */
const shared = {
	testEnvironment: 'node',
	moduleFileExtensions: ['mts', 'ts', 'js', 'cjs', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
};

module.exports = {
	testTimeout: 20000,
	maxWorkers: '100%',
	projects: [
		{
			...shared,
			displayName: 'parts',
			testMatch: ['<rootDir>/test/{unit,host,sandbox,package,queue}/**/*.test.mts'],
		},
		{
			...shared,
			displayName: 'engine',
			testMatch: ['<rootDir>/test/engine/**/*.test.mts'],
			globalSetup: '<rootDir>/test/engine/folder-setup.cjs',
			globalTeardown: '<rootDir>/test/engine/folder-teardown.cjs',
			setupFiles: ['<rootDir>/test/engine/setup.cjs'],
		},
	],
};
