/** The sections that a column's run printed, in order, and whether all of their checks passed. */
export type Sections = ReadonlyMap<string, boolean>;

/** Parses the report of a headless run: headings follow an empty line, checks start with ✔ or ✖. */
export function readSections(report: string): Sections {
	const sections = new Map<string, boolean>();
	let heading: string | undefined;
	let isAfterGap = false;
	for (const line of report.split('\n')) {
		const isCheck = /^[✔✖] /.test(line);
		if (isAfterGap && !isCheck && /^\S/.test(line)) heading = line;
		if (isCheck && heading !== undefined) sections.set(heading, (sections.get(heading) ?? true) && line.startsWith('✔'));
		isAfterGap = line === '';
	}
	return sections;
}

/** The table in Markdown, one row per section. A section that a run never reached counts as failed. */
export function formatTable(columns: ReadonlyArray<{ title: string; sections: Sections }>): string {
	const rows = [...new Set(columns.flatMap(({ sections }) => [...sections.keys()]))];
	const cells = (row: string) => columns.map(({ sections }) => (sections.get(row) ? '✔' : '✖'));
	return [
		`| | ${columns.map(({ title }) => title).join(' | ')} |`,
		`|---|${columns.map(() => ':-:|').join('')}`,
		...rows.map((row) => `| ${row} | ${cells(row).join(' | ')} |`),
	].join('\n');
}

const START = '<!-- compatibility: written by npm run test:compat -- --write -->';
const END = '<!-- end of compatibility -->';

/** The README with its compatibility table replaced. */
export function replaceTable(readme: string, table: string): string {
	const [before, rest] = readme.split(START);
	const after = rest?.split(END)[1];
	if (after === undefined) throw new Error('The README has no place for the compatibility table.');
	return `${before}${START}\n${table}\n${END}${after}`;
}
