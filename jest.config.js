/**
 * Tests are TypeScript modules with the ending .mts, because n8n's own lint rules, which the
 * package keeps unchanged, treat every .ts file as code that ships. swc turns them into
 * CommonJS, the form in which n8n-core loads.
 */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	moduleFileExtensions: ['mts', 'ts', 'js', 'cjs', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
	},
};
