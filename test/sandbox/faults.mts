/** Injected failures: which requests they hit, and what they reply instead of the real reply. */
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultInput, FaultState } from './control-types.mts';
import { buildLegacyError, buildNewError } from './envelope.mts';
import type { Json } from './types.mts';

const KINDS: ReadonlyArray<FaultInput['kind']> = [
	'status', 'rateLimit', 'newEnvelope', 'ok200Error', 'html', 'truncated', 'empty', 'slow', 'drop', 'redirect', 'body',
];

/** The active faults in the order in which they were added; the first match hits. */
export class FaultQueue {
	private faults: FaultState[] = [];
	private lastId = 0;
	private passed = new Map<number, number>();

	/** @throws a readable error for an invalid fault */
	add(input: FaultInput): FaultState {
		if (!KINDS.includes(input.kind)) throw new Error(`There is no fault "${input.kind}". Known: ${KINDS.join(', ')}.`);
		if (input.kind === 'redirect' && !input.location) throw new Error('A redirect needs a location.');
		if (input.match?.path !== undefined) new RegExp(input.match.path);
		const fault = { ...input, id: ++this.lastId, hits: 0 };
		this.faults.push(fault);
		return fault;
	}

	list(): FaultState[] {
		return this.faults;
	}

	clear(): void {
		this.faults = [];
		this.passed.clear();
	}

	/** The fault for this request, counted as a hit; undefined if the request may pass. */
	take(target: 'api' | 'files', method: string, url: string): FaultState | undefined {
		const fault = this.faults.find((one) => matches(one, target, method, url) && !this.letPass(one));
		if (fault) fault.hits++;
		return fault;
	}

	private letPass(fault: FaultState): boolean {
		const passed = this.passed.get(fault.id) ?? 0;
		if (passed >= (fault.after ?? 0)) return false;
		this.passed.set(fault.id, passed + 1);
		return true;
	}
}

function matches(fault: FaultState, target: 'api' | 'files', method: string, url: string): boolean {
	if ((fault.target ?? 'api') !== target || fault.hits >= (fault.times ?? Infinity)) return false;
	const { match = {} } = fault;
	if (match.method && match.method.toUpperCase() !== method) return false;
	return match.path === undefined || url.includes(match.path) || new RegExp(match.path).test(url);
}

/**
 * Sends the reply of a fault.
 * @returns false if the real reply follows (for slow faults and truncations)
 */
export async function answerWithFault(fault: FaultState, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
	if (fault.delayMs !== undefined) await delay(fault.delayMs);
	if (fault.headers) reply.headers(fault.headers);
	switch (fault.kind) {
		case 'slow':
		case 'truncated':
			return false;
		case 'drop':
			if (fault.when === 'mid') return false;
			reply.hijack();
			request.raw.socket.destroy();
			return true;
		case 'redirect':
			return send(reply.header('location', fault.location), fault.status ?? 302, 'text/plain', '');
		case 'html':
			return send(reply, fault.status ?? 200, 'text/html; charset=utf-8', HTML_PAGE);
		case 'empty':
			return send(reply, fault.status ?? 200, undefined, '');
		case 'body':
			return sendBody(fault, reply, fault.body ?? null);
		default:
			if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter));
			return sendBody(fault, reply, fault.body ?? buildErrorBody(fault));
	}
}

const HTML_PAGE = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Welcome</h1></body></html>\n';

function statusOf(fault: FaultState): number {
	if (fault.status !== undefined) return fault.status;
	if (fault.kind === 'rateLimit') return 429;
	if (fault.kind === 'newEnvelope') return 400;
	return fault.kind === 'status' ? 500 : 200;
}

/** The error body of a fault: its kind determines the envelope, unless the fault names one. */
function buildErrorBody(fault: FaultState): Json {
	const status = statusOf(fault);
	const isLegacy = fault.kind === 'ok200Error' || (fault.kind === 'status' && fault.envelope !== 'new') || fault.envelope === 'legacy';
	if (isLegacy) {
		return buildLegacyError(fault.result ?? 50000, fault.error ?? 'Internal Server Error', fault.desc);
	}
	const message = fault.message ?? (status === 429 ? 'Too many requests' : 'The request could not be served.');
	return buildNewError(status, message, 'req_7f3a1b9c2d4e5f6a', fault.errorCode);
}

function sendBody(fault: FaultState, reply: FastifyReply, body: Json): boolean {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const type = fault.contentType ?? (typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8');
	return send(reply, statusOf(fault), type, text);
}

function send(reply: FastifyReply, status: number, type: string | undefined, body: string): boolean {
	if (type) reply.type(type);
	reply.code(status).send(body);
	return true;
}
