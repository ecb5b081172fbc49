/** Seeded random numbers: the same seed and purpose produce the same numbers. */
export class Random {
	private state: number;

	/** @param purpose what the numbers are for, so that drawing more for one purpose does not change another */
	constructor(seed: number, purpose: string) {
		this.state = seed >>> 0;
		for (const letter of purpose) this.state = mix(this.state ^ letter.charCodeAt(0));
	}

	/** Uniform between 0 (inclusive) and 1 (exclusive). */
	next(): number {
		this.state = (this.state + 0x9e3779b9) >>> 0;
		return mix(this.state) / 2 ** 32;
	}

	between(low: number, high: number): number {
		return low + this.next() * (high - low);
	}

	/** An integer from `low` to `high`, inclusive. */
	integer(low: number, high: number): number {
		return Math.floor(this.between(low, high + 1));
	}

	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.next() * list.length)];
	}

	/** Exponential: the waiting time for a random event that happens once per `mean` on average. */
	exponential(mean: number): number {
		return -Math.log(1 - this.next()) * mean;
	}

	/** Log-normal: mostly near the median, sometimes a multiple of it. */
	logNormal(median: number): number {
		const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
		return median * Math.exp(normal);
	}

	/** Log-uniform: every order of magnitude is equally likely. */
	logUniform(low: number, high: number): number {
		return Math.exp(this.between(Math.log(low), Math.log(high)));
	}
}

/** Spreads the bits of a number over all 32 of them. */
function mix(value: number): number {
	let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}
