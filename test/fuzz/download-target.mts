/** Faulty replies to Download. The file itself is the reply, so only its transfer can be wrong. */
import * as fc from 'fast-check';
import { NodeApiError } from 'n8n-workflow';

import { parametersOf } from '../lib/operations/index.mts';
import { isObject } from '../lib/operations/values.mts';
import { checkSentence, checkWords, receivedBody } from './oracle.mts';
import { attackedReply, type AttackedReply } from './reply-attacks.mts';
import { isHanging, isWhole, type ReplyPlan } from './reply-plan.mts';
import { timeoutFor } from './reply-targets.mts';
import { anyTarget, type Target } from './target.mts';
import { failOnHang, SECRETS, type Simulation } from './simulation.mts';

type DownloadCase = AttackedReply;

const body = fc.record({ file: fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }) });

/** The Content-Type header decides; a web page is never the file. */
const isPage = ({ headers }: ReplyPlan) => headers.some(([name, value]) => name === 'Content-Type' && value.startsWith('text/html'));

/** Transfers whose completeness a client cannot verify: nothing states the length (Node even treats a reset as the end). */
const isOpenEnded = ({ framing, delivery, coding }: ReplyPlan) =>
	framing === 'length too short' || (framing === 'until closed' && (delivery === 'cut' || delivery === 'reset')) || coding === 'truncated gzip' || coding === 'not deflate';

/** JSON that has a key of an error envelope: it may be an error of the API, or a file that looks like one. */
function mayBeError(plan: ReplyPlan): boolean {
	const body = receivedBody(plan);
	const isJson = plan.headers.some(([name, value]) => name === 'Content-Type' && value.startsWith('application/json'));
	return isJson && isObject(body) && ['result', 'status', 'error', 'error_code'].some((key) => key in body);
}

async function run({ plan, words }: DownloadCase, simulation: Simulation): Promise<'items' | 'error'> {
	simulation.startCase(plan);
	const timeout = timeoutFor(plan);
	const parameters = parametersOf('archive.download', { fileUrl: `${simulation.files.origin}/a/recording.mp4`, options: { retries: 0 }, requestOptions: { timeout } });
	const { items, error, thrown } = await failOnHang(simulation.run({ parameters }), timeout);
	simulation.checkLogins();
	const isMoved = simulation.foreign.requests.length > 0 || simulation.files.requests.length > 1 || simulation.api.requests.length > 0;
	if (error) {
		if (!(thrown instanceof NodeApiError)) throw new Error(`The error is not a NodeApiError but ${String(thrown)}`);
		if (plan.status === 200) checkWords(error.message, words);
		checkSentence(error.message, error.description, mayBeError(plan) ? receivedBody(plan) : undefined, SECRETS);
		const isGood = plan.status === 200 && isWhole(plan) && !isPage(plan) && !mayBeError(plan);
		if (isGood && !isMoved) throw new Error(`An intact file caused an error: ${error.message}`);
		return 'error';
	}
	if (words !== undefined) throw new Error(`An error of the API was accepted as a file: ${words}`);
	const [{ json, binary }] = items;
	if (items.length !== 1 || binary?.data === undefined) throw new Error('The download did not return exactly one file');
	const bytes = await simulation.engine.bytesOf(binary.data);
	if (json.file_size !== bytes.length) throw new Error(`file_size is ${String(json.file_size)}, but the file has ${bytes.length} bytes`);
	// After a redirect, the file is the other host's.
	if (isMoved || isOpenEnded(plan)) return 'items';
	if (plan.status !== 200) throw new Error(`HTTP ${plan.status} was accepted as a file`);
	if (isHanging(plan) || !isWhole(plan)) throw new Error(`An incomplete file was accepted with ${bytes.length} bytes`);
	if (!bytes.equals(Buffer.from(plan.body, 'utf8'))) throw new Error('The file differs from what was sent');
	return 'items';
}

export const downloadTarget: Target = anyTarget<DownloadCase>({
	name: 'replies archive.download',
	weight: 3,
	cases: attackedReply(body, Date.now),
	kindOf: ({ attack }) => attack,
	run,
});
