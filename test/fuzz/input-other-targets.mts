/** Hostile input to Download, where the user chooses the URL, and to the trigger. */
import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { parametersOf } from '../lib/operations/index.mts';
import { withValue } from '../lib/operations/values.mts';
import { expand } from './hostile-values.mts';
import { attempts, checkRefusal, fitsField, kindOf, TIMEOUT_MS, type Attempt } from './input-attempt.mts';
import { visibleFields } from './input-fields.mts';
import { checkSentence } from './oracle.mts';
import { anyTarget, type Target } from './target.mts';
import { pollOnce } from './trigger-poll.mts';
import { BASE_PATH, failOnHang, SECRETS, type Simulation } from './simulation.mts';

const OK = { status: 200, headers: [] as Array<[string, string]>, coding: 'none', framing: 'length', delivery: 'whole' } as const;

/** URLs that look like one host but point to another. */
const addresses = fc.constantFrom(
	'{files}/a', '{files}', '{files}/../../a', '{files}/a%2f..%2fb', '{foreign}/a', 'http://{filesHost}@{foreignHost}/a', 'http://{foreignHost}#@{filesHost}/a', 'http://{foreignHost}\\@{filesHost}/a',
	'http://{filesHost}.invalid/a', '{api}/rooms', '{api}/video/v2/rooms', '//{filesHost}/a', '\thttp://{filesHost}/a', 'HTTP://{filesHost}/a', 'http:{filesHost}/a', 'http:///{filesHost}/a', 'https://{filesHost}/a',
	'http://localhost:1/a', 'http://127.0.0.1:1/a', 'ftp://{filesHost}/a', 'file:///etc/passwd', 'data:text/plain,a', 'javascript:1', 'http://user:pass@{filesHost}/a', 'http://{filesHost}/a?b=c#d', 'http://{filesHost}/\u202Efdp.exe',
);

async function runDownload({ start, where, via, value: compact }: Attempt, simulation: Simulation): Promise<'items' | 'error'> {
	const expanded = expand(compact);
	const value = typeof expanded === 'string' ? simulation.fillPlaceholders(expanded) : expanded;
	const base = { ...start, fileUrl: `${simulation.files.origin}/a.mp4` };
	const fields = visibleFields(simulation.engine.nodeType.description, base).filter(({ path: [name] }) => name !== 'resource' && name !== 'operation');
	const field = fields[where % fields.length];
	const isGiven = via === 'expression' || !fitsField(value);
	simulation.startCase({ ...OK, body: 'a file' });
	const run = simulation.run({ parameters: withValue(base, field.path, isGiven ? '={{ $json.given }}' : value), items: [{ json: { given: value } as IDataObject }] });
	const ofN8n = (refusal: unknown) => ({ error: refusal, items: [], isOfN8n: true });
	const { error, items, isOfN8n } = await failOnHang(run.then((outcome) => ({ ...outcome, isOfN8n: false }), ofN8n), TIMEOUT_MS);
	simulation.checkLogins();
	const sent = simulation.api.requests.length + simulation.files.requests.length + simulation.foreign.requests.length;
	if (error !== undefined) {
		if (sent > 0 && field.path[0] !== 'fileUrl') throw new Error(`${field.names.join(', ')}: a request was sent before the failure`);
		const isAddress = typeof value === 'string' && URL.canParse(value.trim());
		if (field.path[0] === 'fileUrl' && isAddress) checkSentence(Object(error).message, '', undefined, SECRETS);
		else if (!isOfN8n) checkRefusal(error, field);
		return 'error';
	}
	const [{ json, binary = {} }] = items;
	const [name, ...others] = Object.keys(binary);
	if (sent !== 1 || items.length !== 1 || name === undefined || others.length > 0) throw new Error(`${sent} requests and ${items.length} items of ${JSON.stringify(Object.keys(binary))}`);
	if (field.path[0] === 'binaryPropertyName' && (typeof value === 'string' || typeof value === 'number') && name !== String(value)) throw new Error(`The file is in the binary field ${JSON.stringify(name)}`);
	if (/[\\/\p{C}]|^\.*$/u.test(String(json.file_name))) throw new Error(`The file name is ${JSON.stringify(json.file_name)}`);
	return 'items';
}

const DAY = '\\d{4}-\\d\\d-\\d\\d';
const LISTING = new RegExp(`^${BASE_PATH}/(cdr|archive)/(period|room-period/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*)/${DAY}/${DAY}$`);

async function runTrigger({ start, where, via, value: compact }: Attempt, simulation: Simulation): Promise<'items' | 'error'> {
	const value = expand(compact);
	const fields = visibleFields(simulation.engine.triggerType.description, start);
	const field = fields[where % fields.length];
	// A trigger has no input item, so the expression contains the value itself, which must be JSON.
	const text = fitsField(value) ? JSON.stringify(value) : undefined;
	fc.pre(text !== undefined && !text.includes('}}'));
	simulation.startCase({ ...OK, body: '{"result":0,"cdr":[],"archive":[]}' });
	const parameters = withValue(start, field.path, via === 'expression' ? `={{ ${text} }}` : value);
	const { errors, items, state } = await failOnHang(pollOnce(simulation.engine, parameters, undefined, 60_000), TIMEOUT_MS);
	simulation.checkLogins();
	const { requests } = simulation.api;
	if (items.length > 0) throw new Error(`${items.length} items were emitted from empty lists`);
	if (errors.length > 0) {
		if (requests.length > 0) throw new Error(`${field.names.join(', ')}: a request was sent before the failure: ${errors[0].message}`);
		if (JSON.stringify(state ?? {}) !== '{}') throw new Error('A refused poll saved a state');
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
		cases: attempts([parametersOf('archive.download')], { addresses, 'more addresses': addresses }),
		kindOf,
		run: runDownload,
	}),
	anyTarget<Attempt>({
		name: 'input trigger',
		weight: 4,
		cases: attempts([{ event: 'cdr' }, { event: 'recording' }, { event: 'cdr', startFrom: 'today' }, { event: 'recording', startFrom: 'date', startDate: recently() }]),
		kindOf,
		run: runTrigger,
	}),
];
