import { readFileSync } from 'node:fs';
import { Module } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import type { INodeType } from 'n8n-workflow';

/** From `host-environment.cjs`: loads modules as n8n does, outside the realm of the tests. */
declare const requireOutside: NodeJS.Require;

/** The file with all code of the package. It is compiled once, because tests restart n8n hundreds of times. */
const FILE = path.resolve(__dirname, '..', '..', '..', 'dist', 'index.js');
let bundle: Script | undefined;

/**
 * The trigger as in an n8n process that has just started, with no state in its modules. Takes the
 * description from the loader, because the loader completes it.
 */
export function loadTriggerAfresh({ description }: INodeType): INodeType {
	bundle ??= new Script(Module.wrap(readFileSync(FILE, 'utf8')), { filename: FILE });
	const module: { exports: { EnableXVideoTrigger?: new () => INodeType } } = { exports: {} };
	bundle.runInThisContext()(module.exports, requireOutside, module, FILE, path.dirname(FILE));
	if (!module.exports.EnableXVideoTrigger) throw new Error(`${FILE} has no trigger`);
	return Object.assign(new module.exports.EnableXVideoTrigger(), { description });
}
