import type { Clock } from './clock.mts';

/** Saved with the data, so that IDs never repeat after a restart. */
export interface IdState {
	random: number;
	counter: number;
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Generates IDs in the observed formats (enablex-api.md 1, 5), reproducibly from a seed. */
export class Ids {
	constructor(private state: IdState, private clock: Clock) {}

	/** 24 hexadecimal digits, unique: seconds, randomness and a counter, like a Mongo ObjectId. */
	hex24(): string {
		const seconds = Math.floor(this.clock.now() / 1000) >>> 0;
		this.state.counter = (this.state.counter + 1) % 0x1000000;
		const random = this.hex8() + (this.next() & 0xff).toString(16).padStart(2, '0');
		return seconds.toString(16).padStart(8, '0') + random + this.state.counter.toString(16).padStart(6, '0');
	}

	/** Letters and digits, such as a log ID ("aerP5c"). */
	text(length: number): string {
		return Array.from({ length }, () => ALPHANUMERIC[this.next() % ALPHANUMERIC.length]).join('');
	}

	/** A number with exactly this many digits. */
	digits(length: number): number {
		const low = 10 ** (length - 1);
		return low + (this.next() % (low * 9));
	}

	/** A UUID, the format of a controller ID (enablex-api.md A.5). */
	uuid(): string {
		const hex = this.hex8() + this.hex8() + this.hex8() + this.hex8();
		return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
	}

	private hex8(): string {
		return this.next().toString(16).padStart(8, '0');
	}

	/** A pseudo-random unsigned 32-bit number: a Weyl sequence through a mixing function. */
	private next(): number {
		this.state.random = (this.state.random + 0x9e3779b9) >>> 0;
		let mixed = this.state.random;
		mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
		mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
		return (mixed ^ (mixed >>> 16)) >>> 0;
	}
}
