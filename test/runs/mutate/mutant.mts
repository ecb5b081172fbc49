import { parseSync } from '@swc/core';
import ts from 'typescript';

import { replacementsOf } from './operators.mts';

/** One small change of a source file that a test should notice. */
export interface Mutant {
	/** Path relative to the root of the project. */
	file: string;
	/** From 1. */
	line: number;
	/** The function or constant in which the change lies, or an empty text. */
	place: string;
	/** What changes, on one line, such as `a < b → a <= b`. */
	change: string;
	/** The whole changed source. */
	source: string;
}

const MAX_SHOWN = 70;

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const shorten = (text: string) => (text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN / 2)} … ${text.slice(-MAX_SHOWN / 2)}`);

type Named = ts.FunctionDeclaration | ts.MethodDeclaration | ts.ClassDeclaration | ts.VariableDeclaration;

/** A function, a class or a constant of the module, by whose name people find a place. */
function isPlace(node: ts.Node): node is Named {
	if (ts.isVariableDeclaration(node)) return ts.isSourceFile(node.parent.parent.parent);
	return ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isClassDeclaration(node);
}

function placeOf(node: ts.Node): string {
	for (let around = node; !ts.isSourceFile(around); around = around.parent) if (isPlace(around)) return around.name?.getText() ?? '';
	return '';
}

const MIN_SHOWN = 30;

/** A node, or the expression around it if it is so short that it would not say where it stands. */
function shownNode(node: ts.Node): ts.Node {
	let shown = node;
	while (shown.getWidth() < MIN_SHOWN && ts.isExpression(shown.parent)) shown = shown.parent;
	return shown;
}

/** Imports and types leave no trace in the code that runs. */
const isErased = (node: ts.Node) =>
	ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node) || ts.isTypeParameterDeclaration(node);

/** swc parses ten times as fast as the compiler of TypeScript, and it is what jest compiles mutants with. */
function hasSyntaxError(source: string): boolean {
	try {
		parseSync(source, { syntax: 'typescript' });
		return false;
	} catch {
		return true;
	}
}

/** All mutants of a source file, in the order of the file. */
export function mutantsOf(file: string, source: string): Mutant[] {
	const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
	const mutants: Mutant[] = [];
	const seen = new Set<string>([source]);
	const visit = (node: ts.Node): void => {
		if (isErased(node)) return;
		for (const { start, end, text } of replacementsOf(node)) {
			const mutated = source.slice(0, start) + text + source.slice(end);
			if (seen.has(mutated) || hasSyntaxError(mutated)) continue;
			seen.add(mutated);
			const shown = shownNode(node);
			const [from, to] = [shown.getStart(), shown.getEnd()];
			const before = oneLine(source.slice(from, to));
			const after = oneLine(source.slice(from, start) + text + source.slice(end, to));
			const { line } = parsed.getLineAndCharacterOfPosition(start);
			mutants.push({ file, line: line + 1, place: placeOf(node), change: `${shorten(before)} → ${shorten(after)}`, source: mutated });
		}
		ts.forEachChild(node, visit);
	};
	visit(parsed);
	return mutants;
}
