/** The path scheme that CDRs and archives share (enablex-api.md 3, routes 8 to 15). */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError, withList } from '../envelope.mts';
import { readPeriod, type ReportFilter } from '../period.mts';
import { readProject } from '../request.mts';

interface ReportParams {
	Params: { confNum: string; roomId: string; from: string; to: string };
}

/** Lists a project's records in a report, each as JSON. */
export type ListReport = (appId: string, filter: ReportFilter) => string[];

/**
 * Mounts `/<name>/conf|room|period|room-period/…`, and `room/{id}/{from}/{to}`, which the
 * documentation's samples use instead of `room-period` (enablex-api.md 7.1). Success is the string "0".
 */
export function mountReport(app: FastifyInstance, ctx: Context, name: 'cdr' | 'archive', list: ListReport): void {
	const sendReport = (reply: FastifyReply, appId: string, filter: ReportFilter) => {
		const records = list(appId, filter);
		const body = records.length > 0 ? `{"result":"0","${name}":[${records.join(',')}]}` : JSON.stringify(withList(ctx.settings, { result: '0' }, name, []));
		return reply.type('application/json; charset=utf-8').send(body);
	};
	const period = ({ from, to }: ReportParams['Params']) => readPeriod(from, to, ctx.settings.toExclusive);

	app.get<ReportParams>(`/${name}/conf/:confNum`, async (request, reply) =>
		sendReport(reply, readProject(request).appId, { confNum: request.params.confNum }));
	app.get<ReportParams>(`/${name}/room/:roomId`, async (request, reply) =>
		sendReport(reply, readProject(request).appId, { roomId: request.params.roomId }));
	app.get<ReportParams>(`/${name}/period/:from/:to`, async (request, reply) =>
		sendReport(reply, readProject(request).appId, period(request.params)));
	app.get<ReportParams>(`/${name}/room/:roomId/:from/:to`, async (request, reply) =>
		sendReport(reply, readProject(request).appId, { roomId: request.params.roomId, ...period(request.params) }));
	app.get<ReportParams>(`/${name}/room-period/:roomId/:from/:to`, async (request, reply) => {
		if (!ctx.settings.roomPeriodRoute) return reply.callNotFound();
		return sendReport(reply, readProject(request).appId, { roomId: request.params.roomId, ...period(request.params) });
	});
	mountIncomplete(app, name);
}

/** Incomplete paths reply with the code for the missing part (enablex-api.md 10). */
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
