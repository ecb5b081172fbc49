import { parseOptions, resetTargets } from './options.mts';

const REAL = { ENABLEX_APP_ID: 'an-id', ENABLEX_APP_KEY: 'a-key' };

describe('The options of npm start', () => {
	test('default to n8n 2.41.1 on 5678 and the sandbox on 5480 and 5481', () => {
		const options = parseOptions([], {});
		expect(options).toMatchObject({ port: 5678, sandboxPort: 5480, filesPort: 5481, reset: false, help: false });
		expect(options.release.version).toBe('2.41.1');
		expect(options.account).toBeUndefined();
	});

	test('ports, version and reset are taken from the command line', () => {
		const argv = ['--port', '6100', '--sandbox-port=6101', '--files-port', '6102', '--n8n-version', '1.123.81', '--reset'];
		const options = parseOptions(argv, {});
		expect(options).toMatchObject({ port: 6100, sandboxPort: 6101, filesPort: 6102, reset: true });
		expect(options.release.version).toBe('1.123.81');
	});

	test.each(['80', '65536', 'abc', '80.5', ''])('a port of "%s" is refused with the option and the range', (port) => {
		expect(() => parseOptions([`--files-port=${port}`], {})).toThrow(`--files-port takes a number from 1024 to 65535, not "${port}".`);
	});

	test('a port that browsers block is refused before anything is started', () => {
		expect(() => parseOptions(['--port', '6000'], {})).toThrow('--port 6000: browsers block this port');
	});

	test('the same port twice is refused', () => {
		expect(() => parseOptions(['--port', '5480'], {})).toThrow('must be three different numbers');
	});

	test('an unknown option is refused by its name', () => {
		expect(() => parseOptions(['--prot', '5'], {})).toThrow("'--prot'");
	});

	test('an unknown version of n8n is refused with a list of the known ones', () => {
		expect(() => parseOptions(['--n8n-version', '2.0.0'], {})).toThrow('Known versions: 2.41.1, 1.123.81.');
	});

	test('App ID and App Key select the real service, at its default base URL unless another one is set', () => {
		expect(parseOptions([], REAL).account).toEqual({
			appId: 'an-id',
			appKey: 'a-key',
			baseUrl: 'https://api.enablex.io/video/v2',
		});
		const elsewhere = { ...REAL, ENABLEX_BASE_URL: 'https://api.example.com/video/v1' };
		expect(parseOptions([], elsewhere).account?.baseUrl).toBe('https://api.example.com/video/v1');
	});

	test.each(Object.entries(REAL))('%s alone is refused without showing its value', (name, value) => {
		const refusal = () => parseOptions([], { [name]: value });
		expect(refusal).toThrow('Set both ENABLEX_APP_ID and ENABLEX_APP_KEY');
		expect(refusal).not.toThrow(value);
	});

	test('reset removes the folder of the chosen n8n and the rooms, and nothing else', () => {
		const { release } = parseOptions([], {});
		expect(resetTargets('/data', release)).toEqual(['/data/n8n/2.41.1', '/data/sandbox.json']);
	});
});
