/**
 * Checks the package the way n8n's verification scanner does (n8n-host.md 4.6), before it is published:
 * ESLint with n8n's rule sets, ignoring comments that disable rules, over package.json and the sources
 * of nodes and credentials, and over the compiled files of the packed tarball. It skips the checks that
 * need a published package: the provenance statement and its source commit.
 * Run with tsx after `npm run build`; prints the findings and exits with 1 if there is an error.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { ESLint, type Linter } from 'eslint';

import { listFiles, unpackPackage } from './pack.mts';

interface N8nNodesBase extends ESLint.Plugin {
	configs: Record<'community' | 'credentials' | 'nodes', { rules: Linter.RulesRecord }>;
}

const root = resolve(import.meta.dirname, '../..');

// n8n's own command line tool includes both plugins and the parser, in the versions it lints with.
const requireFromNodeCli = createRequire(createRequire(import.meta.url).resolve('@n8n/node-cli/eslint'));
const community: { n8nCommunityNodesPlugin: { configs: { recommended: Linter.Config } } } =
	requireFromNodeCli('@n8n/eslint-plugin-community-nodes');
const nodesBase: N8nNodesBase = requireFromNodeCli('eslint-plugin-n8n-nodes-base');
const typescript: { parser: Linter.Parser } = requireFromNodeCli('typescript-eslint');

/** Rules of n8n-nodes-base that do not apply to community packages; the scanner and n8n's lint disable the same ones. */
const CREDENTIAL_RULES_OFF: Linter.RulesRecord = {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
};
const NODE_RULES_OFF: Linter.RulesRecord = {
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};

const { configs } = nodesBase;
const scanConfig: Linter.Config[] = [
	community.n8nCommunityNodesPlugin.configs.recommended,
	{ plugins: { 'n8n-nodes-base': nodesBase }, rules: { 'no-console': 'error' } },
	{ files: ['**/*.ts', '**/*.json'], languageOptions: { parser: typescript.parser } },
	{ files: ['package.json'], rules: configs.community.rules },
	{ files: ['**/credentials/**/*.ts'], rules: { ...configs.credentials.rules, ...CREDENTIAL_RULES_OFF } },
	{ files: ['**/nodes/**/*.ts'], rules: { ...configs.nodes.rules, ...NODE_RULES_OFF } },
];

/** Lints `files` in `folder` and prints the findings under `title`. Returns the number of errors. */
async function scan(title: string, folder: string, files: string[]): Promise<number> {
	const eslint = new ESLint({ cwd: folder, allowInlineConfig: false, overrideConfigFile: true, overrideConfig: scanConfig });
	const results = await eslint.lintFiles(files);
	const formatter = await eslint.loadFormatter('stylish');
	const findings = await formatter.format(results);
	console.log(`${title}: ${files.length} files, ${findings ? 'findings:' : 'no findings'}`);
	if (findings) console.log(findings);
	return results.reduce((sum, result) => sum + result.errorCount, 0);
}

/** Scans the sources and the tarball. Returns the exit code. */
async function main(): Promise<number> {
	if (!existsSync(join(root, 'dist'))) {
		console.error('There is no dist folder to scan. Run npm run build first.');
		return 1;
	}
	const sources = [...listFiles(root, 'nodes'), ...listFiles(root, 'credentials')];
	const folder = mkdtempSync(join(tmpdir(), 'enablex-scan-'));
	try {
		const unpacked = unpackPackage(root, folder);
		const published = listFiles(unpacked, '.').filter((path) => path.endsWith('.js'));
		const errors =
			(await scan('Sources', root, ['package.json', ...sources.filter((path) => /\.(js|ts|json)$/.test(path))])) +
			(await scan('Tarball', unpacked, ['package.json', ...published]));
		return errors === 0 ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

process.exitCode = await main();
