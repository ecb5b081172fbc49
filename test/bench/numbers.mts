/** The interpolated quantile of the samples; `part` is between 0 and 1. */
function quantile(samples: readonly number[], part: number): number {
	const sorted = [...samples].sort((a, b) => a - b);
	const at = (sorted.length - 1) * part;
	const low = sorted[Math.floor(at)];
	return low + (sorted[Math.ceil(at)] - low) * (at - Math.floor(at));
}

/** The median of the samples. */
export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** The ratio of two series, round by round, which cancels out whatever slowed down a whole round. */
export const ratios = (ours: readonly number[], others: readonly number[]): number[] =>
	ours.map((value, round) => value / others[round]);

/** A number with three significant digits. */
export function formatNumber(value: number): string {
	if (value === 0) return '0';
	const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
	return value.toLocaleString('en', { minimumFractionDigits: Math.min(digits, 3), maximumFractionDigits: Math.min(digits, 3) });
}

/** The median with the quartiles, such as `1.23 (1.10–1.40)`. */
export function formatSpread(samples: readonly number[]): string {
	if (samples.length === 0) return '';
	if (samples.length === 1) return formatNumber(samples[0]);
	return `${formatNumber(median(samples))} (${formatNumber(quantile(samples, 0.25))}–${formatNumber(quantile(samples, 0.75))})`;
}
