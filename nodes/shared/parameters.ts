import type { IDataObject, IGetNodeParameterOptions, INode } from 'n8n-workflow';

import { inputError } from './errors';
import { roomIdFromLink } from './joinLinks';
import { isSafeSegment } from './paths';
import { shown } from './shown';
import { isObject } from './values';

/** What reading parameters needs of the host; both the node's and the trigger's contexts have it. */
export interface ParameterContext {
	getNode(): INode;
	getTimezone(): string;
	getNodeParameter(name: string, fallback?: unknown, options?: IGetNodeParameterOptions): unknown;
}

/** A text that must not be empty. A number from an expression counts as its digits. */
export function readText(context: ParameterContext, name: string, displayName: string): string {
	const value = context.getNodeParameter(name, '');
	return checkText(context, value, displayName);
}

/** Checks a value that is already at hand, such as one of a collection, the way `readText` does. */
export function checkText(context: ParameterContext, value: unknown, displayName: string): string {
	const text = Number.isFinite(value) ? String(value) : value;
	if (typeof text !== 'string') {
		throw inputError(context.getNode(), `${displayName} is not a text`, `It is ${shown(value)}. Check its expression`);
	}
	if (text.trim() === '') {
		throw inputError(context.getNode(), `${displayName} is empty`, `Fill in ${displayName}, or check its expression`);
	}
	return text;
}

/** One of the options of a field; anything else, such as a typo in an expression, is refused. */
export function readOption<T extends string>(
	context: ParameterContext,
	name: string,
	displayName: string,
	allowed: readonly T[],
): T {
	return checkOption(context, context.getNodeParameter(name, ''), displayName, allowed);
}

export function checkOption<T extends string>(
	context: ParameterContext,
	value: unknown,
	displayName: string,
	allowed: readonly T[],
): T {
	const option = allowed.find((candidate) => candidate === value);
	if (option !== undefined) return option;
	throw inputError(context.getNode(), `${displayName} "${shown(value)}" is not possible`, `Use one of: ${allowed.join(', ')}`);
}

export interface NumberRange {
	min: number;
	max?: number;
}

/** A whole number within a range; digits as text count, as expressions often give them. */
export function checkNumber(
	context: ParameterContext,
	value: unknown,
	displayName: string,
	{ min, max }: NumberRange,
): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	const isInRange = Number.isInteger(number) && Number(number) >= min && Number(number) <= (max ?? Infinity);
	if (isInRange) return Number(number);
	const range = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
	throw inputError(
		context.getNode(),
		`${displayName} has to be a whole number ${range}`,
		`It is ${shown(value)}`,
	);
}

/** A switch; the texts "true" and "false" count, as expressions often give them. */
export function checkBoolean(context: ParameterContext, value: unknown, displayName: string): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw inputError(context.getNode(), `${displayName} has to be on or off (true or false)`, `It is ${shown(value)}`);
}

/** A switch of the node, such as Simplify. */
export const readSwitch = (context: ParameterContext, name: string, displayName: string, fallback: boolean): boolean =>
	checkBoolean(context, context.getNodeParameter(name, fallback), displayName);

/** Whether the output shall be simplified. */
export const readSimplify = (context: ParameterContext): boolean => readSwitch(context, 'simplify', 'Simplify', true);

/** A JSON object, typed as text or given by an expression. */
export function checkJsonObject(context: ParameterContext, value: unknown, displayName: string): IDataObject {
	let parsed: unknown;
	try {
		// By way of text: a date of an expression is no object once it is sent, and what is nested too deeply cannot be.
		parsed = typeof value === 'string' ? JSON.parse(value) : value;
		parsed = JSON.parse(JSON.stringify(parsed) ?? 'null');
	} catch {
		throw inputError(
			context.getNode(),
			`${displayName} is not valid JSON`,
			'Write an object such as { "deal_id": "4711" }, with double quotes around names and texts',
		);
	}
	if (isObject(parsed)) return parsed;
	throw inputError(context.getNode(), `${displayName} has to be a JSON object`, 'Write an object such as { "deal_id": "4711" }');
}

/** Refuses a field that a collection does not have: a workflow made by hand or by a model may have typos. */
export function refuseUnknownFields(context: ParameterContext, fields: IDataObject, known: readonly string[], displayName: string): void {
	const unknown = Object.keys(fields).find((field) => !known.includes(field));
	if (unknown === undefined) return;
	throw inputError(context.getNode(), `${displayName} has no field "${shown(unknown)}"`, `Its fields are: ${known.join(', ')}`);
}

/** A value that becomes one segment of a path: never empty, no slash, no dots alone, no address. */
function checkSegment(context: ParameterContext, value: unknown, displayName: string): string {
	const text = checkText(context, value, displayName).trim();
	if (isSafeSegment(text)) return text;
	throw inputError(
		context.getNode(),
		`${displayName} "${shown(text)}" is not an ID`,
		'An ID has only letters, digits and dashes: no spaces, slashes, question marks or addresses',
	);
}

/** The conference number of a session. */
export const readConferenceNumber = (context: ParameterContext): string =>
	checkSegment(context, context.getNodeParameter('conferenceNumber', ''), 'Conference Number');

/** The room id, from a locator in any of its modes, or from a plain text of a workflow made by hand. */
export function readRoomId(context: ParameterContext, name = 'roomId'): string {
	const locator = context.getNodeParameter(name, '');
	const { mode, value } = isObject(locator) ? locator : { mode: 'id', value: locator };
	if (mode !== 'url') return checkSegment(context, value, 'Room');
	const link = checkText(context, value, 'Room');
	const roomId = roomIdFromLink(link);
	if (roomId !== undefined) return roomId;
	throw inputError(
		context.getNode(),
		'Room is not a join link that ends with a room',
		'Use a guest link such as https://acme.yourvideo.live/ROOM_ID, a host link, or choose By ID',
	);
}

/** How many results to return: Limit, or no limit at all with Return All. */
export function readLimit(context: ParameterContext): number {
	if (readSwitch(context, 'returnAll', 'Return All', false)) return Infinity;
	return checkNumber(context, context.getNodeParameter('limit', 50), 'Limit', { min: 1 });
}
