/** What was tried and what came of it, by target and by kind of attack. */
export class Tally {
	readonly failures: string[] = [];
	cases = 0;
	private readonly rows = new Map<string, { items: number; error: number }>();

	count(target: string, kind: string, outcome: 'items' | 'error'): void {
		this.cases++;
		for (const key of [`1 ${target}`, `2 ${target.split(' ')[0]}: ${kind}`]) {
			const row = this.rows.get(key) ?? { items: 0, error: 0 };
			row[outcome]++;
			this.rows.set(key, row);
		}
	}

	/** Two lists in one table: the targets, and the kinds of attack. */
	toTable(): string {
		const rows = [...this.rows].sort(([a], [b]) => (a[0] === b[0] ? 0 : a < b ? -1 : 1));
		const lines = rows.map(([key, { items, error }]) => `| ${key.slice(2)} | ${items + error} | ${items} | ${error} |`);
		return ['| What | Cases | Went through | One error, a sentence |', '|---|---|---|---|', ...lines].join('\n');
	}
}
