/** What the command line says, or nothing and a sentence when it makes no sense; then the process ends with 1. */
export function readCommandLine<T>(parse: (argv: readonly string[]) => T): T | undefined {
	try {
		return parse(process.argv.slice(2));
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
		return undefined;
	}
}
