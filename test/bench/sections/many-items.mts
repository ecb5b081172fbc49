import type { ExpressionEngine } from '../measuring/n8n.mts';
import { median, ratios, short, spread } from '../numbers.mts';
import { startEngine, startServing } from '../processes.mts';
import type { Row } from '../report.mts';
import { interleave, named, type Bench, type Section } from '../section.mts';

const ITEMS = 1_000;
const LATENCY_MS = 100;
const AT_ONCE = 10;
/** What ten requests in flight take when nothing else takes any time. */
const IDEAL_MS = (ITEMS / AT_ONCE) * LATENCY_MS;
const VARIANTS = ['enablex', 'httpRequest', 'pool'] as const;

async function runEngine({ workplace, step, isQuick }: Bench, engine: ExpressionEngine): Promise<Row> {
	const { process: serving, control, credential, target } = await startServing(workplace);
	const measuring = await startEngine(workplace, { engine, credential });
	const title = named(`Get Room, ${ITEMS} items at ${LATENCY_MS} ms`, `${engine} expressions`);
	try {
		return await step(title, async (report) => {
			const { roomIds } = await control.seedRooms({ count: 100 });
			const run = async (variant: (typeof VARIANTS)[number], count = ITEMS) =>
				await measuring.ask('operation', { variant, operation: 'getRoom', roomIds, count, target });
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
				`${spread(wall(variant).map((ms) => ms / IDEAL_MS))}×, at most ${Math.max(...results[variant].map(({ inFlight }) => inFlight))} in flight`;
			return {
				figure: named(title, `wall, by the ideal ${short(IDEAL_MS / 1000)} s`),
				ours: shown('enablex'),
				httpRequest: shown('httpRequest'),
				ratio: `${spread(ratios(wall('enablex'), wall('httpRequest')))}×`,
				other: `undici pool of 10: ${short(median(wall('pool')) / IDEAL_MS)}×`,
				goal: `≤ 1.1×, at most ${AT_ONCE} in flight`,
			};
		});
	} finally {
		await measuring.stop();
		await serving.stop();
	}
}

/** Many items against a slow API: bounded requests in flight, and no time lost between them. */
export const manyItems: Section = {
	letter: 'b',
	title: 'Many items',
	run: async (bench) => [await runEngine(bench, 'vm'), await runEngine(bench, 'legacy')],
};
