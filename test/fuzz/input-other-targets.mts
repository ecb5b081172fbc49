/** Hostile input to Download, whose address is the user's own, and to the trigger. */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { unfold } from './hostile-values.mts';
import { attempts, checkRefusal, fitsField, kindOf, TIMEOUT_MS, withValue, type Attempt } from './input-attempt.mts';
import { visibleFields } from './input-fields.mts';
import { checkSentence } from './judge.mts';
import { anyTarget, type Target } from './target.mts';
import { pollOnce } from './trigger-poll.mts';
import { BASE_PATH, SECRETS, untilHang, type World } from './world.mts';

const OK = { status: 200, headers: [] as Array<[string, string]>, coding: 'none', framing: 'length', delivery: 'whole' } as const;

/** Addresses that look like one host and name another. */
const addresses = fc.constantFrom(
	'{files}/a', '{files}', '{files}/../../a', '{files}/a%2f..%2fb', '{foreign}/a', 'http://{filesHost}@{foreignHost}/a', 'http://{foreignHost}#@{filesHost}/a', 'http://{foreignHost}\\@{filesHost}/a',
	'http://{filesHost}.invalid/a', '{api}/rooms', '{api}/video/v2/rooms', '//{filesHost}/a', '\thttp://{filesHost}/a', 'HTTP://{filesHost}/a', 'http:{filesHost}/a', 'http:///{filesHost}/a', 'https://{filesHost}/a',
	'http://localhost:1/a', 'http://127.0.0.1:1/a', 'ftp://{filesHost}/a', 'file:///etc/passwd', 'data:text/plain,a', 'javascript:1', 'http://user:pass@{filesHost}/a', 'http://{filesHost}/a?b=c#d', 'http://{filesHost}/\u202Efdp.exe',
);

async function playDownload({ start, where, via, value: folded }: Attempt, world: World): Promise<'items' | 'error'> {
	const unfolded = unfold(folded);
	const value = typeof unfolded === 'string' ? world.fill(unfolded) : unfolded;
	const base = { ...start, fileUrl: `${world.files.origin}/a.mp4` };
	const fields = visibleFields(world.engine.nodeType.description, base).filter(({ path: [name] }) => name !== 'resource' && name !== 'operation');
	const field = fields[where % fields.length];
	const isGiven = via === 'expression' || !fitsField(value);
	world.begin({ ...OK, body: 'a file' });
	const run = world.run({ parameters: withValue(base, field.path, isGiven ? '={{ $json.given }}' : value), items: [{ json: { given: value } as IDataObject }] });
	const ofN8n = (refusal: unknown) => ({ error: refusal, items: [], isOfN8n: true });
	const { error, items, isOfN8n } = await untilHang(run.then((outcome) => ({ ...outcome, isOfN8n: false }), ofN8n), TIMEOUT_MS);
	world.checkLogins();
	const sent = world.api.requests.length + world.files.requests.length + world.foreign.requests.length;
	if (error !== undefined) {
		if (sent > 0 && field.path[0] !== 'fileUrl') throw new Error(`${field.names.join(', ')}: a request was sent, and then it failed`);
		const isAddress = typeof value === 'string' && URL.canParse(value.trim());
		if (field.path[0] === 'fileUrl' && isAddress) checkSentence(Object(error).message, '', undefined, SECRETS);
		else if (!isOfN8n) checkRefusal(error, field);
		return 'error';
	}
	const [{ json, binary = {} }] = items;
	const [name, ...others] = Object.keys(binary);
	if (sent !== 1 || items.length !== 1 || name === undefined || others.length > 0) throw new Error(`${sent} requests and ${items.length} items of ${JSON.stringify(Object.keys(binary))}`);
	if (field.path[0] === 'binaryPropertyName' && (typeof value === 'string' || typeof value === 'number') && name !== String(value)) throw new Error(`The file is in ${JSON.stringify(name)}`);
	if (/[\\/\p{C}]|^\.*$/u.test(String(json.file_name))) throw new Error(`The name of the file is ${JSON.stringify(json.file_name)}`);
	return 'items';
}

const DAY = '\\d{4}-\\d\\d-\\d\\d';
const LISTING = new RegExp(`^${BASE_PATH}/(cdr|archive)/(period|room-period/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*)/${DAY}/${DAY}$`);

async function playTrigger({ start, where, via, value: folded }: Attempt, world: World): Promise<'items' | 'error'> {
	const value = unfold(folded);
	const fields = visibleFields(world.engine.triggerType.description, start);
	const field = fields[where % fields.length];
	// Without an input item, an expression holds its value; what is no JSON cannot be written into one.
	const text = fitsField(value) ? JSON.stringify(value) : undefined;
	fc.pre(text !== undefined && !text.includes('}}'));
	world.begin({ ...OK, body: '{"result":0,"cdr":[],"archive":[]}' });
	const parameters = withValue(start, field.path, via === 'expression' ? `={{ ${text} }}` : value);
	const { errors, items, state } = await untilHang(pollOnce(world.engine, parameters, undefined, 60_000), TIMEOUT_MS);
	world.checkLogins();
	const { requests } = world.api;
	if (items.length > 0) throw new Error(`${items.length} items came of nothing`);
	if (errors.length > 0) {
		if (requests.length > 0) throw new Error(`${field.names.join(', ')}: a request was sent, and then it failed: ${errors[0].message}`);
		if (JSON.stringify(state ?? {}) !== '{}') throw new Error('A refused poll left a state');
		checkRefusal(errors[0], field);
		return 'error';
	}
	const wrong = requests.find(({ method, path, body }) => method !== 'GET' || body !== '' || !LISTING.test(path));
	if (wrong || requests.length === 0) throw new Error(`${field.names.join(', ')}: ${requests.length} requests, ${wrong ? `${wrong.method} ${wrong.path.slice(0, 300)}` : 'none'}`);
	return 'items';
}

const recently = () => new Date(Date.now() - 86_400_000).toISOString();

export const otherInputTargets: Target[] = [
	anyTarget<Attempt>({
		name: 'input archive.download',
		weight: 3,
		cases: attempts([{ resource: 'archive', operation: 'download' }], { addresses, 'more addresses': addresses }),
		kindOf,
		play: playDownload,
	}),
	anyTarget<Attempt>({
		name: 'input trigger',
		weight: 4,
		cases: attempts([{ event: 'cdr' }, { event: 'recording' }, { event: 'cdr', startFrom: 'today' }, { event: 'recording', startFrom: 'date', startDate: recently() }]),
		kindOf,
		play: playTrigger,
	}),
];
