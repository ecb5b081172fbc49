import type { SandboxSettings } from './control-types.mts';

/** The behaviour that is documented or observed most often (enablex-api.md 15). */
export const DEFAULT_SETTINGS: SandboxSettings = {
	errorsAlways200: false,
	resultAsString: false,
	envelope: 'legacy',
	usersWhenInactive: 'null',
	emptyLists: 'array',
	roomPeriodRoute: true,
	toExclusive: false,
	cdrGeneration: 'new',
	latencyMs: 0,
	createStatus: 200,
	transcodedExtension: 'mov',
	newDialect: false,
	cutoffMinutes: 30,
	roomGeneration: 'new',
	singleFileAsRecording: false,
	contentDisposition: false,
};

const CHOICES: Partial<Record<keyof SandboxSettings, ReadonlyArray<string | number>>> = {
	envelope: ['legacy', 'new'],
	usersWhenInactive: ['null', 'empty', 'missing'],
	emptyLists: ['array', 'null', 'missing'],
	cdrGeneration: ['new', 'old'],
	createStatus: [200, 201],
	roomGeneration: ['new', '2018'],
	transcodedExtension: ['mov', 'mp4'],
	cutoffMinutes: [15, 30],
};

/** Explains in a sentence what is wrong with a change of settings; null if it is valid. */
export function findSettingsProblem(change: object): string | null {
	for (const [key, value] of Object.entries(change)) {
		if (!isSettingName(key)) {
			return `There is no setting "${key}". Known: ${Object.keys(DEFAULT_SETTINGS).join(', ')}.`;
		}
		const choices = CHOICES[key];
		if (choices && !choices.includes(value)) {
			return `Setting "${key}" must be one of ${choices.join(', ')}.`;
		}
		if (typeof value !== typeof DEFAULT_SETTINGS[key]) {
			return `Setting "${key}" must be a ${typeof DEFAULT_SETTINGS[key]}.`;
		}
	}
	return null;
}

function isSettingName(key: string): key is keyof SandboxSettings {
	return Object.hasOwn(DEFAULT_SETTINGS, key);
}
