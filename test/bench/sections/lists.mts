import type { Report } from '../../host/steps.mts';
import type { ListRun, ListVariant } from '../measuring/list-run.mts';
import type { FullCost } from '../measuring/measure.mts';
import { median, ratios, short, spread } from '../numbers.mts';
import { startEngine, startServing, type ServedSandbox } from '../processes.mts';
import type { Row } from '../report.mts';
import { interleave, named, type Bench, type Section } from '../section.mts';
import type { Records } from '../serving/main.mts';

const VARIANTS: readonly ListVariant[] = ['simplified', 'raw', 'httpRequest', 'fetch', 'parse'];
const WARM_UPS = 10;
const FEW = 100;
const MB = 1e6;

type Costs = Record<ListVariant, FullCost[]>;

function toRows(title: string, count: number, costs: Costs): Row[] {
	const wall = (variant: ListVariant) => costs[variant].map(({ wallMs }) => wallMs / 1000);
	const cpu = (variant: ListVariant) => costs[variant].map(({ cpuMs }) => cpuMs / 1000);
	const peak = (variant: ListVariant) => costs[variant].map(({ peakBytes }) => peakBytes / MB);
	const perSecond = (variant: ListVariant) => `${short(count / median(wall(variant)))} items/s`;
	const ours = [['simplified', 'Simplify on'], ['raw', 'Simplify off']] as const;
	return ours.flatMap(([variant, shown]) => [
		{
			figure: named(title, shown, 'wall s'),
			ours: `${spread(wall(variant))}, ${perSecond(variant)}`,
			httpRequest: `${spread(wall('httpRequest'))}, one item`,
			ratio: `${spread(ratios(wall(variant), wall('httpRequest')))}×`,
			other: `JSON.parse alone ${short(median(wall('parse')))}, fetch with it ${short(median(wall('fetch')))}`,
		},
		{
			figure: named(title, shown, 'CPU s'),
			ours: spread(cpu(variant)),
			httpRequest: spread(cpu('httpRequest')),
			ratio: `${spread(ratios(cpu(variant), cpu('httpRequest')))}×`,
			other: `JSON.parse alone ${short(median(cpu('parse')))}, fetch with it ${short(median(cpu('fetch')))}`,
		},
		{
			figure: named(title, shown, 'peak MB above idle'),
			ours: spread(peak(variant)),
			httpRequest: spread(peak('httpRequest')),
			ratio: `${spread(ratios(peak(variant), peak('httpRequest')))}×`,
			other: `fetch with JSON.parse ${short(median(peak('fetch')))}`,
		},
	]);
}

/** One run in a fresh process that has warmed up on short replies. */
async function runFresh(bench: Bench, serving: ServedSandbox, records: Records, origin: string, variant: ListVariant): Promise<FullCost> {
	const baseUrl = `${origin}/video/v2`;
	const credential = { ...serving.credential, baseUrl };
	const measuring = await startEngine(bench.workplace, { engine: 'vm', credential, nodeArgs: ['--max-old-space-size=8192'] });
	try {
		const run: ListRun = { variant, ...records, target: { ...serving.target, baseUrl } };
		await serving.process.ask('replay', { ...records, count: FEW });
		for (let round = 0; round < WARM_UPS; round++) await measuring.ask('list', { ...run, count: FEW });
		await serving.process.ask('replay', records);
		return await measuring.ask('list', run);
	} finally {
		await measuring.stop();
	}
}

async function runKind(bench: Bench, records: Records): Promise<Row[]> {
	const serving = await startServing(bench.workplace);
	try {
		const origin = await serving.process.ask('openReplay', undefined);
		const bytes = await serving.process.ask('replay', records);
		const title = named(`${records.count.toLocaleString('en')} ${records.kind === 'cdrs' ? 'CDRs' : 'rooms'}`, `${short(bytes / MB)} MB`);
		const rounds = bench.isQuick ? 1 : 3;
		const measureAll = async (report: Report) =>
			await interleave(VARIANTS, rounds, async (variant, round) => {
				if (variant === VARIANTS[0]) report(`round ${round + 1} of ${rounds}`);
				return await runFresh(bench, serving, records, origin, variant);
			});
		return toRows(title, records.count, await bench.step(title, measureAll));
	} finally {
		await serving.process.stop();
	}
}

/** Get Many with Return All, on replies that are as long as they come. The API has no pages. */
export const lists: Section = {
	letter: 'c',
	title: 'Long lists, all at once',
	run: async (bench) => [
		...(await runKind(bench, { kind: 'rooms', count: bench.isQuick ? 1_000 : 10_000 })),
		...(await runKind(bench, { kind: 'cdrs', count: bench.isQuick ? 5_000 : 100_000 })),
	],
};
