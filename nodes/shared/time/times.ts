import { DateTime } from 'luxon';

/** A time that a user entered, and whether it was a date alone, without a time of day. */
export interface ParsedTime {
	time: DateTime;
	isDayOnly: boolean;
}

/** Smaller numbers are read as seconds: as milliseconds they would be before 1973. */
const MAX_SECONDS = 1e11;
/** Smaller numbers are not read as times: they are more likely counts, or dates such as 20261122. */
const MIN_SECONDS = 1e9;
const STARTS_WITH_DAY = /^(\d{4}-\d{2}-\d{2}(?!\d)|\d{8}(T|$)|\d{1,2} [A-Za-z])/;
const TEXT_FORMATS = [DateTime.fromISO, DateTime.fromSQL, DateTime.fromRFC2822, DateTime.fromHTTP];

function fromNumber(value: number, zone: string): DateTime | undefined {
	if (Math.abs(value) < MIN_SECONDS) return undefined;
	return Math.abs(value) < MAX_SECONDS
		? DateTime.fromSeconds(value, { zone })
		: DateTime.fromMillis(value, { zone });
}

const toParsedTime = (time: DateTime | undefined): ParsedTime | undefined => time && { time, isDayOnly: false };

function fromText(text: string, zone: string): ParsedTime | undefined {
	if (/^\d{10}(\d{3})?$/.test(text)) return toParsedTime(fromNumber(Number(text), zone));
	// Text that starts with a digit must start with a full date: luxon reads "10" as an hour of today, "2030" as a year, "2026-11" as a month.
	if (/^\d/.test(text) && !STARTS_WITH_DAY.test(text)) return undefined;
	for (const parse of TEXT_FORMATS) {
		const time = parse.call(DateTime, text, { zone });
		if (time.isValid) return { time, isDayOnly: !/[T:\s]/i.test(text) };
	}
	return undefined;
}

/**
 * Reads a time in the forms that n8n users write: ISO 8601, SQL, RFC 2822 or HTTP text, a DateTime or
 * Date from an expression, or a Unix time. Text without an offset is read in `zone` (the workflow's time
 * zone). Returns `undefined` if luxon cannot read it, or if it is outside the years 1970 to 9999.
 */
export function readTime(value: unknown, zone: string): ParsedTime | undefined {
	const parsed = parseTime(value, zone);
	if (parsed === undefined || !parsed.time.isValid) return undefined;
	const { year } = parsed.time.toUTC();
	return year >= 1970 && year <= 9999 ? parsed : undefined;
}

function parseTime(value: unknown, zone: string): ParsedTime | undefined {
	if (typeof value === 'string') return fromText(value.trim(), zone);
	if (typeof value === 'number') return toParsedTime(fromNumber(value, zone));
	const millis = dateToMillis(value);
	return millis === undefined ? undefined : { time: DateTime.fromMillis(millis, { zone }), isDayOnly: false };
}

/**
 * The time of a DateTime or Date in milliseconds since 1970. `instanceof` does not work here: n8n
 * evaluates expressions in a separate realm with its own classes, and a DateTime from there may have
 * lost its methods (n8n-host.md 1.8).
 */
function dateToMillis(value: unknown): number | undefined {
	if (Object.prototype.toString.call(value) === '[object Date]') return Number(value);
	if (!DateTime.isDateTime(value)) return undefined;
	const { ts, invalid }: { ts?: unknown; invalid?: unknown } = { ...value };
	return typeof ts === 'number' && !invalid ? ts : undefined;
}

/** A time in the format of `scheduled_time`: `YYYY-MM-DD HH:mm:ss` in UTC (enablex-api.md 4.2). */
export const toApiTime = (time: DateTime): string => time.toUTC().toFormat('yyyy-MM-dd HH:mm:ss');

/** A time (milliseconds since 1970) for a sentence, such as `26 Nov 2026 09:00 (Asia/Kolkata)`. */
export const formatTime = (millis: number, zone: string): string =>
	`${DateTime.fromMillis(millis, { zone, locale: 'en-US' }).toFormat('d LLL yyyy HH:mm')} (${zone})`;
