/** A release of n8n that the host can install. To add one, add an entry here and a folder in locks/. */
export interface N8nVersion {
	/** The exact npm version; its package.json and lock file are in `locks/<version>/`. */
	readonly version: string;
	/** Extra `npm install` flags for this release. */
	readonly installFlags: readonly string[];
	/** How the owner is created: by environment variables, or by the request of the setup form. */
	readonly owner: 'environment' | 'form';
	/** The modules of this release that contact n8n's own hosts. An unknown name would keep n8n from starting. */
	readonly disabledModules: readonly string[];
}

const VERSIONS: readonly N8nVersion[] = [
	{ version: '2.41.1', installFlags: ['--legacy-peer-deps'], owner: 'environment', disabledModules: ['mcp-registry'] },
	{ version: '1.123.81', installFlags: [], owner: 'form', disabledModules: [] },
];

/** The release that `npm start` runs by default. */
export const DEFAULT_VERSION = '2.41.1';

/** All releases that the host can install, newest first. */
export const KNOWN_VERSIONS: readonly string[] = VERSIONS.map(({ version }) => version);

/** Finds a release by its exact version. Throws an error that lists the known ones. */
export function findVersion(version: string): N8nVersion {
	const found = VERSIONS.find((candidate) => candidate.version === version);
	if (!found) {
		throw new Error(`n8n ${version} is not supported here. Known versions: ${KNOWN_VERSIONS.join(', ')}.`);
	}
	return found;
}
