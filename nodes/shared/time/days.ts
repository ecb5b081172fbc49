/** The length of a day in milliseconds. */
export const DAY = 86_400_000;

/** The last time that a Date can hold, in milliseconds since 1970. */
export const LAST_TIME = 8.64e15;

/** The UTC day of a time (milliseconds since 1970), as a count of days since 1970-01-01. */
export const dayOf = (millis: number): number => Math.floor(millis / DAY);

/** The start of a UTC day in milliseconds since 1970. */
export const startOfDay = (day: number): number => day * DAY;

/** The last day with a four-digit year. The API's date format has no later ones. */
export const LAST_DAY = dayOf(Date.UTC(9999, 11, 31));

/** A UTC day in the API's format, `YYYY-MM-DD` (enablex-api.md 7). Days after LAST_DAY become LAST_DAY. */
export const toApiDay = (day: number): string => new Date(startOfDay(Math.min(day, LAST_DAY))).toISOString().slice(0, 10);
