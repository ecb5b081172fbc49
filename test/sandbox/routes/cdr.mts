/** Routes 8 to 11 of api.md 3: call detail records. */
import type { FastifyInstance } from 'fastify';
import { showOldCdr } from '../cdr-record.mts';
import type { Context } from '../context.mts';
import { DayIndex } from '../day-index.mts';
import { isInReport } from '../period.mts';
import type { CdrRecord, JsonObject } from '../types.mts';
import { mountReport } from './report.mts';

/** Mounts the CDR routes; records are listed day by day as stored, once the clock has reached them. */
export function mountCdrs(app: FastifyInstance, ctx: Context): void {
	const write = { new: writeOnce((cdr) => cdr), old: writeOnce(showOldCdr) };
	const index = new DayIndex<CdrRecord>();
	mountReport(app, ctx, 'cdr', (appId, filter) => {
		const now = ctx.clock.now();
		const records = index.find(ctx.store.state.cdrs, filter).filter(
			(record) => record.appId === appId && record.visibleAt <= now && isInReport(record, filter),
		);
		return records.map(({ cdr }) => write[ctx.settings.cdrGeneration](cdr));
	});
}

/** Writes each record as JSON once: it never changes, and a day of 10,000 may be listed hundreds of times. */
function writeOnce(show: (cdr: JsonObject) => JsonObject): (cdr: JsonObject) => string {
	const texts = new WeakMap<JsonObject, string>();
	return (cdr) => {
		const known = texts.get(cdr);
		if (known !== undefined) return known;
		const text = JSON.stringify(show(cdr));
		texts.set(cdr, text);
		return text;
	};
}
