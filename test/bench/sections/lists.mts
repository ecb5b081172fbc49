import { setTimeout as sleep } from 'node:timers/promises';

import type { Report } from '../../lib/steps.mts';
import type { ListRun, ListVariant } from '../measuring/list-run.mts';
import type { MemoryCost } from '../measuring/measure.mts';
import { formatNumber, formatSpread, median, ratios } from '../numbers.mts';
import { startEngine, startServing, type ServedSandbox } from '../processes.mts';
import type { Row } from '../report.mts';
import { interleave, joinTitle, type Bench, type Section } from '../section.mts';
import type { Records } from '../serving/main.mts';

const WARM_UPS = 10;
const FEW = 100;
const ROUNDS = 3;
const MB = 1e6;
/**
 * A pause after the warm-ups, because a server is idle before its next execution. V8 gives memory back after 8 seconds
 * without work. Without the pause, it takes the forced collections of the warm-ups for a lack of memory, and keeps twice
 * the space for new objects in some runs.
 */
const IDLE_MS = 10_000;
const HEAP_MB = 8192;
/** The heap of a small server. */
const SMALL_HEAP_MB = 512;

/** What is compared with the HTTP Request node on the same reply, and the goals of the design, if it has one. */
interface Ours {
	variant: ListVariant;
	shown: string;
	cpuGoal?: string;
	memoryGoal?: string;
}

const ALL: readonly Ours[] = [
	{ variant: 'simplified', shown: 'Simplify on', cpuGoal: '≤ 1.0×', memoryGoal: '≤ 0.25×' },
	{ variant: 'raw', shown: 'Simplify off' },
	{ variant: 'limited', shown: 'Limit 50', cpuGoal: '≤ 1.0×', memoryGoal: '≤ 60 MB' },
];
const POLL: readonly Ours[] = [{ variant: 'polled', shown: 'a poll that knows all of them', cpuGoal: '≤ 1.0×', memoryGoal: '≤ 0.25×' }];
const OTHERS: readonly ListVariant[] = ['httpRequest', 'fetch', 'parse'];

type Costs = Partial<Record<ListVariant, MemoryCost[]>>;

function toRows(title: string, ours: readonly Ours[], costs: Costs): Row[] {
	const read = (variant: ListVariant, pick: (cost: MemoryCost) => number) => (costs[variant] ?? []).map(pick);
	const wall = ({ wallMs }: MemoryCost) => wallMs / 1000;
	const cpu = ({ cpuMs }: MemoryCost) => cpuMs / 1000;
	const peak = ({ peakBytes }: MemoryCost) => peakBytes / MB;
	const row = ({ variant, shown }: Ours, figure: string, pick: (cost: MemoryCost) => number): Row => ({
		figure: joinTitle(title, shown, figure),
		ours: formatSpread(read(variant, pick)),
		httpRequest: formatSpread(read('httpRequest', pick)),
		ratio: `${formatSpread(ratios(read(variant, pick), read('httpRequest', pick)))}×`,
	});
	const parseAlone = (pick: (cost: MemoryCost) => number) => `JSON.parse alone ${formatNumber(median(read('parse', pick)))}, fetch with it ${formatNumber(median(read('fetch', pick)))}`;
	return ours.flatMap((one) => [
		{ ...row(one, 'wall s', wall), other: parseAlone(wall) },
		{ ...row(one, 'CPU s', cpu), other: parseAlone(cpu), goal: one.cpuGoal },
		{ ...row(one, 'peak MB above idle', peak), other: `fetch with JSON.parse ${formatNumber(median(read('fetch', peak)))}`, goal: one.memoryGoal },
	]);
}

/** One run in a fresh process, warmed up on short replies. */
async function runFresh(bench: Bench, serving: ServedSandbox, records: Records, origin: string, variant: ListVariant, heapMb = HEAP_MB): Promise<MemoryCost> {
	const baseUrl = `${origin}/video/v2`;
	const credential = { ...serving.credential, baseUrl };
	const measuring = await startEngine(bench.environment, { engine: 'vm', credential, nodeArgs: [`--max-old-space-size=${heapMb}`] });
	try {
		const { kind, count, times = 1 } = records;
		const run: ListRun = { variant, kind, count: count * times, target: { ...serving.target, baseUrl } };
		await serving.process.call('replay', { kind, count: FEW });
		for (let round = 0; round < WARM_UPS; round++) await measuring.call('list', { ...run, count: FEW });
		await serving.process.call('replay', records);
		await sleep(IDLE_MS);
		return await measuring.call('list', run);
	} finally {
		await measuring.stop();
	}
}

/** Runs with a process that serves these records. */
async function withServing<T>(bench: Bench, records: Records, run: (serving: ServedSandbox, origin: string, title: string) => Promise<T>): Promise<T> {
	const serving = await startServing(bench.environment);
	try {
		const origin = await serving.process.call('openReplay', undefined);
		const bytes = await serving.process.call('replay', records);
		const count = (records.count * (records.times ?? 1)).toLocaleString('en');
		return await run(serving, origin, joinTitle(`${count} ${records.kind === 'rooms' ? 'rooms' : 'CDRs'}`, `${formatNumber(bytes / MB)} MB`));
	} finally {
		await serving.process.stop();
	}
}

async function runKind(bench: Bench, records: Records, ours: readonly Ours[]): Promise<Row[]> {
	return await withServing(bench, records, async (serving, origin, title) => {
		const rounds = bench.isQuick ? 1 : ROUNDS;
		const variants = [...ours.map(({ variant }) => variant), ...OTHERS];
		const measureAll = async (report: Report) =>
			await interleave(variants, rounds, async (variant, round) => {
				if (variant === variants[0]) report(`round ${round + 1} of ${rounds}`);
				return await runFresh(bench, serving, records, origin, variant);
			});
		return toRows(title, ours, await bench.step(title, measureAll));
	});
}

/** A list that is too long for a small server. */
async function runInSmallHeap(bench: Bench, records: Records): Promise<Row[]> {
	return await withServing(bench, records, async (serving, origin, title) => {
		const measure = async (variant: ListVariant) => await runFresh(bench, serving, records, origin, variant, SMALL_HEAP_MB);
		return await bench.step(joinTitle(title, `${SMALL_HEAP_MB} MB of heap`), async () => {
			const costs = [];
			for (let round = 0; round < (bench.isQuick ? 1 : ROUNDS); round++) costs.push(await measure('limited'));
			const httpRequest = await measure('httpRequest').then(() => 'works', () => 'fails');
			const row = (figure: string, samples: number[]): Row => ({
				figure: joinTitle(title, 'Limit 50', `--max-old-space-size=${SMALL_HEAP_MB}`, figure),
				ours: formatSpread(samples),
				httpRequest,
			});
			return [
				row('CPU s', costs.map(({ cpuMs }) => cpuMs / 1000)),
				{ ...row('peak MB above idle', costs.map(({ peakBytes }) => peakBytes / MB)), goal: 'works' },
			];
		});
	});
}

/** Get Many, and a poll of the trigger, on very long replies. The API has no pagination. */
export const lists: Section = {
	letter: 'c',
	title: 'Long lists',
	run: async (bench) => [
		...(await runKind(bench, { kind: 'rooms', count: bench.isQuick ? 1_000 : 10_000 }, ALL)),
		...(await runKind(bench, { kind: 'cdrs', count: bench.isQuick ? 5_000 : 100_000 }, ALL)),
		...(await runKind(bench, { kind: 'recentCdrs', count: bench.isQuick ? 5_000 : 100_000 }, POLL)),
		...(await runInSmallHeap(bench, { kind: 'cdrs', count: bench.isQuick ? 5_000 : 100_000, times: 10 })),
	],
};
