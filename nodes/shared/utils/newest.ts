/**
 * Keeps the newest items and lets go of the others, so that the newest 50 of a million take the memory of 50. It is a
 * binary heap with the lowest item first: the oldest, and of two with the same time, the one that was added later. What is
 * known of an item stands at the same place in three arrays. An object for each item would take three times the memory.
 */
export class Newest<T> {
	private readonly items: T[] = [];
	private readonly times: number[] = [];
	/** How many items were added before. */
	private readonly ranks: number[] = [];
	private added = 0;

	/** Takes how many items to keep. */
	constructor(private readonly limit: number) {}

	/** Whether `add` would keep an item of this time. `null` stands for an unknown time, which is older than any other. */
	accepts(time: number | null): boolean {
		return this.items.length < this.limit || (time ?? -Infinity) > this.times[0];
	}

	/** Adds an item with its time, in milliseconds since 1970. */
	add(time: number | null, item: T): void {
		const rank = this.added++;
		if (!this.accepts(time)) return;
		const from = this.items.length < this.limit ? this.moveUp(time ?? -Infinity) : this.moveDown(time ?? -Infinity);
		this.put(from, item, time ?? -Infinity, rank);
	}

	/** The items, newest first. Items of one time are in the order in which they were added. */
	newestFirst(): T[] {
		return [...this.items.keys()].sort((a, b) => (this.isLower(a, b) ? 1 : -1)).map((at) => this.items[at]);
	}

	private put(at: number, item: T, time: number, rank: number): void {
		this.items[at] = item;
		this.times[at] = time;
		this.ranks[at] = rank;
	}

	private move(from: number, to: number): void {
		this.put(to, this.items[from], this.times[from], this.ranks[from]);
	}

	private isLower(a: number, b: number): boolean {
		const { times, ranks } = this;
		return times[a] < times[b] || (times[a] === times[b] && ranks[a] > ranks[b]);
	}

	/** Makes room for another item. Returns where: it is the last one that was added, so the lowest of its time. */
	private moveUp(time: number): number {
		let at = this.items.length;
		for (let parent = (at - 1) >> 1; at > 0 && time <= this.times[parent]; parent = (at - 1) >> 1) {
			this.move(parent, at);
			at = parent;
		}
		return at;
	}

	/** Removes the lowest item. Returns the place of an item of this time, which was added last. */
	private moveDown(time: number): number {
		const { length } = this.items;
		let at = 0;
		for (let child = 1; child < length; child = 2 * at + 1) {
			if (child + 1 < length && this.isLower(child + 1, child)) child++;
			if (this.times[child] >= time) break;
			this.move(child, at);
			at = child;
		}
		return at;
	}
}
