/** The sandbox's two HTTP applications: the API with its control routes, and the file host. */
import { setTimeout as delay } from 'node:timers/promises';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { findProject } from './auth.mts';
import { API_PREFIXES } from './constants.mts';
import type { Context } from './context.mts';
import { mountControl } from './control.mts';
import { ApiError, buildErrorAnswer } from './envelope.mts';
import { truncatePayload, isTruncation } from './fault-truncation.mts';
import { answerWithFault } from './faults.mts';
import type { FaultState } from './control-types.mts';
import { mountFiles } from './files.mts';
import { PROJECT } from './request.mts';
import { mountArchives } from './routes/archive.mts';
import { mountCdrs } from './routes/cdr.mts';
import { mountDialIn } from './routes/dialin.mts';
import { mountRooms } from './routes/rooms.mts';
import { mountTokens } from './routes/tokens.mts';
import { mountUsers } from './routes/users.mts';

const CONTROL_PREFIX = '/control';
const BODY_LIMIT_BYTES = 20 * 1024 * 1024;
const TRUNCATION = 'truncation';

/** The API under its three prefixes, and /control. */
export function buildApi(ctx: Context): FastifyInstance {
	const app = createApp((_error, request, reply) => {
		if (!API_PREFIXES.some((prefix) => request.url.startsWith(`${prefix}/`))) return answerUnknownRoute(request, reply);
		return sendError(ctx, new ApiError(40001), reply);
	});
	app.decorateRequest(PROJECT, null);
	watchRequests(app, ctx, 'api');
	for (const prefix of API_PREFIXES) {
		app.register(async (scope) => mountApi(scope, ctx), { prefix });
	}
	app.register(async (scope) => mountControl(scope, ctx), { prefix: CONTROL_PREFIX });
	app.setNotFoundHandler(answerUnknownRoute);
	return app;
}

/** The recording file host. */
export function buildFileHost(ctx: Context): FastifyInstance {
	const app = createApp();
	watchRequests(app, ctx, 'files');
	mountFiles(app, ctx);
	return app;
}

/**
 * Leaves bodies as text: the API parses them as JSON regardless of their content type.
 * @param answerBadPath answers a path that cannot be decoded, such as /rooms/%zz, which reaches no route and no hook
 */
function createApp(answerBadPath: (error: Error, request: FastifyRequest, reply: FastifyReply) => unknown = (_error, request, reply) => answerUnknownRoute(request, reply)): FastifyInstance {
	const app = fastify({
		frameworkErrors: answerBadPath,
		forceCloseConnections: true,
		bodyLimit: BODY_LIMIT_BYTES,
		routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2000 },
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	return app;
}

/** Logs every request except control requests, and applies faults and latency before the routes. */
function watchRequests(app: FastifyInstance, ctx: Context, listener: 'api' | 'files'): void {
	app.decorateRequest(TRUNCATION, null);
	const isWatched = (request: FastifyRequest) => listener === 'files' || !isControl(request);
	app.addHook('onRequest', async (request, reply) => {
		if (isWatched(request)) ctx.log.open(listener, request, reply);
	});
	app.addHook('preHandler', async (request, reply) => {
		if (!isWatched(request)) return;
		ctx.log.addBody(request);
		if (listener === 'api' && ctx.settings.latencyMs > 0) await delay(ctx.settings.latencyMs);
		const fault = ctx.faults.take(listener, request.method, request.url);
		if (!fault) return;
		ctx.log.addFault(request, fault.kind);
		if (isTruncation(fault)) request.setDecorator<FaultState | null>(TRUNCATION, fault);
		if (await answerWithFault(fault, request, reply)) return reply;
	});
	app.addHook('onSend', async (request, reply, payload) => {
		// By the sandbox's own clock, as every server does.
		reply.header('date', new Date(ctx.clock.now()).toUTCString());
		const cut = request.getDecorator<FaultState | null>(TRUNCATION);
		return cut ? truncatePayload(cut, reply, payload) : payload;
	});
	app.addHook('onResponse', async (request) => {
		if (request.method !== 'GET') ctx.store.touch();
	});
}

function isControl(request: FastifyRequest): boolean {
	return request.url === CONTROL_PREFIX || request.url.startsWith(`${CONTROL_PREFIX}/`) || request.url.startsWith(`${CONTROL_PREFIX}?`);
}

/** Mounts the API once: login, routes, and the error envelope. */
function mountApi(app: FastifyInstance, ctx: Context): void {
	app.addHook('preHandler', async (request) => {
		request.setDecorator(PROJECT, findProject(ctx.store.state.projects, request.headers.authorization));
	});
	app.setErrorHandler((error, _request, reply) => sendError(ctx, error, reply));
	mountRooms(app, ctx);
	mountTokens(app, ctx);
	mountUsers(app, ctx);
	mountCdrs(app, ctx);
	mountArchives(app, ctx);
	mountDialIn(app, ctx);
}

/** A bug in the sandbox itself is reported as 50000, with its message in `desc`. */
function sendError(ctx: Context, error: unknown, reply: FastifyReply): FastifyReply {
	const refusal = error instanceof ApiError ? error : new ApiError(50000);
	const desc = error instanceof ApiError ? '' : String(error);
	const { code, status, message } = refusal;
	const answer = buildErrorAnswer(ctx.settings, { code, status, message, desc }, `req_${ctx.ids.hex24().slice(8)}`);
	return reply.code(answer.status).send(answer.body);
}

/** A bare error page like a web framework's, which no client can mistake for the API's 40001. */
function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
	return reply.code(404).type('text/html; charset=utf-8').send(`<!DOCTYPE html>\n<pre>Cannot ${request.method} this path</pre>\n`);
}
