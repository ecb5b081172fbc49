/** Counts what holds and what does not, and says so line by line. */
export class Checks {
	private passed = 0;
	private failed = 0;

	/** @param print receives one line at a time */
	constructor(private readonly print: (line: string) => void = console.log) {}

	/** Whether nothing has failed so far. */
	get ok(): boolean {
		return this.failed === 0;
	}

	/** How much has failed so far. */
	get failures(): number {
		return this.failed;
	}

	/** Notes whether a sentence is true; `detail` is shown with it. */
	that(sentence: string, holds: boolean, detail = ''): void {
		if (holds) this.passed += 1;
		else this.failed += 1;
		this.print(`${holds ? '✔' : '✖'} ${sentence}${detail && `: ${detail}`}`);
	}

	/** Says what is going on, where that takes its time. */
	note(sentence: string): void {
		this.print(`  ${sentence}`);
	}

	/** Begins checks that belong together. */
	heading(title: string): void {
		this.print(`\n${title}`);
	}

	/** Runs checks that belong together; when one throws, that counts as a failure and the rest goes on. */
	async section(title: string, work: () => Promise<void>): Promise<void> {
		this.heading(title);
		try {
			await work();
		} catch (error) {
			this.that('runs to its end', false, error instanceof Error ? error.message : String(error));
		}
	}

	/** The line that ends a report; scripts read it. */
	summary(): string {
		return `${this.passed} passed, ${this.failed} failed`;
	}
}
