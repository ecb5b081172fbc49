/** Parses the command line. If that fails, prints the error, sets exit code 1, and returns undefined. */
export function readCommandLine<T>(parse: (argv: readonly string[]) => T): T | undefined {
	try {
		return parse(process.argv.slice(2));
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
		return undefined;
	}
}
