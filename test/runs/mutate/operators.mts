/** What a mutant may change: operators, conditions, literals, returned values, calls and whole statements. */
import ts from 'typescript';

/** Replaces the source between two positions. */
export interface Replacement {
	start: number;
	end: number;
	text: string;
}

const OPERATORS: Partial<Record<ts.SyntaxKind, readonly string[]>> = {
	[ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
	[ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
	[ts.SyntaxKind.LessThanToken]: ['<=', '>='],
	[ts.SyntaxKind.LessThanEqualsToken]: ['<', '>'],
	[ts.SyntaxKind.GreaterThanToken]: ['>=', '<='],
	[ts.SyntaxKind.GreaterThanEqualsToken]: ['>', '<'],
	[ts.SyntaxKind.PlusToken]: ['-'],
	[ts.SyntaxKind.MinusToken]: ['+'],
	[ts.SyntaxKind.AsteriskToken]: ['/'],
	[ts.SyntaxKind.SlashToken]: ['*'],
	[ts.SyntaxKind.PercentToken]: ['*'],
	[ts.SyntaxKind.AsteriskAsteriskToken]: ['*'],
	[ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
	[ts.SyntaxKind.BarBarToken]: ['&&'],
	[ts.SyntaxKind.PlusEqualsToken]: ['-='],
	[ts.SyntaxKind.MinusEqualsToken]: ['+='],
	[ts.SyntaxKind.BarBarEqualsToken]: ['&&=', '='],
	[ts.SyntaxKind.QuestionQuestionEqualsToken]: ['='],
};

/** Methods that have a counterpart, and those that can be left out of a chain. */
const COUNTERPARTS: Record<string, string> = { min: 'max', max: 'min', some: 'every', every: 'some', startsWith: 'endsWith', endsWith: 'startsWith', floor: 'ceil', ceil: 'floor' };
const OPTIONAL_CALLS = ['filter', 'sort', 'slice', 'trim', 'toLowerCase', 'toUpperCase', 'replace', 'replaceAll', 'reverse'];

/** Texts of fields that nobody but a reader notices. */
const PROSE = ['description', 'placeholder', 'hint'];

const whole = (node: ts.Node, ...texts: string[]): Replacement[] => texts.map((text) => ({ start: node.getStart(), end: node.getEnd(), text }));

const isText = (node: ts.Node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

function ofBinary({ left, operatorToken, right }: ts.BinaryExpression): Replacement[] {
	if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
		return [
			{ start: left.getEnd(), end: right.getEnd(), text: '' },
			{ start: left.getStart(), end: right.getStart(), text: '' },
		];
	}
	if (operatorToken.kind === ts.SyntaxKind.PlusToken && (isText(left) || isText(right))) return [];
	return whole(operatorToken, ...(OPERATORS[operatorToken.kind] ?? []));
}

function ofCall(call: ts.CallExpression): Replacement[] {
	const { expression } = call;
	if (!ts.isPropertyAccessExpression(expression)) return [];
	const { name, expression: target } = expression;
	const counterpart = Object.hasOwn(COUNTERPARTS, name.text) ? whole(name, COUNTERPARTS[name.text]) : [];
	const without = OPTIONAL_CALLS.includes(name.text) ? [{ start: target.getEnd(), end: call.getEnd(), text: '' }] : [];
	return [...counterpart, ...without];
}

/** The pattern without one of its anchors, and without its flags. */
function ofPattern(literal: ts.RegularExpressionLiteral): Replacement[] {
	const text = literal.getText();
	const end = text.lastIndexOf('/');
	const [pattern, flags] = [text.slice(1, end), text.slice(end + 1)];
	const changed = [
		...(pattern.startsWith('^') ? [`/${pattern.slice(1)}/${flags}`] : []),
		...(pattern.endsWith('$') && pattern !== '$' ? [`/${pattern.slice(0, -1)}/${flags}`] : []),
		...(/[gi]/.test(flags) ? [`/${pattern}/${flags.replace(/[gi]/g, '')}`] : []),
	];
	return whole(literal, ...changed);
}

function ofNumber(literal: ts.NumericLiteral): Replacement[] {
	const value = Number(literal.text);
	return whole(literal, String(value > 10 ? value * 2 : value + 1));
}

/** A text that is a value, not the name of a module or of a property. */
function ofString(literal: ts.StringLiteral): Replacement[] {
	const { parent } = literal;
	if (ts.isPropertyAssignment(parent) && (parent.name === literal || PROSE.includes(parent.name.getText()))) return [];
	return whole(literal, literal.text === '' ? "'mutated'" : "''");
}

const ofCondition = (condition: ts.Expression): Replacement[] => whole(condition, 'true', 'false');

/** The changes of a node itself, not of what is in it. */
export function replacementsOf(node: ts.Node): Replacement[] {
	if (ts.isBinaryExpression(node)) return ofBinary(node);
	if (ts.isCallExpression(node)) return [...ofCall(node), ...ofOptional(node.questionDotToken, '')];
	if (ts.isPropertyAccessExpression(node)) return ofOptional(node.questionDotToken, '.');
	if (ts.isElementAccessExpression(node)) return ofOptional(node.questionDotToken, '');
	if (ts.isPrefixUnaryExpression(node)) return ofPrefix(node);
	if (ts.isPostfixUnaryExpression(node)) return [{ start: node.operand.getEnd(), end: node.getEnd(), text: node.operator === ts.SyntaxKind.PlusPlusToken ? '--' : '++' }];
	if (ts.isIfStatement(node)) return ofCondition(node.expression);
	if (ts.isConditionalExpression(node)) return ofCondition(node.condition);
	// An endless loop says nothing about the tests.
	if (ts.isForStatement(node) && node.condition !== undefined) return whole(node.condition, 'false');
	if (ts.isWhileStatement(node)) return whole(node.expression, 'false');
	if (ts.isNumericLiteral(node)) return ofNumber(node);
	if (ts.isStringLiteral(node)) return ofString(node);
	if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) return whole(node, '``');
	if (ts.isRegularExpressionLiteral(node)) return ofPattern(node);
	if (node.kind === ts.SyntaxKind.TrueKeyword) return whole(node, 'false');
	if (node.kind === ts.SyntaxKind.FalseKeyword) return whole(node, 'true');
	if (ts.isReturnStatement(node)) return node.expression === undefined ? [] : whole(node.expression, 'undefined');
	if (ts.isArrowFunction(node)) return ts.isBlock(node.body) ? [] : whole(node.body, 'undefined');
	if (ts.isArrayLiteralExpression(node)) return node.elements.length === 0 ? [] : whole(node, '[]');
	if (ts.isExpressionStatement(node) || ts.isThrowStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node)) return whole(node, ';');
	return [];
}

const ofOptional = (token: ts.Node | undefined, text: string): Replacement[] => (token === undefined ? [] : whole(token, text));

function ofPrefix({ operator, operand }: ts.PrefixUnaryExpression): Replacement[] {
	const before = { start: operand.getStart() - 1, end: operand.getStart() };
	if (operator === ts.SyntaxKind.ExclamationToken || operator === ts.SyntaxKind.MinusToken) return [{ ...before, text: '' }];
	return [];
}
