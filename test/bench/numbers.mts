/** The value below which this part (0 to 1) of the samples lies, interpolated. */
function quantile(samples: readonly number[], part: number): number {
	const sorted = [...samples].sort((a, b) => a - b);
	const at = (sorted.length - 1) * part;
	const low = sorted[Math.floor(at)];
	return low + (sorted[Math.ceil(at)] - low) * (at - Math.floor(at));
}

/** The middle one of the samples. */
export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** The ratio of two series, round by round, so that what slowed a whole round down does not count. */
export const ratios = (ours: readonly number[], others: readonly number[]): number[] =>
	ours.map((value, round) => value / others[round]);

/** A number with three digits that count. */
export function short(value: number): string {
	if (value === 0) return '0';
	const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
	return value.toLocaleString('en', { minimumFractionDigits: Math.min(digits, 3), maximumFractionDigits: Math.min(digits, 3) });
}

/** The median with the quartiles, such as `1.23 (1.10–1.40)`. */
export function spread(samples: readonly number[]): string {
	if (samples.length === 0) return '';
	if (samples.length === 1) return short(samples[0]);
	return `${short(median(samples))} (${short(quantile(samples, 0.25))}–${short(quantile(samples, 0.75))})`;
}
