/** A secret, and what to call it in a sentence: never the secret itself. */
export interface Secret {
	readonly name: string;
	readonly value: string;
}

/** Frames of a stack trace that lead into the installed package; its cache folder has the same name. */
const OWN_FRAME = /^\s*at .*node_modules[\\/]n8n-nodes-enablex[\\/].*$/gm;
const OWN_NODE = /^.*\|\s*(?:error|warn)\s*\|.*(?:node_modules[\\/]n8n-nodes-enablex[\\/]|n8n-nodes-enablex\.enableX|enableXApi).*$/gm;

/** The lines of a log that lay something at the package's door: frames of a stack trace, errors and warnings that name its nodes. */
export function findOwnFailures(log: string): string[] {
	// A stack trace may also stand in one line, as JSON.
	const unfolded = log.replaceAll('\\n', '\n');
	return [...unfolded.matchAll(OWN_FRAME), ...log.matchAll(OWN_NODE)].map(([line]) => line.trim());
}

/** The names of the secrets that a log tells, as they are or in base64, the form of a login. */
export function findSecrets(log: string, secrets: readonly Secret[]): string[] {
	return secrets.filter(({ value }) => log.includes(value)).map(({ name }) => name);
}

/** A login as HTTP carries it. */
export function asBasicLogin(user: string, password: string): string {
	return Buffer.from(`${user}:${password}`).toString('base64');
}
