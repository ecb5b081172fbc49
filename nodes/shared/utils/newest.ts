/** What was added together: the items of one record, such as the files of an archive. */
interface Entry<T> {
	time: number;
	/** How many entries were added before. Of two with the same time, the first one ranks higher. */
	index: number;
	items: readonly T[];
}

/** Negative if `a` ranks lower than `b`: it is older, or as old and was added later. */
const compare = <T>(a: Entry<T>, b: Entry<T>) => (a.time === b.time ? b.index - a.index : a.time < b.time ? -1 : 1);

/**
 * Keeps the newest items and lets go of the others, so that the newest 50 of a million take the memory of 50. It is a
 * binary heap with the lowest entry first.
 */
export class Newest<T> {
	private readonly heap: Array<Entry<T>> = [];
	private added = 0;
	private size = 0;

	/** Takes how many items to keep. */
	constructor(private readonly limit: number) {}

	/** Whether `add` would keep items of this time. `null` stands for an unknown time, which is older than any other. */
	accepts(time: number | null): boolean {
		return this.size < this.limit || (time ?? -Infinity) > this.heap[0].time;
	}

	/** Adds items of the same time, in milliseconds since 1970. */
	add(time: number | null, items: readonly T[]): void {
		const index = this.added++;
		if (items.length === 0 || !this.accepts(time)) return;
		this.size += items.length;
		this.push({ time: time ?? -Infinity, index, items });
		while (this.size - this.heap[0].items.length >= this.limit) this.size -= this.pop().items.length;
	}

	/** The items, newest first. Items of one time are in the order in which they were added. */
	newestFirst(): T[] {
		const items = [...this.heap].sort((a, b) => compare(b, a)).flatMap((entry) => entry.items);
		return items.slice(0, this.limit);
	}

	private push(entry: Entry<T>): void {
		const { heap } = this;
		let at = heap.push(entry) - 1;
		for (let parent = (at - 1) >> 1; at > 0 && compare(entry, heap[parent]) < 0; parent = (at - 1) >> 1) {
			heap[at] = heap[parent];
			at = parent;
		}
		heap[at] = entry;
	}

	/** Removes the lowest entry, and puts the last one in its place and down to where it belongs. */
	private pop(): Entry<T> {
		const { heap } = this;
		const [lowest] = heap;
		const last = heap[heap.length - 1];
		heap.length--;
		if (heap.length === 0) return lowest;
		let at = 0;
		for (let child = 1; child < heap.length; child = 2 * at + 1) {
			if (child + 1 < heap.length && compare(heap[child + 1], heap[child]) < 0) child++;
			if (compare(heap[child], last) >= 0) break;
			heap[at] = heap[child];
			at = child;
		}
		heap[at] = last;
		return lowest;
	}
}
