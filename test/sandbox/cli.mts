/** `npm run sandbox`: runs a local EnableX Video API until Ctrl-C. */
import { parseArgs } from 'node:util';
import { endWithParent } from '../lib/stop-signals.mts';
import { basicAuth } from '../lib/basic-auth.mts';
import { DEFAULT_FILES_PORT, DEFAULT_PORT } from './constants.mts';
import { addDemo } from './demo.mts';
import { startSandbox, type Sandbox } from './index.mts';

const USAGE = `Usage: npm run sandbox -- [--port ${DEFAULT_PORT}] [--files-port ${DEFAULT_FILES_PORT}] [--data file.json] [--demo]

  --port        port of the API and of the control routes
  --files-port  port of the recording file host
  --data        keep rooms, records and files in this file across restarts
  --demo        start with a few rooms and one recorded session, if there are no rooms yet`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: String(DEFAULT_PORT) },
			'files-port': { type: 'string', default: String(DEFAULT_FILES_PORT) },
			data: { type: 'string' },
			demo: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const sandbox = await startSandbox({
		port: readPort('--port', values.port),
		filesPort: readPort('--files-port', values['files-port']),
		dataFile: values.data,
	});
	if (values.demo && (await isEmpty(sandbox))) await addDemo(sandbox);
	console.log(describe(sandbox));
	stopOnSignal(sandbox);
}

function readPort(name: string, text: string): number {
	const port = Number(text);
	if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`${name} must be a number from 0 to 65535, not "${text}".`);
	return port;
}

async function isEmpty(sandbox: Sandbox): Promise<boolean> {
	const response = await fetch(`${sandbox.baseUrl}/rooms`, { headers: { authorization: basicAuth(sandbox.appId, sandbox.appKey) } });
	const { rooms } = JSON.parse(await response.text());
	await sandbox.control.clearRequests();
	return rooms.length === 0;
}

function describe({ origin, baseUrl, appId, appKey, recordings }: Sandbox): string {
	return `A local EnableX Video API is running. Its logins are sandbox values, not secrets.

  Base URL             ${baseUrl}
  App ID               ${appId}
  App Key              ${appKey}
  Recordings user      ${recordings.username}
  Recordings password  ${recordings.password}
  Recordings hosts     ${recordings.hosts}
  Control              ${origin}/control

  curl -u ${appId}:${appKey} ${baseUrl}/rooms

Press Ctrl-C to stop it.`;
}

function stopOnSignal(sandbox: Sandbox): void {
	const stop = () => {
		sandbox.stop().then(() => process.exit(0), fail);
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	endWithParent();
}

function fail(error: unknown): void {
	console.error(error instanceof Error ? error.message : String(error));
	process.exit(1);
}

main().catch(fail);
