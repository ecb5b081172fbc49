import { parseArgs } from 'node:util';
import { dataPaths } from './paths.mts';
import { DEFAULT_VERSION, findVersion, KNOWN_VERSIONS } from './versions.mts';
import type { N8nVersion } from './versions.mts';

/** A project of the real EnableX service, to use instead of the sandbox. */
export interface Account {
	readonly appId: string;
	readonly appKey: string;
	readonly baseUrl: string;
}

/** The options from the command line and the environment. */
export interface StartOptions {
	readonly help: boolean;
	readonly reset: boolean;
	readonly release: N8nVersion;
	readonly port: number;
	readonly sandboxPort: number;
	readonly filesPort: number;
	readonly account?: Account;
}

/** The "bad ports" of the Fetch standard from 1024 up, which browsers and Node's fetch refuse to connect to. */
const BLOCKED_PORTS = [
	1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
];

const REAL_BASE_URL = 'https://api.enablex.io/video/v2';

/** What `npm start -- --help` prints. */
export const HELP = `Starts a real n8n with this package, and a local EnableX Video API to connect it to.

npm start -- [options]
npm run dev -- [options]   the same, and n8n reloads the nodes when a file of them is saved

  --port <number>           port of n8n's editor, default 5678
  --sandbox-port <number>   port of the local EnableX Video API, default 5480
  --files-port <number>     port of its recording files, default 5481
  --n8n-version <version>   ${KNOWN_VERSIONS.join(' or ')}, default ${DEFAULT_VERSION}
  --reset                   first delete all workflows, credentials and rooms (keeps the installs)
  --help                    show this

Environment
  ENABLEX_APP_ID, ENABLEX_APP_KEY   use this project of the real service instead of the sandbox
  ENABLEX_BASE_URL                  base URL of the real service, default ${REAL_BASE_URL}
  ENABLEX_CACHE_DIR                 folder for the installs of Node and n8n (about 2 GB)
  ENABLEX_DATA_DIR                  folder for n8n's database and the sandbox's rooms
`;

/** Parses the command line. Throws a readable error for invalid options. */
export function parseOptions(argv: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
	const { values } = parseArgs({
		args: [...argv],
		options: {
			port: { type: 'string', default: '5678' },
			'sandbox-port': { type: 'string', default: '5480' },
			'files-port': { type: 'string', default: '5481' },
			'n8n-version': { type: 'string', default: DEFAULT_VERSION },
			reset: { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	const options = {
		help: values.help,
		reset: values.reset,
		release: findVersion(values['n8n-version']),
		port: readPort('--port', values.port),
		sandboxPort: readPort('--sandbox-port', values['sandbox-port']),
		filesPort: readPort('--files-port', values['files-port']),
		account: readAccount(env),
	};
	refuseSharedPorts(options);
	return options;
}

/** The folders that `--reset` removes: n8n's own for this release, and the sandbox's rooms. */
export function resetTargets(dataFolder: string, { version }: N8nVersion): string[] {
	const { userFolder, sandboxFile } = dataPaths(dataFolder, version);
	return [userFolder, sandboxFile];
}

function readPort(option: string, text: string): number {
	const port = Number(text);
	if (!/^\d+$/.test(text) || port < 1024 || port > 65_535) {
		throw new Error(`${option} takes a number from 1024 to 65535, not "${text}".`);
	}
	if (BLOCKED_PORTS.includes(port)) {
		throw new Error(`${option} ${port}: browsers block this port because another protocol uses it. Choose another one.`);
	}
	return port;
}

function refuseSharedPorts({ port, sandboxPort, filesPort }: StartOptions): void {
	if (new Set([port, sandboxPort, filesPort]).size < 3) {
		throw new Error('--port, --sandbox-port and --files-port must be three different numbers.');
	}
}

function readAccount(env: NodeJS.ProcessEnv): Account | undefined {
	const { ENABLEX_APP_ID: appId, ENABLEX_APP_KEY: appKey, ENABLEX_BASE_URL: baseUrl } = env;
	if (!appId && !appKey) return undefined;
	if (!appId || !appKey) {
		throw new Error('Set both ENABLEX_APP_ID and ENABLEX_APP_KEY for the real service, or neither for the sandbox.');
	}
	return { appId, appKey, baseUrl: baseUrl || REAL_BASE_URL };
}
