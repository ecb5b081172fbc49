import { cpus, loadavg, totalmem } from 'node:os';

/** One line of the report. Cells without a counterpart are left out. */
export interface Row {
	/** What was measured, with its unit. */
	figure: string;
	ours: string;
	/** n8n's HTTP Request node doing the same work. */
	httpRequest?: string;
	/** Another baseline, with its name. */
	other?: string;
	/** Ours divided by the HTTP Request node's, round by round. */
	ratio?: string;
	/** The target we set ourselves. */
	goal?: string;
}

export interface ReportSection {
	title: string;
	rows: Row[];
}

const HEAD = ['Figure', 'EnableX Video', 'HTTP Request', 'Ratio', 'Compare', 'Goal'];

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const toCells = ({ figure, ours, httpRequest = '', ratio = '', other = '', goal = '' }: Row) => [
	figure, ours, httpRequest, ratio, other, goal,
];

/** The machine in general terms, its current load, and the versions being measured. */
export function describeMachine(node: string, n8nVersion: string): string {
	const [{ model }] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return `${cpus().length} cores (${model.trim()}), ${memory} GiB, ${process.platform}, load ${loadavg()[0].toFixed(1)} before; Node ${node}, n8n ${n8nVersion}`;
}

/** The report as one Markdown table; cells show the median with the quartiles. */
export function toMarkdown(sections: ReportSection[], machine: string): string {
	const body = sections.flatMap(({ title, rows }) => [line([`**${title}**`, '', '', '', '', '']), ...rows.map((row) => line(toCells(row)))]);
	return [
		`Measured on ${machine}.`,
		'Medians, with the interquartile range in parentheses; ratios are computed round by round.',
		'',
		line(HEAD),
		line(HEAD.map(() => '---')),
		...body,
		'',
	].join('\n');
}
