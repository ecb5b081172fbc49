/** The outcomes of all cases, counted by target and by kind of attack. */
export class Results {
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

	/** One table with two lists: the targets, then the kinds of attack. */
	toTable(): string {
		const rows = [...this.rows].sort(([a], [b]) => (a[0] === b[0] ? 0 : a < b ? -1 : 1));
		const lines = rows.map(([key, { items, error }]) => `| ${key.slice(2)} | ${items + error} | ${items} | ${error} |`);
		return ['| What | Cases | Succeeded | One readable error |', '|---|---|---|---|', ...lines].join('\n');
	}
}
