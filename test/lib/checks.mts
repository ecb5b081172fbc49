/** Counts passed and failed checks, and prints a line for each. */
export class Checks {
	private passed = 0;
	private failed = 0;

	/** @param print receives one line at a time */
	constructor(private readonly print: (line: string) => void = console.log) {}

	/** Whether nothing has failed so far. */
	get ok(): boolean {
		return this.failed === 0;
	}

	/** The number of failures so far. */
	get failures(): number {
		return this.failed;
	}

	/** Records whether a sentence is true, and prints it with `detail`. */
	that(sentence: string, holds: boolean, detail = ''): void {
		if (holds) this.passed += 1;
		else this.failed += 1;
		this.print(`${holds ? '✔' : '✖'} ${sentence}${detail && `: ${detail}`}`);
	}

	/** Prints what is happening during a longer wait. */
	note(sentence: string): void {
		this.print(`  ${sentence}`);
	}

	/** Starts a group of checks. */
	heading(title: string): void {
		this.print(`\n${title}`);
	}

	/** Runs a group of checks. If it throws, that counts as a failure and the run continues. */
	async section(title: string, work: () => Promise<void>): Promise<void> {
		this.heading(title);
		try {
			await work();
		} catch (error) {
			this.that('completes without an error', false, error instanceof Error ? error.message : String(error));
		}
	}

	/** The last line of a report, which scripts parse. */
	summary(): string {
		return `${this.passed} passed, ${this.failed} failed`;
	}
}
