import { execFile, spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Report } from '../../host/steps.mts';
import type { FullCost } from '../measuring/measure.mts';
import { ratios, short, spread } from '../numbers.mts';
import { startEngine, startServing, type ServedSandbox } from '../processes.mts';
import type { Row } from '../report.mts';
import { interleave, named, type Bench, type Section } from '../section.mts';

const MB = 1e6;
const VARIANTS = ['enablex', 'httpRequest', 'curl'] as const;
type Variant = (typeof VARIANTS)[number];

/** Two downloads by a fresh process: its first one fills the buffers that the later ones use again. */
interface Cost extends FullCost {
	firstPeakBytes: number;
}

/** The address of a recording of that size. */
async function addRecording({ control, target }: ServedSandbox, fileBytes: number): Promise<string> {
	const { roomIds } = await control.seedRooms({ count: 1 });
	const users = [{ name: 'Ann', seconds: 60 }];
	await control.runSession({ roomId: roomIds[0], users, recording: true, fileBytes, transcodedAfterSeconds: 0 });
	const file = (await control.files()).find(({ path: name }) => name.includes('session.'));
	if (!file) throw new Error(`The sandbox at ${target.baseUrl} made no recording`);
	return file.url;
}

/** A download by curl into a file of the same disk. */
async function runCurl(folder: string, login: string, url: string): Promise<Cost> {
	const file = path.join(folder, 'by-curl');
	const began = performance.now();
	await promisify(execFile)('curl', ['--silent', '--fail', '--user', login, '--output', file, url]);
	const wallMs = performance.now() - began;
	await rm(file);
	return { wallMs, peakBytes: 0, firstPeakBytes: 0, cpuMs: 0 };
}

function toRows(title: string, bytes: number, costs: Record<Variant, Cost[]>): Row[] {
	const speed = (variant: Variant) => costs[variant].map(({ wallMs }) => bytes / MB / (wallMs / 1000));
	const peak = (variant: Variant) => costs[variant].map(({ peakBytes }) => peakBytes / MB);
	const firstPeak = (variant: Variant) => costs[variant].map(({ firstPeakBytes }) => firstPeakBytes / MB);
	const cpu = (variant: Variant) => costs[variant].map(({ cpuMs }) => cpuMs / 1000);
	const hasCurl = costs.curl.length > 0;
	return [
		{
			figure: named(title, 'MB/s'),
			ours: spread(speed('enablex')),
			httpRequest: spread(speed('httpRequest')),
			ratio: `${spread(ratios(speed('enablex'), speed('httpRequest')))}×`,
			other: hasCurl ? `curl ${spread(speed('curl'))}; ours by curl ${spread(ratios(speed('enablex'), speed('curl')))}×` : 'no curl here',
		},
		{
			figure: named(title, 'peak MB above idle'),
			ours: spread(peak('enablex')),
			httpRequest: spread(peak('httpRequest')),
			goal: '< 32 MB',
		},
		{
			figure: named(title, 'the same for the first download of a process'),
			ours: spread(firstPeak('enablex')),
			httpRequest: spread(firstPeak('httpRequest')),
		},
		{
			figure: named(title, 'CPU s'),
			ours: spread(cpu('enablex')),
			httpRequest: spread(cpu('httpRequest')),
			ratio: `${spread(ratios(cpu('enablex'), cpu('httpRequest')))}×`,
		},
	];
}

async function run({ workplace, step, isQuick }: Bench): Promise<Row[]> {
	const bytes = isQuick ? 100 * MB : 1_000 * MB;
	const title = `A recording of ${short(bytes / MB)} MB`;
	const serving = await startServing(workplace);
	const { recordingsUsername: user, recordingsPassword: password } = serving.credential;
	const basicAuth = { user: String(user), password: String(password) };
	const url = await addRecording(serving, bytes);
	const rounds = isQuick ? 1 : 5;
	const runFresh = async (variant: 'enablex' | 'httpRequest'): Promise<Cost> => {
		const measuring = await startEngine(workplace, { engine: 'vm', credential: serving.credential, basicAuth });
		try {
			const first = await measuring.ask('download', { variant, url, bytes });
			const second = await measuring.ask('download', { variant, url, bytes });
			return { ...second, firstPeakBytes: first.peakBytes };
		} finally {
			await measuring.stop();
		}
	};
	const isThere = spawnSync('curl', ['--version']).status === 0;
	const variants = isThere ? VARIANTS : VARIANTS.filter((variant) => variant !== 'curl');
	const measureAll = async (report: Report) =>
		await interleave(variants, rounds, async (variant, round) => {
			if (variant === 'enablex') report(`round ${round + 1} of ${rounds}`);
			return variant === 'curl'
				? await runCurl(workplace.folder, `${basicAuth.user}:${basicAuth.password}`, url)
				: await runFresh(variant);
		});
	try {
		const costs = await step(title, measureAll);
		return toRows(title, bytes, { ...costs, curl: costs.curl ?? [] });
	} finally {
		await serving.process.stop();
	}
}

/** A download streams into n8n's binary data on disk; it must not pass through memory as a whole. */
export const download: Section = { letter: 'd', title: 'A download, binary data on disk', run };
