/** A secret, and the name to report it under, which never contains the secret itself. */
export interface Secret {
	readonly name: string;
	readonly value: string;
}

/** Stack frames inside the installed package. The pattern includes node_modules because the cache folder has the same name. */
const OWN_FRAME = /^\s*at .*node_modules[\\/]n8n-nodes-enablex[\\/].*$/gm;
const OWN_NODE = /^.*\|\s*(?:error|warn)\s*\|.*(?:node_modules[\\/]n8n-nodes-enablex[\\/]|n8n-nodes-enablex\.enableX|enableXApi).*$/gm;

/** The log lines that point to the package: stack frames, and errors and warnings that name its nodes. */
export function findOwnFailures(log: string): string[] {
	// A stack trace may also be on one line, as JSON.
	const unfolded = log.replaceAll('\\n', '\n');
	return [...unfolded.matchAll(OWN_FRAME), ...log.matchAll(OWN_NODE)].map(([line]) => line.trim());
}

/** The names of the secrets that a log contains. */
export function findSecrets(log: string, secrets: readonly Secret[]): string[] {
	return secrets.filter(({ value }) => log.includes(value)).map(({ name }) => name);
}
