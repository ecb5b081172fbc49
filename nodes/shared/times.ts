import { DateTime } from 'luxon';

/** A moment that a user named, and whether a day alone was named, without a time. */
export interface NamedTime {
	time: DateTime;
	isDayOnly: boolean;
}

/** Below this, a number can only be meant in seconds: as milliseconds it would be before 1973. */
const SECONDS_LIMIT = 1e11;
/** Below this, a number is no moment that anybody means, but a count or a day such as 20261122. */
const SMALLEST_SECONDS = 1e9;
const STARTS_WITH_DAY = /^(\d{4}-\d{2}-\d{2}(?!\d)|\d{8}(T|$)|\d{1,2} [A-Za-z])/;
const TEXT_FORMATS = [DateTime.fromISO, DateTime.fromSQL, DateTime.fromRFC2822, DateTime.fromHTTP];

function fromNumber(value: number, zone: string): DateTime | undefined {
	if (Math.abs(value) < SMALLEST_SECONDS) return undefined;
	return Math.abs(value) < SECONDS_LIMIT
		? DateTime.fromSeconds(value, { zone })
		: DateTime.fromMillis(value, { zone });
}

const toMoment = (time: DateTime | undefined): NamedTime | undefined => time && { time, isDayOnly: false };

function fromText(text: string, zone: string): NamedTime | undefined {
	if (/^\d{10}(\d{3})?$/.test(text)) return toMoment(fromNumber(Number(text), zone));
	// Digits need a whole day: luxon takes "10" for an hour of today, "2030" for a year, "2026-11" for a month.
	if (/^\d/.test(text) && !STARTS_WITH_DAY.test(text)) return undefined;
	for (const parse of TEXT_FORMATS) {
		const time = parse.call(DateTime, text, { zone });
		if (time.isValid) return { time, isDayOnly: !/[T:\s]/i.test(text) };
	}
	return undefined;
}

/**
 * Reads a moment the way n8n users write it: ISO 8601 or SQL text, a DateTime or Date from an
 * expression, or a Unix time. Text without an offset is meant in `zone` (the workflow's time zone);
 * an offset or `Z` is honoured. Gives `undefined` when it is no time that luxon knows, or lies
 * outside the years 1970 to 9999.
 */
export function readTime(value: unknown, zone: string): NamedTime | undefined {
	const named = toNamedTime(value, zone);
	if (named === undefined || !named.time.isValid) return undefined;
	const { year } = named.time.toUTC();
	return year >= 1970 && year <= 9999 ? named : undefined;
}

function toNamedTime(value: unknown, zone: string): NamedTime | undefined {
	if (typeof value === 'string') return fromText(value.trim(), zone);
	if (typeof value === 'number') return toMoment(fromNumber(value, zone));
	const millis = toMillis(value);
	return millis === undefined ? undefined : { time: DateTime.fromMillis(millis, { zone }), isDayOnly: false };
}

/**
 * The moment of a DateTime or Date. Both are known by their marks, not by their class: expressions
 * are evaluated in a realm of their own, whose objects are no instances of the classes here, and
 * whose DateTimes may have lost their methods on the way (n8n.md 1.8).
 */
function toMillis(value: unknown): number | undefined {
	if (Object.prototype.toString.call(value) === '[object Date]') return Number(value);
	if (!DateTime.isDateTime(value)) return undefined;
	const { ts, invalid }: { ts?: unknown; invalid?: unknown } = { ...value };
	return typeof ts === 'number' && !invalid ? ts : undefined;
}

/** A moment in the form of `scheduled_time`: `YYYY-MM-DD HH:mm:ss` in UTC (api.md 4.2). */
export const toApiTime = (time: DateTime): string => time.toUTC().toFormat('yyyy-MM-dd HH:mm:ss');
