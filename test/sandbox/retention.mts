/** How long the data of a session is kept (enablex-api.md 11). */
import type { Context } from './context.mts';

const KEPT_MS = 90 * 86_400_000;

/**
 * When a record or a file of this time is gone, in epoch milliseconds. Tests may add records of long ago; those are
 * kept for 90 days from then on, as if they had been there all along.
 */
export const keptUntil = (ctx: Context, at: number): number => Math.max(at, ctx.clock.now()) + KEPT_MS;

/** Whether a record is still kept. Data files from before this rule have no end. */
export const isKept = ({ keptUntil: end = Infinity }: { keptUntil?: number }, now: number): boolean => now < end;
