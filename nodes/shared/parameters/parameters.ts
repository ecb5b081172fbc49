import type { IDataObject, IGetNodeParameterOptions, INode, NodeApiError } from 'n8n-workflow';

import { inputError } from '../api/errors';
import { isOtherServiceLink, roomIdFromLink } from '../credential/joinLinks';
import { isSafeSegment } from '../api/paths';
import { formatForError } from '../utils/formatForError';
import { isObject, toObject } from '../utils/values';

/** What reading parameters needs from n8n. The contexts of the node and of the trigger provide it. */
export interface ParameterContext {
	getNode(): INode;
	getTimezone(): string;
	getNodeParameter(name: string, fallback?: unknown, options?: IGetNodeParameterOptions): unknown;
}

// All readers and checks throw a NodeApiError with the parameter's display name, before any request is sent.

/** A non-empty text. A number, such as the result of an expression, is converted to text. */
export function readText(context: ParameterContext, name: string, displayName: string): string {
	return checkText(context, context.getNodeParameter(name, ''), displayName);
}

/** Checks a value of a collection as `readText` does. */
export function checkText(context: ParameterContext, value: unknown, displayName: string): string {
	const text = Number.isFinite(value) ? String(value) : value;
	if (typeof text !== 'string') {
		throw inputError(context.getNode(), `${displayName} is not text`, `It is ${formatForError(value)}. Check its expression`);
	}
	if (text.trim() === '') {
		throw inputError(context.getNode(), `${displayName} is empty`, `Fill in ${displayName}, or check its expression`);
	}
	return text;
}

/** One of the options of a field. Anything else, such as a typo in an expression, is an error. */
export function readOption<T extends string>(
	context: ParameterContext,
	name: string,
	displayName: string,
	allowed: readonly T[],
): T {
	return checkOption(context, context.getNodeParameter(name, ''), displayName, allowed);
}

/** Checks a value of a collection as `readOption` does. */
export function checkOption<T extends string>(
	context: ParameterContext,
	value: unknown,
	displayName: string,
	allowed: readonly T[],
): T {
	const option = allowed.find((candidate) => candidate === value);
	if (option !== undefined) return option;
	throw inputError(context.getNode(), `${displayName} "${formatForError(value)}" is not a valid option`, `Use one of: ${allowed.join(', ')}`);
}

/** A list of options. Comma-separated text is accepted, because expressions may return it. */
export function checkOptions<T extends string>(
	context: ParameterContext,
	value: unknown,
	displayName: string,
	allowed: readonly T[],
): T[] {
	const options = typeof value === 'string' ? value.split(',').map((option) => option.trim()) : value;
	if (!Array.isArray(options)) {
		throw inputError(context.getNode(), `${displayName} is not a list`, `It is ${formatForError(value)}. Use one or more of: ${allowed.join(', ')}`);
	}
	return options.map((option) => checkOption(context, option, displayName, allowed));
}

export interface NumberRange {
	min: number;
	max?: number;
}

/** A whole number within a range, inclusive. Digits as text are accepted, because expressions often return them. */
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
	throw inputError(context.getNode(), `${displayName} has to be a whole number ${range}`, `It is ${formatForError(value)}. Correct it, or check its expression`);
}

/** A boolean. The texts "true" and "false" are accepted, because expressions often return them. */
export function checkBoolean(context: ParameterContext, value: unknown, displayName: string): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw inputError(context.getNode(), `${displayName} has to be on or off (true or false)`, `It is ${formatForError(value)}. Correct it, or check its expression`);
}

/** A boolean parameter, such as Simplify. */
export const readBoolean = (context: ParameterContext, name: string, displayName: string, fallback: boolean): boolean =>
	checkBoolean(context, context.getNodeParameter(name, fallback), displayName);

/** Whether to simplify the output. */
export const readSimplify = (context: ParameterContext): boolean => readBoolean(context, 'simplify', 'Simplify', true);

/** A JSON object, as text or as the result of an expression. */
export function checkJsonObject(context: ParameterContext, value: unknown, displayName: string): IDataObject {
	let parsed: unknown;
	try {
		// Serialized once, as sending would do: a Date becomes text, and too deep nesting throws.
		parsed = typeof value === 'string' ? JSON.parse(value) : value;
		parsed = JSON.parse(JSON.stringify(parsed) ?? 'null');
	} catch {
		throw inputError(
			context.getNode(),
			`${displayName} is not valid JSON`,
			'Write an object such as { "deal_id": "4711" }, with double quotes around names and text values',
		);
	}
	if (isObject(parsed)) return parsed;
	throw inputError(context.getNode(), `${displayName} has to be a JSON object`, 'Write an object such as { "deal_id": "4711" }');
}

/** Throws if a collection has an unknown field: workflows written by hand or by a model may contain typos. */
export function refuseUnknownFields(context: ParameterContext, fields: IDataObject, known: readonly string[], displayName: string): void {
	const unknown = Object.keys(fields).find((field) => !known.includes(field));
	if (unknown === undefined) return;
	throw inputError(context.getNode(), `${displayName} has no field "${formatForError(unknown)}"`, `Its fields are: ${known.join(', ')}`);
}

/** A value that is used as one path segment (see `isSafeSegment`). */
function checkSegment(context: ParameterContext, value: unknown, displayName: string): string {
	const text = checkText(context, value, displayName).trim();
	if (isSafeSegment(text)) return text;
	throw inputError(
		context.getNode(),
		`${displayName} "${formatForError(text)}" is not an ID`,
		'An ID has only letters, digits, dots, dashes and underscores. Check it for spaces, slashes or a pasted URL',
	);
}

/** The conference number of a session. */
export const readConferenceNumber = (context: ParameterContext): string =>
	checkSegment(context, context.getNodeParameter('conferenceNumber', ''), 'Conference Number');

/** The error of a Room that is a link, but not one of EnableX. */
export const notAJoinLink = (node: INode): NodeApiError =>
	inputError(
		node,
		'Room is not an EnableX join link',
		'Use a guest link such as https://acme.yourvideo.live/ROOM_ID or a host link of your Meeting Domain, or choose By ID',
	);

/** The room ID, from a resource locator in any mode, or from plain text in a workflow written by hand. */
export function readRoomId(context: ParameterContext, name = 'roomId'): string {
	const locator = context.getNodeParameter(name, '');
	const { mode, value } = isObject(locator) ? locator : { mode: 'id', value: locator };
	if (mode !== 'url') return checkSegment(context, value, 'Room');
	const link = checkText(context, value, 'Room');
	const roomId = roomIdFromLink(link);
	if (roomId !== undefined) return roomId;
	throw notAJoinLink(context.getNode());
}

/**
 * Refuses a link of another service as Room, such as one of Zoom. This needs the Meeting Domain of the credential, so
 * `readRoomId` cannot do it. Throws a NodeApiError.
 */
export function refuseOtherServiceLink(context: ParameterContext, locator: unknown, meetingDomain: string): void {
	const { mode, value } = toObject(locator);
	if (mode === 'url' && typeof value === 'string' && isOtherServiceLink(value, meetingDomain)) throw notAJoinLink(context.getNode());
}

/** How many results to return: Limit, or Infinity with Return All. */
export function readLimit(context: ParameterContext): number {
	if (readBoolean(context, 'returnAll', 'Return All', false)) return Infinity;
	return checkNumber(context, context.getNodeParameter('limit', 50), 'Limit', { min: 1 });
}
