import type { ExpressionEngine } from '../measuring/n8n.mts';
import { formatNumber, formatSpread, median, ratios } from '../numbers.mts';
import { startEngine, startServing } from '../processes.mts';
import type { Row } from '../report.mts';
import { interleave, joinTitle, type Bench, type Section } from '../section.mts';

const ITEMS = 1_000;
const LATENCY_MS = 100;
const CONCURRENCY = 10;
/** The time that ten concurrent requests take if nothing else takes any time. */
const IDEAL_MS = (ITEMS / CONCURRENCY) * LATENCY_MS;
const VARIANTS = ['enablex', 'httpRequest', 'pool'] as const;

async function runEngine({ environment, step, isQuick }: Bench, engine: ExpressionEngine): Promise<Row> {
	const { process: serving, control, credential, target } = await startServing(environment);
	const measuring = await startEngine(environment, { engine, credential });
	const title = joinTitle(`Get Room, ${ITEMS} items at ${LATENCY_MS} ms`, `${engine} expressions`);
	try {
		return await step(title, async (report) => {
			const { roomIds } = await control.seedRooms({ count: 100 });
			const run = async (variant: (typeof VARIANTS)[number], count = ITEMS) =>
				await measuring.call('operation', { variant, operation: 'getRoom', roomIds, count, target });
			await interleave(VARIANTS, 3, async (variant) => await run(variant, 100));
			await control.settings({ latencyMs: LATENCY_MS });
			const rounds = isQuick ? 1 : 3;
			const results = await interleave(VARIANTS, rounds, async (variant, round) => {
				if (variant === VARIANTS[0]) report(`round ${round + 1} of ${rounds}`);
				await control.clearRequests();
				const { wallMs } = await run(variant);
				const requests = await control.requests();
				return { wallMs, inFlight: Math.max(...requests.map(({ inFlight }) => inFlight)) };
			});
			const wall = (variant: (typeof VARIANTS)[number]) => results[variant].map(({ wallMs }) => wallMs);
			const shown = (variant: (typeof VARIANTS)[number]) =>
				`${formatSpread(wall(variant).map((ms) => ms / IDEAL_MS))}×, at most ${Math.max(...results[variant].map(({ inFlight }) => inFlight))} in flight`;
			return {
				figure: joinTitle(title, `wall / ideal ${formatNumber(IDEAL_MS / 1000)} s`),
				ours: shown('enablex'),
				httpRequest: shown('httpRequest'),
				ratio: `${formatSpread(ratios(wall('enablex'), wall('httpRequest')))}×`,
				other: `undici pool of 10: ${formatNumber(median(wall('pool')) / IDEAL_MS)}×`,
				goal: `≤ 1.1×, at most ${CONCURRENCY} in flight`,
			};
		});
	} finally {
		await measuring.stop();
		await serving.stop();
	}
}

/** Many items against a slow API: bounded concurrency, and no time lost between requests. */
export const manyItems: Section = {
	letter: 'b',
	title: 'Many items',
	run: async (bench) => [await runEngine(bench, 'vm'), await runEngine(bench, 'legacy')],
};
