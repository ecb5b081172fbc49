import type { Owner } from './owner.mts';

/** The variables that n8n inherits from the user's environment: nothing that configures another n8n. */
const INHERITED = [
	/^(PATH|HOME|USER|LOGNAME|SHELL|LANG|TZ|TMPDIR|TERM)$/,
	/^LC_/,
	/^XDG_/,
	/^(HTTP|HTTPS|ALL|NO)_PROXY$/i,
	/^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR)$/,
	/^(GENERIC_TIMEZONE|N8N_LOG_LEVEL)$/,
];

/** The npm settings that npm inherits: access to the registry. A project's `ignore-scripts` must not leak in. */
const NPM_INHERITED = /^npm_config_(registry|cache|userconfig|globalconfig|ca|cafile|strict_ssl|nodedir|python|.*proxy|.*auth.*)$/i;

/** The settings of one n8n process. */
export interface N8nSettings {
	readonly userFolder: string;
	readonly port: number;
	/** The port of n8n's internal task broker; the default would collide with a second n8n. */
	readonly brokerPort: number;
	/** The owner to create at startup; undefined if a request creates it. */
	readonly owner?: Owner & { readonly passwordHash: string };
	/** False if isolated-vm has no binary for this machine. */
	readonly isolatedExpressions: boolean;
	/** The n8n modules to disable. */
	readonly disabledModules: readonly string[];
}

/** Builds n8n's environment: this machine's basics, then the settings of a private local instance. */
export function n8nEnvironment(env: NodeJS.ProcessEnv, settings: N8nSettings): Record<string, string> {
	const port = String(settings.port);
	return {
		GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
		...pick(env, (name) => INHERITED.some((pattern) => pattern.test(name))),
		NODE_ENV: 'production',
		N8N_USER_FOLDER: settings.userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: port,
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_DISABLED_MODULES: settings.disabledModules.join(','),
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '8',
		...(settings.isolatedExpressions ? {} : { N8N_EXPRESSION_ENGINE: 'legacy' }),
		...(settings.owner ? ownerVariables(settings.owner) : {}),
	};
}

/** The environment of an npm child process: everything except the configuration of `npm start` itself. */
export function npmEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
	return pick(env, (name) => {
		if (name === 'NODE_OPTIONS' || name === 'NODE_ENV') return false;
		return !/^npm_/i.test(name) || NPM_INHERITED.test(name);
	});
}

function ownerVariables(owner: Owner & { readonly passwordHash: string }): Record<string, string> {
	return {
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: owner.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: owner.firstName,
		N8N_INSTANCE_OWNER_LAST_NAME: owner.lastName,
		N8N_INSTANCE_OWNER_PASSWORD_HASH: owner.passwordHash,
	};
}

function pick(env: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Record<string, string> {
	const kept: Record<string, string> = {};
	for (const [name, value] of Object.entries(env)) {
		if (value !== undefined && wanted(name)) kept[name] = value;
	}
	return kept;
}
