import { Readable } from 'node:stream';

/** A reply with a long list. */
export interface ListPlan {
	key: 'cdr' | 'rooms';
	/** JSON texts. They are made as they are sent, so that the sender does not hold them either. */
	records: Iterable<string>;
}

/** How many characters are sent at once. */
const BLOCK = 64 * 1024;

function* blocksOf({ key, records }: ListPlan): Generator<Buffer> {
	let block = `{"result":"0","${key}":[`;
	let separator = '';
	for (const record of records) {
		block += separator + record;
		separator = ',';
		if (block.length < BLOCK) continue;
		yield Buffer.from(block);
		block = '';
	}
	yield Buffer.from(`${block}]}`);
}

/** The bytes of such a reply, made as fast as they are taken. */
export const streamList = (plan: ListPlan): Readable => Readable.from(blocksOf(plan));
