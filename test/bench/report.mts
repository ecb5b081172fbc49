import { cpus, loadavg, totalmem } from 'node:os';

/** One line of the report. What has nothing to compare with leaves cells out. */
export interface Row {
	/** What was measured, with its unit. */
	figure: string;
	ours: string;
	/** n8n's HTTP Request node at the same work. */
	httpRequest?: string;
	/** Anything else to compare with, and what it is. */
	other?: string;
	/** Ours by the HTTP Request node's, round by round. */
	ratio?: string;
	/** What the design promises. */
	goal?: string;
}

export interface Chapter {
	title: string;
	rows: Row[];
}

const HEAD = ['Figure', 'EnableX Video', 'HTTP Request', 'Ratio', 'Compare', 'Goal'];

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const toCells = ({ figure, ours, httpRequest = '', ratio = '', other = '', goal = '' }: Row) => [
	figure, ours, httpRequest, ratio, other, goal,
];

/** The machine in general terms, how busy it is at this moment, and what is measured on it. */
export function describeMachine(node: string, n8nVersion: string): string {
	const [{ model }] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return `${cpus().length} cores (${model.trim()}), ${memory} GiB, ${process.platform}, load ${loadavg()[0].toFixed(1)} before; Node ${node}, n8n ${n8nVersion}`;
}

/** The report as one markdown table; cells are medians with the quartiles around them. */
export function toMarkdown(chapters: Chapter[], machine: string): string {
	const body = chapters.flatMap(({ title, rows }) => [line([`**${title}**`, '', '', '', '', '']), ...rows.map((row) => line(toCells(row)))]);
	return [
		`Measured on ${machine}.`,
		'Medians, with the middle half of the runs in parentheses; ratios are taken round by round.',
		'',
		line(HEAD),
		line(HEAD.map(() => '---')),
		...body,
		'',
	].join('\n');
}
