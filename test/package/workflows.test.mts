import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(__dirname, '../../.github/workflows');
const workflows = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

/** The jobs of a workflow, by name, each with its lines. */
function jobsOf(text: string): Map<string, string> {
	const [, jobs = ''] = text.split(/^jobs:\n/m);
	const parts = jobs.split(/^ {2}(\w[\w-]*):\n/m).slice(1);
	return new Map(parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1]] as const] : [])));
}

/** The permissions of a workflow or a job, from the lines below `permissions:`. */
function permissionsOf(text: string): string[] | undefined {
	const [, inline, block] = /^ *permissions:(?: (\{\}))?\n((?: +[\w-]+: \w+\n)*)/m.exec(text) ?? [];
	if (inline === undefined && block === undefined) return undefined;
	return (block ?? '').split('\n').map((line) => line.trim()).filter((line) => /^[\w-]+: \w+$/.test(line));
}

describe.each(workflows)('The workflow $name', ({ text }) => {
	const jobs = jobsOf(text);
	const [head] = text.split(/^jobs:\n/m);

	test('has only read permissions by default', () => {
		expect(jobs.size).toBeGreaterThan(0);
		expect(permissionsOf(head)?.filter((permission) => permission !== 'contents: read')).toEqual([]);
	});

	test('grants a write permission only to the publish job, and only that one permission', () => {
		for (const [name, job] of jobs) {
			const writing = (permissionsOf(job) ?? []).filter((permission) => permission.endsWith(': write'));
			expect([name, writing]).toEqual([name, name === 'publish' ? ['id-token: write'] : []]);
		}
	});

	test('installs nothing and checks out nothing in a job that may publish', () => {
		for (const [, job] of jobs) {
			if (job.includes('id-token: write')) expect(job).not.toMatch(/npm (install|ci|run|test|exec)|npx|actions\/checkout|cache:/);
		}
	});

	test("uses only GitHub's own actions, and no stored token", () => {
		const foreign = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action).filter((action) => !/^actions\/[\w-]+@/.test(action));
		expect(foreign).toEqual([]);
		expect(text).not.toMatch(/secrets\.|NPM_TOKEN|NODE_AUTH_TOKEN/);
	});

	test('does not insert names of branches or tags into commands', () => {
		const commands = text.split('\n').filter((line) => /^\s*(- )?run:|^ {10}\S/.test(line));
		expect(commands.filter((line) => /\$\{\{\s*github\./.test(line))).toEqual([]);
	});
});

test('The published package has a provenance statement', () => {
	expect(workflows.filter(({ text }) => text.includes('npm publish')).map(({ name, text }) => [name, /npm publish .*--provenance/.test(text)])).toEqual([['publish.yml', true]]);
});
