import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { closeListeners, openListener } from '../../lib/listener.mts';
import { streamList } from '../../lib/streamed-list.mts';

const REPLY_BYTES = 300e6;
const HEAP_MB = 128;
/** It takes a few seconds, but many more when other programs use the machine. */
const TIMEOUT_MS = 120_000;
const START = Date.parse('2024-03-01T00:00:00Z');
const PAD = 'x'.repeat(19_800);
const COUNT = REPLY_BYTES / 20_000;

/** CDRs of about 20 KB, so that most of the time goes into sending them. Their times are in no order. */
function* makeRecords() {
	for (let index = 0; index < COUNT; index++) {
		const time = (index * 7_919) % COUNT;
		yield `{"trans_date":"${new Date(START + time * 1000).toISOString()}","cdr_id":"${time}","user":{"name":"Ann","pad":"${PAD}"}}`;
	}
}

afterEach(closeListeners);

test(`Get Many with Limit returns the newest of a list of 300 MB in a heap of ${HEAP_MB} MB`, async () => {
	const { origin } = await openListener((_request, response) => {
		response.writeHead(200, { 'content-type': 'application/json' });
		streamList({ key: 'cdr', records: makeRecords() }).pipe(response);
	});
	const script = path.join(__dirname, 'long-list-run.mts');
	const args = ['--import', 'tsx', `--max-old-space-size=${HEAP_MB}`, script, origin, '3'];
	const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: path.join(__dirname, '../../..'), timeout: TIMEOUT_MS });
	expect(JSON.parse(stdout)).toEqual([COUNT - 1, COUNT - 2, COUNT - 3].map(String));
}, TIMEOUT_MS);
