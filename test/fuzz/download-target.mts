/** Wrong replies to Download: the file itself is the reply, so that nothing but the way can be wrong. */
import * as fc from 'fast-check';
import { NodeApiError } from 'n8n-workflow';

import { checkSentence } from './judge.mts';
import { attackedReply, type AttackedReply } from './reply-attacks.mts';
import { isHanging, isWhole, type ReplyPlan } from './reply-plan.mts';
import { timeoutFor } from './reply-targets.mts';
import { anyTarget, type Target } from './target.mts';
import { SECRETS, untilHang, type World } from './world.mts';

type DownloadCase = AttackedReply;

const body = fc.record({ file: fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }) });

/** What the host says about itself decides; a web page is never the file. */
const isPage = ({ headers }: ReplyPlan) => headers.some(([name, value]) => name === 'Content-Type' && value.startsWith('text/html'));

/** Ways in which a client cannot know whether the file is whole: nothing says how long it is (Node takes even a reset for its end). */
const isOpenEnded = ({ framing, delivery, coding }: ReplyPlan) =>
	framing === 'length too short' || (framing === 'until closed' && (delivery === 'cut' || delivery === 'reset')) || coding === 'gzip cut off' || coding === 'deflate that is not';

async function play({ plan }: DownloadCase, world: World): Promise<'items' | 'error'> {
	world.begin(plan);
	const timeout = timeoutFor(plan);
	const parameters = { resource: 'archive', operation: 'download', fileUrl: `${world.files.origin}/a/recording.mp4`, options: { retries: 0 }, requestOptions: { timeout } };
	const { items, error, thrown } = await untilHang(world.run({ parameters }), timeout);
	world.checkLogins();
	const isMoved = world.foreign.requests.length > 0 || world.files.requests.length > 1 || world.api.requests.length > 0;
	if (error) {
		if (!(thrown instanceof NodeApiError)) throw new Error(`The error is no NodeApiError but ${String(thrown)}`);
		checkSentence(error.message, error.description, undefined, SECRETS);
		const isGood = plan.status === 200 && isWhole(plan) && !isPage(plan);
		if (isGood && !isMoved) throw new Error(`A good file became an error: ${error.message}`);
		return 'error';
	}
	const [{ json, binary }] = items;
	if (items.length !== 1 || binary?.data === undefined) throw new Error('A download gave something else than one file');
	const bytes = await world.engine.bytesOf(binary.data);
	if (json.file_size !== bytes.length) throw new Error(`file_size is ${String(json.file_size)}, but the file has ${bytes.length} bytes`);
	// The file behind a redirect is the one of the host it leads to.
	if (isMoved || isOpenEnded(plan)) return 'items';
	if (plan.status !== 200) throw new Error(`HTTP ${plan.status} became a file`);
	if (isHanging(plan) || !isWhole(plan)) throw new Error(`A file that did not arrive became a success of ${bytes.length} bytes`);
	if (!bytes.equals(Buffer.from(plan.body, 'utf8'))) throw new Error('The file is another one than was sent');
	return 'items';
}

export const downloadTarget: Target = anyTarget<DownloadCase>({
	name: 'replies archive.download',
	weight: 3,
	cases: attackedReply(body, Date.now),
	kindOf: ({ attack }) => attack,
	play,
});
