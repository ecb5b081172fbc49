/** The recording file host, with its own port and its own login (enablex-api.md 8.2). */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { readBasic } from './auth.mts';
import { SANDBOX_RECORDINGS_PASSWORD, SANDBOX_RECORDINGS_USERNAME } from './constants.mts';
import type { Context } from './context.mts';
import { isKept } from './retention.mts';
import { streamFile } from './file-bytes.mts';

/** Mounts the file host: 403 without a login, 401 with a wrong one (including the App Key), 404 for a missing file. */
export function mountFiles(app: FastifyInstance, ctx: Context): void {
	app.get('/*', async (request, reply) => {
		const { authorization } = request.headers;
		if (!authorization) return refuse(reply, 403, 'Forbidden');
		const login = readBasic(authorization);
		if (login?.username !== SANDBOX_RECORDINGS_USERNAME || login.password !== SANDBOX_RECORDINGS_PASSWORD) {
			return refuse(reply.header('www-authenticate', 'Basic realm="Recordings"'), 401, 'Unauthorized');
		}
		const now = ctx.clock.now();
		const path = request.url.split('?')[0];
		const file = ctx.store.state.files.get(path);
		if (!file || file.visibleAt === null || file.visibleAt > now || !isKept(file, now)) return refuse(reply, 404, 'Not Found');
		if (ctx.settings.contentDisposition) {
			reply.header('content-disposition', `attachment; filename="${path.slice(path.lastIndexOf('/') + 1)}"`);
		}
		reply.header('accept-ranges', 'bytes');
		const range = readRange(request.headers.range, file.bytes);
		if (range === 'none') return refuse(reply.header('content-range', `bytes */${file.bytes}`), 416, 'Range Not Satisfiable');
		if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.bytes}`);
		const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
		return reply.type(file.contentType).header('content-length', end - start + 1).send(streamFile(file, start, end));
	});
}

/** One range of a file; `none` if it is outside of the file, `undefined` without a range, or with a form that servers ignore. */
function readRange(header: string | undefined, bytes: number): { start: number; end: number } | 'none' | undefined {
	const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
	if (first === '' && last === '') return undefined;
	const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
	const end = first === '' || last === '' ? bytes - 1 : Math.min(bytes - 1, Number(last));
	return start > end ? 'none' : { start, end };
}

function refuse(reply: FastifyReply, status: number, text: string): FastifyReply {
	return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`);
}
