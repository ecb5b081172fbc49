/** Routes 8 to 11 of enablex-api.md 3: call detail records. */
import type { FastifyInstance } from 'fastify';
import { toOldCdr } from '../cdr-record.mts';
import type { Context } from '../context.mts';
import { DayIndex } from '../day-index.mts';
import { isInReport } from '../period.mts';
import { isKept } from '../retention.mts';
import type { CdrRecord, JsonObject } from '../types.mts';
import { mountReport } from './report.mts';

/** Mounts the CDR routes; records are listed in stored order, day by day, once the clock has reached them. */
export function mountCdrs(app: FastifyInstance, ctx: Context): void {
	const serialize = { new: serializeOnce((cdr) => cdr), old: serializeOnce(toOldCdr) };
	const index = new DayIndex<CdrRecord>();
	mountReport(app, ctx, 'cdr', (appId, filter) => {
		const now = ctx.clock.now();
		const records = index.find(ctx.store.state.cdrs, filter).filter(
			(record) => record.appId === appId && record.visibleAt <= now && isKept(record, now) && isInReport(record, filter),
		);
		return records.map(({ cdr }) => serialize[ctx.settings.cdrGeneration](cdr));
	});
}

/** Serializes each record only once: records never change, and a day of 10,000 may be listed hundreds of times. */
function serializeOnce(convert: (cdr: JsonObject) => JsonObject): (cdr: JsonObject) => string {
	const texts = new WeakMap<JsonObject, string>();
	return (cdr) => {
		const known = texts.get(cdr);
		if (known !== undefined) return known;
		const text = JSON.stringify(convert(cdr));
		texts.set(cdr, text);
		return text;
	};
}
