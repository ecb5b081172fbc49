/** Random numbers that begin at a seed: the same seed and purpose give the same numbers. */
export class Random {
	private state: number;

	/** @param purpose what the numbers are for, so that more of one kind do not change another kind */
	constructor(seed: number, purpose: string) {
		this.state = seed >>> 0;
		for (const letter of purpose) this.state = mix(this.state ^ letter.charCodeAt(0));
	}

	/** From 0 up to, but not including, 1. */
	next(): number {
		this.state = (this.state + 0x9e3779b9) >>> 0;
		return mix(this.state) / 2 ** 32;
	}

	between(low: number, high: number): number {
		return low + this.next() * (high - low);
	}

	/** A whole number from `low` to `high`, both included. */
	whole(low: number, high: number): number {
		return Math.floor(this.between(low, high + 1));
	}

	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.next() * list.length)];
	}

	/** Waiting time for something that happens by chance, once in `mean` on average. */
	wait(mean: number): number {
		return -Math.log(1 - this.next()) * mean;
	}

	/** Log-normal: mostly near the median, sometimes a multiple of it. */
	around(median: number): number {
		const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
		return median * Math.exp(normal);
	}

	/** Evenly spread over the orders of magnitude, so that small values are as likely as large ones. */
	betweenMagnitudes(low: number, high: number): number {
		return Math.exp(this.between(Math.log(low), Math.log(high)));
	}
}

/** Spreads the bits of a number over all 32 of them. */
function mix(value: number): number {
	let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}
