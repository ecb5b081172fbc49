import type { Report } from '../../lib/steps.mts';
import type { ExpressionEngine } from '../measuring/n8n.mts';
import type { OperationCost, Variant } from '../measuring/operation-run.mts';
import { formatNumber, formatSpread, median, ratios } from '../numbers.mts';
import { OPERATIONS, type OperationName } from '../operations.mts';
import { startEngine, startServing } from '../processes.mts';
import type { Row } from '../report.mts';
import { interleave, joinTitle, type Bench, type Section } from '../section.mts';

const VARIANTS: readonly Variant[] = ['enablex', 'wide', 'httpRequest', 'loop', 'pool'];
const ITEMS = 100;
/** A loop waits for each reply: against a slow API, fewer calls tell as much. */
const LOOP_ITEMS_WHEN_SLOW = 20;
const SLOW_MS = 100;

interface Case {
	engine: ExpressionEngine;
	operation: OperationName;
	latencyMs: number;
}

interface Result {
	costs: Record<Variant, OperationCost[]>;
	/** The number of expressions n8n evaluates per item. */
	evaluations: Record<'enablex' | 'httpRequest', number>;
}

const countFor = (variant: Variant, latencyMs: number) =>
	variant === 'loop' && latencyMs >= SLOW_MS ? LOOP_ITEMS_WHEN_SLOW : ITEMS;

/** CPU time with as many concurrent requests as the HTTP Request node, so without the cost of bounding them. */
function toWideRow({ engine, operation, latencyMs }: Case, { costs }: Result): Row {
	const each = (variant: Variant) => costs[variant].map(({ cpuMs }) => cpuMs / countFor(variant, latencyMs));
	return {
		figure: joinTitle(OPERATIONS[operation].title, `${latencyMs} ms`, `${engine} expressions`, 'CPU ms with 100 concurrent requests'),
		ours: formatSpread(each('wide')),
		httpRequest: formatSpread(each('httpRequest')),
		ratio: `${formatSpread(ratios(each('wide'), each('httpRequest')))}×`,
	};
}

/** One figure for each variant, per item. */
function toRow({ engine, operation, latencyMs }: Case, { costs }: Result, name: 'wallMs' | 'cpuMs'): Row {
	const each = (variant: Variant) => costs[variant].map((cost) => cost[name] / countFor(variant, latencyMs));
	const title = name === 'cpuMs' ? 'CPU ms' : 'wall ms';
	return {
		figure: joinTitle(OPERATIONS[operation].title, `${latencyMs} ms`, `${engine} expressions`, title),
		ours: formatSpread(each('enablex')),
		httpRequest: formatSpread(each('httpRequest')),
		ratio: `${formatSpread(ratios(each('enablex'), each('httpRequest')))}×`,
		other: `fetch loop ${formatNumber(median(each('loop')))}, undici pool of 10 ${formatNumber(median(each('pool')))}`,
		...(name === 'cpuMs' && { goal: '≤ 1.0×' }),
	};
}

function toCountRow({ engine, operation }: Case, { costs, evaluations }: Result): Row {
	const lookups = (variant: Variant) => formatNumber(costs[variant][0].lookups / ITEMS);
	const counts = (variant: 'enablex' | 'httpRequest') => `${formatNumber(evaluations[variant])}, ${lookups(variant)}`;
	return {
		figure: joinTitle(OPERATIONS[operation].title, `${engine} expressions`, 'expressions evaluated, credential lookups'),
		ours: counts('enablex'),
		httpRequest: counts('httpRequest'),
	};
}

async function runEngine({ environment, step, isQuick }: Bench, engine: ExpressionEngine): Promise<Row[]> {
	const rows: Row[] = [];
	const { process: serving, control, credential, target } = await startServing(environment);
	const measuring = await startEngine(environment, { engine, credential });
	const { roomIds } = await control.seedRooms({ count: ITEMS });

	const measureCase = async ({ operation, latencyMs }: Case, report: Report): Promise<Result> => {
		await control.settings({ latencyMs });
		const run = async (variant: Variant, count = countFor(variant, latencyMs)) =>
			await measuring.call('operation', { variant, operation, roomIds, count, target });
		const evaluationsOf = async (variant: Variant) =>
			(await measuring.call('expressions', { variant, operation, roomIds, count: 10, target })).length / 10;
		const evaluations = { enablex: await evaluationsOf('enablex'), httpRequest: await evaluationsOf('httpRequest') };
		report('warming up');
		await interleave(VARIANTS, isQuick ? 1 : 3, async (variant) => await run(variant, variant === 'loop' ? 20 : ITEMS));
		const rounds = isQuick ? 3 : 9;
		const costs = await interleave(VARIANTS, rounds, async (variant, round) => {
			if (variant === VARIANTS[0]) report(`round ${round + 1} of ${rounds}`);
			return await run(variant);
		});
		return { costs, evaluations };
	};

	try {
		for (const operation of ['getRoom', 'createToken', 'createRoom'] as const) {
			for (const latencyMs of isQuick ? [2] : [2, SLOW_MS]) {
				const one = { engine, operation, latencyMs };
				const title = joinTitle(OPERATIONS[operation].title, `${latencyMs} ms`, `${engine} expressions`);
				const result = await step(title, async (report) => await measureCase(one, report));
				rows.push(toRow(one, result, 'cpuMs'), toWideRow(one, result), toRow(one, result, 'wallMs'));
				if (latencyMs < SLOW_MS) rows.push(toCountRow(one, result));
			}
		}
	} finally {
		await measuring.stop();
		await serving.stop();
	}
	return rows;
}

/** What one item costs through the real engine, compared with what a user would do without this package. */
export const perItem: Section = {
	letter: 'a',
	title: `Per item, of ${ITEMS} items at once`,
	run: async (bench) => [...(await runEngine(bench, 'vm')), ...(await runEngine(bench, 'legacy'))],
};
