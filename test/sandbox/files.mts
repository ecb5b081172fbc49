/** The recording file host: another port, another login (api.md 8.2). */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { readBasic } from './auth.mts';
import { SANDBOX_RECORDINGS_PASSWORD, SANDBOX_RECORDINGS_USERNAME } from './constants.mts';
import type { Context } from './context.mts';
import { streamFile } from './file-bytes.mts';

/** Mounts the file host: 403 without a login, 401 with a wrong one (the App Key included), 404 else. */
export function mountFiles(app: FastifyInstance, ctx: Context): void {
	app.get('/*', async (request, reply) => {
		const { authorization } = request.headers;
		if (!authorization) return refuse(reply, 403, 'Forbidden');
		const login = readBasic(authorization);
		if (login?.username !== SANDBOX_RECORDINGS_USERNAME || login.password !== SANDBOX_RECORDINGS_PASSWORD) {
			return refuse(reply.header('www-authenticate', 'Basic realm="Recordings"'), 401, 'Unauthorized');
		}
		const path = request.url.split('?')[0];
		const file = ctx.store.state.files.get(path);
		if (!file || file.visibleAt === null || file.visibleAt > ctx.clock.now()) return refuse(reply, 404, 'Not Found');
		if (ctx.settings.contentDisposition) {
			reply.header('content-disposition', `attachment; filename="${path.slice(path.lastIndexOf('/') + 1)}"`);
		}
		return reply.type(file.contentType).header('content-length', file.bytes).send(streamFile(file));
	});
}

function refuse(reply: FastifyReply, status: number, text: string): FastifyReply {
	return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`);
}
