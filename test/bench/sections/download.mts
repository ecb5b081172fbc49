import { execFile, spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Report } from '../../lib/steps.mts';
import type { MemoryCost } from '../measuring/measure.mts';
import { formatNumber, formatSpread, ratios } from '../numbers.mts';
import { startEngine, startServing, type ServedSandbox } from '../processes.mts';
import type { Row } from '../report.mts';
import { interleave, joinTitle, type Bench, type Section } from '../section.mts';

const MB = 1e6;
const VARIANTS = ['enablex', 'httpRequest', 'curl'] as const;
type Variant = (typeof VARIANTS)[number];

/** Two downloads by a fresh process: the first one fills buffers that later ones reuse. */
interface Cost extends MemoryCost {
	firstPeakBytes: number;
}

/** Adds a recording of this size and returns its URL. */
async function addRecording({ control, target }: ServedSandbox, fileBytes: number): Promise<string> {
	const { roomIds } = await control.seedRooms({ count: 1 });
	const users = [{ name: 'Ann', seconds: 60 }];
	await control.runSession({ roomId: roomIds[0], users, recording: true, fileBytes, transcodedAfterSeconds: 0 });
	const file = (await control.files()).find(({ path: name }) => name.includes('session.'));
	if (!file) throw new Error(`The sandbox at ${target.baseUrl} produced no recording`);
	return file.url;
}

/** Downloads with curl into a file on the same disk. */
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
			figure: joinTitle(title, 'MB/s'),
			ours: formatSpread(speed('enablex')),
			httpRequest: formatSpread(speed('httpRequest')),
			ratio: `${formatSpread(ratios(speed('enablex'), speed('httpRequest')))}×`,
			other: hasCurl ? `curl ${formatSpread(speed('curl'))}; ours / curl ${formatSpread(ratios(speed('enablex'), speed('curl')))}×` : 'no curl here',
		},
		{
			figure: joinTitle(title, 'peak MB above idle'),
			ours: formatSpread(peak('enablex')),
			httpRequest: formatSpread(peak('httpRequest')),
			goal: '< 32 MB',
		},
		{
			figure: joinTitle(title, 'the same for the first download of a process'),
			ours: formatSpread(firstPeak('enablex')),
			httpRequest: formatSpread(firstPeak('httpRequest')),
		},
		{
			figure: joinTitle(title, 'CPU s'),
			ours: formatSpread(cpu('enablex')),
			httpRequest: formatSpread(cpu('httpRequest')),
			ratio: `${formatSpread(ratios(cpu('enablex'), cpu('httpRequest')))}×`,
		},
	];
}

async function run({ environment, step, isQuick }: Bench): Promise<Row[]> {
	const bytes = isQuick ? 100 * MB : 1_000 * MB;
	const title = `A recording of ${formatNumber(bytes / MB)} MB`;
	const serving = await startServing(environment);
	const { recordingsUsername: user, recordingsPassword: password } = serving.credential;
	const basicAuth = { user: String(user), password: String(password) };
	const url = await addRecording(serving, bytes);
	const rounds = isQuick ? 1 : 5;
	const runFresh = async (variant: 'enablex' | 'httpRequest'): Promise<Cost> => {
		const measuring = await startEngine(environment, { engine: 'vm', credential: serving.credential, basicAuth });
		try {
			const first = await measuring.call('download', { variant, url, bytes });
			const second = await measuring.call('download', { variant, url, bytes });
			return { ...second, firstPeakBytes: first.peakBytes };
		} finally {
			await measuring.stop();
		}
	};
	const hasCurl = spawnSync('curl', ['--version']).status === 0;
	const variants = hasCurl ? VARIANTS : VARIANTS.filter((variant) => variant !== 'curl');
	const measureAll = async (report: Report) =>
		await interleave(variants, rounds, async (variant, round) => {
			if (variant === 'enablex') report(`round ${round + 1} of ${rounds}`);
			return variant === 'curl'
				? await runCurl(environment.folder, `${basicAuth.user}:${basicAuth.password}`, url)
				: await runFresh(variant);
		});
	try {
		const costs = await step(title, measureAll);
		return toRows(title, bytes, { ...costs, curl: costs.curl ?? [] });
	} finally {
		await serving.process.stop();
	}
}

/** A download streams into n8n's binary data on disk; it must never be in memory as a whole. */
export const download: Section = { letter: 'd', title: 'A download, binary data on disk', run };
