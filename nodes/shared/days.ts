/** A day in milliseconds. */
export const DAY = 86_400_000;

/** The number of a UTC day, counted from 1970-01-01, that a moment (milliseconds since 1970) lies in. */
export const dayOf = (millis: number): number => Math.floor(millis / DAY);

/** The first millisecond of a UTC day. */
export const startOfDay = (day: number): number => day * DAY;

/** The last day that can be written with four digits for its year; the day after a period may be a later one. */
const LAST_DAY = dayOf(Date.UTC(9999, 11, 31));

/** A UTC day as the API writes it: `YYYY-MM-DD` (api.md 7). */
export const toApiDay = (day: number): string => new Date(startOfDay(Math.min(day, LAST_DAY))).toISOString().slice(0, 10);
