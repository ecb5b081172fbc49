import type { RunningHost } from './host.mts';
import { OWNER } from './owner.mts';
import type { StartOptions } from './options.mts';
import type { Folders } from './paths.mts';

/** What stands before the first workflows. */
const LABELS = ['Start here', 'Others'];

/** What a user needs to know once everything is running, without the key of a real account. */
export function describeHost(host: RunningHost, options: StartOptions, folders: Folders): string {
	const { n8n, sandbox, workflows } = host;
	return [
		'',
		`n8n ${options.release.version} is running with this package.`,
		'',
		line('Editor', n8n.url),
		line('Email', OWNER.email),
		line('Password', OWNER.password),
		'',
		...workflows.map(({ id, name }, index) => line(LABELS[index] ?? '', `${name}\n${line('', `${n8n.url}/workflow/${id}`)}`)),
		'',
		...(sandbox ? describeSandbox(sandbox) : describeAccount(host)),
		'',
		line('n8n log', n8n.logFile),
		line('Data', folders.data),
		line('Installs', folders.cache),
		'',
		'Press Ctrl-C to stop everything.',
		'',
	].join('\n');
}

function describeSandbox({ baseUrl, origin, appId, appKey }: NonNullable<RunningHost['sandbox']>): string[] {
	return [
		line('EnableX API', 'the local sandbox; nothing leaves this machine'),
		line('Base URL', baseUrl),
		line('App ID', appId),
		line('App Key', appKey),
		line('Control', `${origin}/control`),
	];
}

function describeAccount({ account }: RunningHost): string[] {
	return [line('EnableX API', 'the real service'), line('Base URL', account.baseUrl), line('App ID', account.appId)];
}

function line(label: string, text: string): string {
	return `  ${label.padEnd(13)}${text}`;
}
