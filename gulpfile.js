const { dest, parallel, src } = require('gulp');

// `encoding: false` copies bytes: gulp 5 would otherwise rewrite every file as UTF-8.
const AS_BYTES = { encoding: false };

/** Icons lie beside the code that names them: `file:../../icons/…` must hold inside dist too. */
function copyIcons() {
	return src('icons/*.svg', AS_BYTES).pipe(dest('dist/icons'));
}

/** Output schemas, which the editor shows before a node has run (n8n.md 6); tsc leaves them out. */
function copySchemas() {
	return src('nodes/**/__schema__/**/*.json', { ...AS_BYTES, base: 'nodes' }).pipe(dest('dist/nodes'));
}

/** What the compiler does not carry into dist. The codex is not here: tsc emits it (tsconfig `include`). */
exports.default = parallel(copyIcons, copySchemas);
