/** Routes 8 to 11 of api.md 3: call detail records. */
import type { FastifyInstance } from 'fastify';
import { showOldCdr } from '../cdr-record.mts';
import type { Context } from '../context.mts';
import { isInReport } from '../period.mts';
import { mountReport } from './report.mts';

/** Mounts the CDR routes; records are listed as stored, once the clock has reached them. */
export function mountCdrs(app: FastifyInstance, ctx: Context): void {
	mountReport(app, ctx, 'cdr', (appId, filter) => {
		const now = ctx.clock.now();
		const records = ctx.store.state.cdrs.filter(
			(record) => record.appId === appId && record.visibleAt <= now && isInReport(record, filter),
		);
		return records.map(({ cdr }) => (ctx.settings.cdrGeneration === 'old' ? showOldCdr(cdr) : cdr));
	});
}
