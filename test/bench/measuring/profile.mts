/** Where the time of a run goes, according to V8's sampling profiler. */
import { Session, type Profiler } from 'node:inspector/promises';

const SAMPLE_MICROSECONDS = 250;

/** A location in the code and the milliseconds spent there. */
export interface Spent {
	where: string;
	ms: number;
}

export interface ProfileSummary {
	/** All samples except idle ones. */
	busyMs: number;
	/** Self time by function, without callees. */
	functions: Spent[];
	/** By owner of the code. */
	groups: Spent[];
	/** By the function of the package or of n8n's routing that caused the work, including callees. */
	causes: Spent[];
}

/** Does the work under the profiler. Code below `packageFolder` counts as ours. */
export async function profile(packageFolder: string, work: () => Promise<void>): Promise<ProfileSummary> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
	await session.post('Profiler.start');
	await work();
	const { profile: recorded } = await session.post('Profiler.stop');
	session.disconnect();
	return summarize(recorded, packageFolder);
}

type Frame = Profiler.ProfileNode['callFrame'];

const GROUPS: ReadonlyArray<[name: string, url: RegExp]> = [
	['expression', /n8n-workflow|expression-runtime|isolated-vm|tournament|@n8n\/errors|jmespath/],
	['n8n-core routing', /routing-node/],
	['n8n-core, other', /n8n-core/],
	['http', /backend-network|axios|follow-redirects|agent|form-data|^node:(_http|http|net|internal\/(http|net|stream|dns))|undici|^node:(_|stream|dns|zlib|url|internal\/url)/],
	['node.js, other', /^node:/],
];

function groupOf({ functionName, url }: Frame, packageFolder: string): string {
	if (functionName === '(garbage collector)') return 'gc';
	if (url.includes(packageFolder)) return 'ours';
	if (url === '') return 'native code (isolates included)';
	return GROUPS.find(([, pattern]) => pattern.test(url))?.[0] ?? 'other';
}

/** Whether work is attributed to this frame: n8n's routing, or our own code. */
const isCause = ({ url }: Frame, packageFolder: string) => url.includes(packageFolder) || url.includes('routing-node');

function summarize({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, packageFolder: string): ProfileSummary {
	const self = new Map<number, number>();
	samples.forEach((id, index) => self.set(id, (self.get(id) ?? 0) + (timeDeltas[index + 1] ?? 0) / 1000));
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
	const functions = new Map<string, number>();
	const groups = new Map<string, number>();
	const causes = new Map<string, number>();
	let busyMs = 0;
	for (const [id, ms] of self) {
		const frame = byId.get(id)?.callFrame;
		if (frame === undefined || frame.functionName === '(idle)') continue;
		busyMs += ms;
		add(functions, nameOf(frame), ms);
		add(groups, groupOf(frame, packageFolder), ms);
		let at: number | undefined = id;
		while (at !== undefined && !isCause(byId.get(at)?.callFrame ?? frame, packageFolder)) at = parents.get(at);
		const cause = at === undefined ? undefined : byId.get(at)?.callFrame;
		add(causes, cause ? nameOf(cause) : '(neither)', ms);
	}
	return { busyMs, functions: sorted(functions), groups: sorted(groups), causes: sorted(causes) };
}

function add(sums: Map<string, number>, where: string, ms: number): void {
	sums.set(where, (sums.get(where) ?? 0) + ms);
}

const sorted = (sums: Map<string, number>): Spent[] =>
	[...sums].map(([where, ms]) => ({ where, ms })).sort((a, b) => b.ms - a.ms).slice(0, 25);

/** A function's name with its file, without the common parent folders. */
function nameOf({ functionName, url, lineNumber }: Frame): string {
	const file = url.replace(/^.*\/node_modules\//, '').replace(/^.*\/packed\/package\//, '');
	return `${functionName || '(anonymous)'}${url === '' ? '' : `  ${file}:${lineNumber + 1}`}`;
}
