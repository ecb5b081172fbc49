const { basename, dirname, join, relative } = require('node:path');
const { chmod, mkdir, readdir, writeFile } = require('node:fs/promises');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

/** The compiled code of the package: one file, because dozens of small ones take longer to load. */
const BUNDLE = 'dist/index.js';
/** The files that n8n loads, by their paths in dist. */
const ENTRIES = [...n8n.nodes, ...n8n.credentials];

const sourceOf = (entry) => `./${relative('dist', entry).replace(/\.js$/, '')}`;
const classOf = (entry) => basename(entry).split('.')[0];

/** Bundles all nodes and the credential; n8n brings n8n-workflow and luxon (package.json: no dependencies). */
async function bundleCode() {
	await build({
		stdin: { contents: ENTRIES.map((entry) => `export * from '${sourceOf(entry)}';`).join('\n'), resolveDir: __dirname },
		outfile: BUNDLE,
		bundle: true,
		external: ['n8n-workflow', 'luxon'],
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		// Not minified: people read what they install, and a stack trace that a user sends has to name our functions.
		minify: false,
		// Letters such as … and × stay what they are in the sources.
		charset: 'utf8',
	});
}

/** The files that n8n knows nodes and credentials by. They only hand on their class. */
async function writeEntries() {
	for (const entry of ENTRIES) {
		await mkdir(dirname(entry), { recursive: true });
		const bundle = relative(dirname(entry), BUNDLE).replaceAll('\\', '/');
		await writeFile(entry, `exports.${classOf(entry)} = require('${bundle}').${classOf(entry)};\n`);
	}
}

// `encoding: false` copies bytes: gulp 5 would otherwise rewrite every file as UTF-8.
const AS_BYTES = { encoding: false };

/** Icons lie beside the code that names them: `file:../../icons/…` must hold inside dist too. */
function copyIcons() {
	return src('icons/*.svg', AS_BYTES).pipe(dest('dist/icons'));
}

/** The codex of each node, and the output schemas that the editor shows before a node has run (n8n-host.md 5, 6). */
function copyDescriptions() {
	return src(['nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], { ...AS_BYTES, base: 'nodes' }).pipe(dest('dist/nodes'));
}

/** What npm packs beside dist. */
const BESIDE_DIST = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE.md'];

/**
 * Lets everybody read what npm packs, whatever the umask here: npm takes over the modes, so that
 * the same sources would otherwise make another package on another machine.
 */
async function setModes() {
	const built = await readdir('dist', { recursive: true, withFileTypes: true });
	const files = built.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	await Promise.all([...files, ...BESIDE_DIST].map((file) => chmod(file, 0o644)));
}

/** Everything in dist. Types are checked before, by tsc. */
exports.default = series(parallel(bundleCode, writeEntries, copyIcons, copyDescriptions), setModes);
