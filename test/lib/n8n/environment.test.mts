import { n8nEnvironment, npmEnvironment } from './environment.mts';

const SETTINGS = { userFolder: '/data/n8n', port: 6000, brokerPort: 6003, isolatedExpressions: true, disabledModules: ['one', 'two'] };

describe("n8n's environment", () => {
	test('excludes settings of another n8n and the keys of a real account', () => {
		const users = {
			PATH: '/bin',
			DB_TYPE: 'postgresdb',
			N8N_ENCRYPTION_KEY: 'theirs',
			N8N_PORT: '1',
			EXECUTIONS_MODE: 'queue',
			ENABLEX_APP_KEY: 'a-key',
			NODE_OPTIONS: '--inspect',
		};
		const environment = n8nEnvironment(users, SETTINGS);
		expect(environment).toMatchObject({ PATH: '/bin', N8N_PORT: '6000', N8N_USER_FOLDER: '/data/n8n' });
		for (const name of ['DB_TYPE', 'N8N_ENCRYPTION_KEY', 'EXECUTIONS_MODE', 'ENABLEX_APP_KEY', 'NODE_OPTIONS']) {
			expect(environment).not.toHaveProperty(name);
		}
	});

	test('makes n8n listen on this machine only', () => {
		expect(n8nEnvironment({}, SETTINGS)).toMatchObject({ N8N_LISTEN_ADDRESS: '127.0.0.1' });
	});

	test("disables modules that would contact n8n's hosts", () => {
		expect(n8nEnvironment({}, SETTINGS)).toMatchObject({ N8N_DISABLED_MODULES: 'one,two' });
	});

	test('keeps two instances of n8n from sharing a task broker port', () => {
		expect(n8nEnvironment({}, SETTINGS)).toMatchObject({ N8N_RUNNERS_BROKER_PORT: '6003' });
	});

	test("includes the machine's proxies and certificates", () => {
		const machine = { https_proxy: 'http://proxy.example:3128', NODE_EXTRA_CA_CERTS: '/ca.pem' };
		expect(n8nEnvironment(machine, SETTINGS)).toMatchObject(machine);
	});

	test("has this machine's time zone unless the user sets another one", () => {
		const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
		expect(n8nEnvironment({}, SETTINGS)).toMatchObject({ GENERIC_TIMEZONE: own });
		expect(n8nEnvironment({ GENERIC_TIMEZONE: 'Asia/Tokyo' }, SETTINGS)).toMatchObject({ GENERIC_TIMEZONE: 'Asia/Tokyo' });
	});

	test('selects the older expression engine only if isolated-vm has no binary', () => {
		expect(n8nEnvironment({}, SETTINGS)).not.toHaveProperty('N8N_EXPRESSION_ENGINE');
		expect(n8nEnvironment({}, { ...SETTINGS, isolatedExpressions: false })).toMatchObject({ N8N_EXPRESSION_ENGINE: 'legacy' });
	});
});

describe("npm's environment", () => {
	test('drops ignore-scripts of the checkout, so that the SQLite binding is built', () => {
		const underNpm = { npm_config_ignore_scripts: 'true', npm_config_local_prefix: '/checkout', npm_package_name: 'x', PATH: '/bin' };
		expect(npmEnvironment(underNpm)).toEqual({ PATH: '/bin' });
	});

	test('keeps registry, proxy and certificate settings', () => {
		const settings = {
			npm_config_registry: 'https://npm.example.com/',
			npm_config_https_proxy: 'http://proxy.example:3128',
			npm_config_cafile: '/ca.pem',
			NPM_CONFIG_CACHE: '/cache',
		};
		expect(npmEnvironment(settings)).toEqual(settings);
	});
});
