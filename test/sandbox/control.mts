/** The control API, which makes things happen in a sandbox. It has no login, because it only listens on loopback. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from './context.mts';
import { ControlError } from './control-error.mts';
import type { AddCdrsInput, ClockAnswer, FaultInput, FileInfo, LoggedRequest, ProjectInput, RunSessionInput, SandboxSettings, SeedCdrsInput, SeedRoomsInput } from './control-types.mts';
import type { SentNotification, Webhook, WebhookInput } from './notification-types.mts';
import { hashFile } from './file-bytes.mts';
import { addProject, findSeedProject } from './projects.mts';
import type { JsonObject } from './types.mts';
import { setWebhook } from './webhook.mts';
import { addCdrs, seedCdrs, seedRooms } from './seed.mts';
import { endSession, runSession } from './sessions.mts';
import { DEFAULT_SETTINGS, findSettingsProblem } from './settings.mts';

/** Mounts the routes. All of them accept and return JSON; an error is `{"error": "<sentence>"}`. */
export function mountControl(app: FastifyInstance, ctx: Context): void {
	app.setErrorHandler((error, _request, reply) => {
		const status = error instanceof ControlError ? error.status : 400;
		return reply.code(status).send({ error: error instanceof Error ? error.message : String(error) });
	});
	mountState(app, ctx);
	mountClock(app, ctx);
	mountFaults(app, ctx);
	mountRecords(app, ctx);
	mountNotifications(app, ctx);
}

function mountState(app: FastifyInstance, ctx: Context): void {
	app.post('/reset', async () => reset(ctx));
	app.post('/projects', async (request) => addProject(ctx, readInput<ProjectInput>(request)));
	app.post('/seed/rooms', async (request) => {
		const input = readInput<SeedRoomsInput>(request);
		const roomIds = seedRooms(ctx, findSeedProject(ctx, input.appId), { ...input, count: readCount(input.count) });
		return { count: roomIds.length, roomIds };
	});
	app.post('/seed/cdrs', async (request) => {
		const input = readInput<SeedCdrsInput>(request);
		return seedCdrs(ctx, findSeedProject(ctx, input.appId), { ...input, count: readCount(input.count) });
	});
	app.post('/cdrs', async (request) => {
		const input = readInput<AddCdrsInput>(request);
		if (!Array.isArray(input.cdrs)) throw new ControlError(400, 'CDRs are missing. Example: {"cdrs": [{"leftAt": "2030-01-01T00:00:00Z"}]}.');
		return addCdrs(ctx, findSeedProject(ctx, input.appId), input);
	});
	app.post('/sessions', async (request) => {
		const input = readInput<RunSessionInput>(request);
		if (!Array.isArray(input.users)) throw new ControlError(400, 'A session needs users. Example: [{"name": "Ann"}].');
		return runSession(ctx, input);
	});
	app.post('/sessions/end', async (request) => endSession(ctx, readInput<{ confNum?: string; roomId?: string }>(request)));
	app.get('/settings', async () => ctx.settings);
	app.patch('/settings', async (request) => {
		const change = readInput<Partial<SandboxSettings>>(request);
		const problem = findSettingsProblem(change);
		if (problem) throw new ControlError(400, problem);
		return Object.assign(ctx.settings, change);
	});
}

function mountClock(app: FastifyInstance, ctx: Context): void {
	app.get('/clock', async (): Promise<ClockAnswer> => ctx.clock.snapshot());
	app.put('/clock', async (request): Promise<ClockAnswer> => {
		const { now, frozen } = readInput<{ now: string; frozen?: boolean }>(request);
		const time = Date.parse(now);
		if (Number.isNaN(time)) throw new ControlError(400, `now is not a valid time: ${now}. Use ISO 8601.`);
		ctx.clock.set(time, frozen ?? false);
		ctx.notifier.wake();
		return ctx.clock.snapshot();
	});
	app.post('/clock/advance', async (request): Promise<ClockAnswer> => {
		const { seconds } = readInput<{ seconds: number }>(request);
		if (!Number.isFinite(seconds)) throw new ControlError(400, 'seconds must be a number.');
		ctx.clock.advance(seconds);
		ctx.notifier.wake();
		return ctx.clock.snapshot();
	});
}

function mountFaults(app: FastifyInstance, ctx: Context): void {
	app.get('/faults', async () => ctx.faults.list());
	app.post('/faults', async (request) => ctx.faults.add(readInput<FaultInput>(request)));
	app.delete('/faults', async () => {
		ctx.faults.clear();
		return { cleared: true };
	});
}

function mountNotifications(app: FastifyInstance, ctx: Context): void {
	app.put('/webhook', async (request): Promise<{ webhook: Webhook | null }> => ({ webhook: setWebhook(ctx, readInput<WebhookInput>(request)) }));
	app.get('/notifications', async (): Promise<readonly SentNotification[]> => ctx.notifier.sent());
	app.post('/notifications/settle', async (): Promise<SentNotification[]> => await ctx.notifier.settle());
	app.post('/notifications', async (request): Promise<{ queued: true }> => {
		const { appId, body } = readInput<{ appId?: string; body: JsonObject }>(request);
		const { webhook } = findSeedProject(ctx, appId);
		if (webhook === undefined) throw new ControlError(409, 'The project has no webhook. Set one with PUT /control/webhook.');
		ctx.notifier.add([{ at: ctx.clock.now(), webhook, body }]);
		return { queued: true };
	});
	app.delete('/notifications', async () => {
		ctx.notifier.clear();
		return { cleared: true };
	});
}

function mountRecords(app: FastifyInstance, ctx: Context): void {
	app.get<{ Querystring: { since?: string; path?: string } }>('/requests', async (request): Promise<LoggedRequest[]> => {
		const { since, path } = request.query;
		return ctx.log.list({ since: readSince(since), path });
	});
	app.delete('/requests', async () => {
		ctx.log.clear();
		return { cleared: true };
	});
	app.get<{ Querystring: { sha256?: string } }>('/files', async (request) => listFiles(ctx, request.query.sha256 === 'true'));
}

async function reset(ctx: Context): Promise<{ reset: true }> {
	await ctx.notifier.reset();
	ctx.store.reset(ctx.freshState());
	ctx.faults.clear();
	ctx.log.clear();
	Object.assign(ctx.settings, DEFAULT_SETTINGS);
	return { reset: true };
}

async function listFiles(ctx: Context, withHash: boolean): Promise<FileInfo[]> {
	const now = ctx.clock.now();
	const files = [...ctx.store.state.files.values()];
	return Promise.all(files.map(async (file) => ({
		url: ctx.origins.files + file.path,
		path: file.path,
		bytes: file.bytes,
		contentType: file.contentType,
		visible: file.visibleAt !== null && file.visibleAt <= now,
		...(withHash ? { sha256: await hashFile(file) } : {}),
	})));
}

/** Parses the JSON of a control request; an empty body counts as an empty object. */
function readInput<T>(request: FastifyRequest): T {
	const text = typeof request.body === 'string' && request.body !== '' ? request.body : '{}';
	try {
		return JSON.parse(text);
	} catch {
		throw new ControlError(400, 'The body is not JSON.');
	}
}

function readCount(count: unknown): number {
	if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) throw new ControlError(400, 'count must be a whole number.');
	return count;
}

/** Epoch milliseconds or ISO 8601. */
function readSince(since: string | undefined): number | undefined {
	if (since === undefined) return undefined;
	const time = /^\d+$/.test(since) ? Number(since) : Date.parse(since);
	if (Number.isNaN(time)) throw new ControlError(400, `since is not a valid time: ${since}`);
	return time;
}
