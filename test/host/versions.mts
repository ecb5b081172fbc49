/** One release of n8n that the host can install. A new release is a new entry here and a folder below n8n/. */
export interface N8nVersion {
	/** The exact npm version; its package.json and lock file live in `n8n/<version>/`. */
	readonly version: string;
	/** What `npm install` needs for this release besides the flags every release gets (host.md 2 and 9). */
	readonly installFlags: readonly string[];
	/** How the owner comes to be: by environment variables, or by the form's own request. */
	readonly owner: 'environment' | 'form';
	/** Modules of this release that would ask hosts of n8n's own for something; a name that it does not know would keep it from starting. */
	readonly disabledModules: readonly string[];
}

const VERSIONS: readonly N8nVersion[] = [
	{ version: '2.41.1', installFlags: ['--legacy-peer-deps'], owner: 'environment', disabledModules: ['mcp-registry'] },
	{ version: '1.123.81', installFlags: [], owner: 'form', disabledModules: [] },
];

/** The release that `npm start` runs when nobody asks for another. */
export const DEFAULT_VERSION = '2.41.1';

/** Every release that the host can install, newest first. */
export const KNOWN_VERSIONS: readonly string[] = VERSIONS.map(({ version }) => version);

/** Finds a release by its exact version; throws a sentence that lists the known ones. */
export function findVersion(version: string): N8nVersion {
	const found = VERSIONS.find((candidate) => candidate.version === version);
	if (!found) {
		throw new Error(`n8n ${version} is not prepared here. Known versions: ${KNOWN_VERSIONS.join(', ')}.`);
	}
	return found;
}
