/** The path scheme that CDRs and archives share (api.md 3, routes 8 to 15). */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError, withList } from '../envelope.mts';
import { readPeriod, type ReportFilter } from '../period.mts';
import { readProject } from '../request.mts';

interface ReportParams {
	Params: { confNum: string; roomId: string; from: string; to: string };
}

/** Lists what a project may see of a report, each record as JSON. */
export type ListReport = (appId: string, filter: ReportFilter) => string[];

/**
 * Mounts `/<name>/conf|room|period|room-period/…`, and `room/{id}/{from}/{to}`, which the
 * documentation's samples use in place of `room-period` (api.md 7.1). Success is the string "0".
 */
export function mountReport(app: FastifyInstance, ctx: Context, name: 'cdr' | 'archive', list: ListReport): void {
	const answer = (reply: FastifyReply, appId: string, filter: ReportFilter) => {
		const records = list(appId, filter);
		const body = records.length > 0 ? `{"result":"0","${name}":[${records.join(',')}]}` : JSON.stringify(withList(ctx.settings, { result: '0' }, name, []));
		return reply.type('application/json; charset=utf-8').send(body);
	};
	const span = ({ from, to }: ReportParams['Params']) => readPeriod(from, to, ctx.settings.toExclusive);

	app.get<ReportParams>(`/${name}/conf/:confNum`, async (request, reply) =>
		answer(reply, readProject(request).appId, { confNum: request.params.confNum }));
	app.get<ReportParams>(`/${name}/room/:roomId`, async (request, reply) =>
		answer(reply, readProject(request).appId, { roomId: request.params.roomId }));
	app.get<ReportParams>(`/${name}/period/:from/:to`, async (request, reply) =>
		answer(reply, readProject(request).appId, span(request.params)));
	app.get<ReportParams>(`/${name}/room/:roomId/:from/:to`, async (request, reply) =>
		answer(reply, readProject(request).appId, { roomId: request.params.roomId, ...span(request.params) }));
	app.get<ReportParams>(`/${name}/room-period/:roomId/:from/:to`, async (request, reply) => {
		if (!ctx.settings.roomPeriodRoute) return reply.callNotFound();
		return answer(reply, readProject(request).appId, { roomId: request.params.roomId, ...span(request.params) });
	});
	mountIncomplete(app, name);
}

/** Paths that lack a part answer with the code of the part that is missing (api.md 10). */
function mountIncomplete(app: FastifyInstance, name: string): void {
	const paths: ReadonlyArray<[path: string, code: number]> = [
		['conf', 10201], ['room', 10202], ['room-period', 10202], ['period', 10203], ['period/:from', 10203],
		['room/:roomId/:from', 10203], ['room-period/:roomId', 10203], ['room-period/:roomId/:from', 10203],
	];
	for (const [path, code] of paths) {
		app.get(`/${name}/${path}`, async () => {
			throw new ApiError(code);
		});
	}
}
