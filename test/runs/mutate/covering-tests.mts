/** Which tests are asked about a mutant: the unit tests of its room first, then the engine tests named for it. */

/** Paths of tests, as jest takes them. */
export interface CoveringTests {
	units: readonly string[];
	/** Unit tests that take many seconds, and so come last. */
	slowUnits?: readonly string[];
	engine: readonly string[];
}

const TRIGGER: CoveringTests = { units: ['test/unit/trigger/(?!properties)'], slowUnits: ['test/unit/trigger/properties'], engine: ['test/engine/trigger'] };

/** By folder; of several, the longest counts. */
export const COVERING_TESTS: Readonly<Record<string, CoveringTests>> = {
	credentials: { units: ['test/unit/credential'], engine: ['test/engine/credential'] },
	'nodes/EnableXVideo': { units: ['test/unit/resources'], engine: ['test/engine/package', 'test/engine/requests'] },
	'nodes/EnableXVideo/execution': { units: ['test/unit/execution', 'test/unit/resources/(fields|description)'], engine: ['test/engine/requests', 'test/engine/lists', 'test/engine/input/limits', 'test/engine/download', 'test/engine/session', 'test/engine/joinLink'] },
	'nodes/EnableXVideo/resources': {
		units: ['test/unit/resources'],
		engine: ['test/engine/room', 'test/engine/token', 'test/engine/lists', 'test/engine/download', 'test/engine/requests/fields', 'test/engine/input'],
	},
	'nodes/EnableXVideoTrigger': TRIGGER,
	'nodes/EnableXVideoTrigger/delivery': TRIGGER,
	'nodes/EnableXVideoWebhookTrigger': { units: ['test/unit/webhook'], engine: ['test/engine/webhook'] },
	'nodes/shared/api': {
		units: ['test/unit/api', 'test/unit/execution', 'test/unit/methods'],
		engine: ['test/engine/requests', 'test/engine/lists', 'test/engine/download', 'test/engine/credential/credential'],
	},
	'nodes/shared/credential': { units: ['test/unit/credential', 'test/unit/webhook/request'], engine: ['test/engine/credential', 'test/engine/download/login'] },
	'nodes/shared/descriptions': { units: ['test/unit/resources'], engine: ['test/engine/input', 'test/engine/lists'] },
	'nodes/shared/methods': { units: ['test/unit/methods'], engine: ['test/engine/room/list', 'test/engine/credential/credential'] },
	'nodes/shared/parameters': { units: ['test/unit/parameters'], engine: ['test/engine/input', 'test/engine/lists'] },
	'nodes/shared/records': { units: ['test/unit/records', 'test/unit/resources'], engine: ['test/engine/lists', 'test/engine/room'] },
	'nodes/shared/time': { units: ['test/unit/time', 'test/unit/trigger/settings', 'test/unit/parameters'], engine: ['test/engine/input/times', 'test/engine/lists', 'test/engine/session', 'test/engine/room', 'test/engine/trigger/start'] },
	'nodes/shared/utils': { units: ['test/unit/utils', 'test/unit/parameters', 'test/unit/records'], engine: ['test/engine/input', 'test/engine/lists'] },
};

/** The folder of COVERING_TESTS to which a source file belongs. Throws if there is none. */
export function coveredFolderOf(file: string): string {
	const [folder] = Object.keys(COVERING_TESTS).filter((name) => file.startsWith(`${name}/`)).sort((a, b) => b.length - a.length);
	if (folder === undefined) throw new Error(`No tests are named for ${file} in covering-tests.mts.`);
	return folder;
}
