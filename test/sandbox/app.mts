/** The two HTTP applications of the sandbox: the API with its control routes, and the file host. */
import { setTimeout as delay } from 'node:timers/promises';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { findProject } from './auth.mts';
import { API_PREFIXES } from './constants.mts';
import type { Context } from './context.mts';
import { mountControl } from './control.mts';
import { ApiError, buildErrorAnswer } from './envelope.mts';
import { cutPayload, isCut } from './fault-cuts.mts';
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
const CUT = 'cut';

/** The API under its three prefixes, and /control. */
export function buildApi(ctx: Context): FastifyInstance {
	const app = createApp();
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

/** Bodies stay text: what counts as JSON is the API's business, whatever content type it says. */
function createApp(): FastifyInstance {
	const app = fastify({
		forceCloseConnections: true,
		bodyLimit: BODY_LIMIT_BYTES,
		routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2000 },
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
	return app;
}

/** Logs every request that is not control, and lets faults and latency have it first. */
function watchRequests(app: FastifyInstance, ctx: Context, listener: 'api' | 'files'): void {
	app.decorateRequest(CUT, null);
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
		if (isCut(fault)) request.setDecorator<FaultState | null>(CUT, fault);
		if (await answerWithFault(fault, request, reply)) return reply;
	});
	app.addHook('onSend', async (request, reply, payload) => {
		const cut = request.getDecorator<FaultState | null>(CUT);
		return cut ? cutPayload(cut, reply, payload) : payload;
	});
	app.addHook('onResponse', async (request) => {
		if (request.method !== 'GET') ctx.store.touch();
	});
}

function isControl(request: FastifyRequest): boolean {
	return request.url === CONTROL_PREFIX || request.url.startsWith(`${CONTROL_PREFIX}/`) || request.url.startsWith(`${CONTROL_PREFIX}?`);
}

/** One mounting of the API: login, routes, and the envelope around every refusal. */
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

/** A mistake of the sandbox itself shows as 50000 with its text in `desc`. */
function sendError(ctx: Context, error: unknown, reply: FastifyReply): FastifyReply {
	const refusal = error instanceof ApiError ? error : new ApiError(50000);
	const desc = error instanceof ApiError ? '' : String(error);
	const { code, status, message } = refusal;
	const answer = buildErrorAnswer(ctx.settings, { code, status, message, desc }, `req_${ctx.ids.hex24().slice(8)}`);
	return reply.code(answer.status).send(answer.body);
}

/** A bare page, as a web framework gives it: nothing that a client could take for the API's 40001. */
function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
	return reply.code(404).type('text/html; charset=utf-8').send(`<!DOCTYPE html>\n<pre>Cannot ${request.method} this path</pre>\n`);
}
