import { encodeLogin } from '../../lib/basic-auth.mts';
import { findOwnFailures, findSecrets } from './log-audit.mts';
import { readWorkerLog } from './worker-log.mts';

const FRAME = '    at poll (/data/worker-1/.n8n/nodes/node_modules/n8n-nodes-enablex/dist/index.js:12:34)';
const HOST_FRAME = '    at run (/home/sam/.cache/n8n-nodes-enablex/n8n-2.41.1/node_modules/n8n/dist/workflow-runner.js:1:2)';

describe("The audit of n8n's logs finds", () => {
	test('a stack trace that leads into the package, on separate lines or inside JSON', () => {
		expect(findOwnFailures(`Error: oh\n${HOST_FRAME}\n${FRAME}\n`)).toEqual([FRAME.trim()]);
		const folded = `12:00 | error | failed {"stack":"Error: oh\\n${HOST_FRAME}\\n${FRAME}\\n    at other"}`;
		expect(findOwnFailures(folded)).toContain(FRAME.trim());
	});

	test('errors and warnings about the nodes of the package', () => {
		const about = (level: string) => `12:00 | ${level} | Node failed {"type":"n8n-nodes-enablex.enableXVideo"}`;
		expect(findOwnFailures([about('error'), about('warn '), about('debug'), about('info ')].join('\n'))).toEqual([about('error'), about('warn ')]);
	});

	test("no stack trace of n8n itself, although its folder has the package's name", () => {
		expect(findOwnFailures(`12:00 | error | Last session crashed\n${HOST_FRAME}`)).toEqual([]);
		expect(findOwnFailures(`12:00 | error | {"stack":"Error: oh\\n${HOST_FRAME}"}`)).toEqual([]);
	});

	test('a secret, and reports only its name', () => {
		const secrets = [
			{ name: 'App Key', value: 'abc123' },
			{ name: 'login', value: encodeLogin('app', 'abc123') },
		];
		expect(findSecrets('authorization: Basic YXBwOmFiYzEyMw==', secrets)).toEqual(['login']);
		expect(findSecrets('appKey=abc123', secrets)).toEqual(['App Key']);
		expect(findSecrets('appKey=***', secrets)).toEqual([]);
	});

	test('the executions that a worker started, and those it did not finish', () => {
		const log = ['started execution 7 (job 1)', 'started execution 8 (job 2)', 'finished execution 7 (job 1)', 'started execution 8 (job 2)'];
		expect(readWorkerLog(log.map((line) => `12:00 | info | Worker ${line} {"executionId":"9"}`).join('\n'))).toEqual({
			started: ['7', '8', '8'],
			unfinished: ['8', '8'],
		});
	});
});
