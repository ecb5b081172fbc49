import { compareSync } from 'bcryptjs';
import { hashPassword, OWNER } from './owner.mts';
import { projectRoot } from './paths.mts';
import { credentialDraft, readWorkflows, withCredential, withSandbox } from './provision.mts';
import { roomLifeWorkflow } from '../../runs/smoke/workflow.mts';
import { newCdrWorkflow } from './trigger-workflow.mts';
import { findVersion, KNOWN_VERSIONS } from './versions.mts';
import { listTargets } from './workflow-graph.mts';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const HOST = path.join(projectRoot(), 'test', 'lib', 'n8n');

describe("The owner's password", () => {
	test("follows n8n's rules: 8 to 64 characters, a number, a capital letter", () => {
		expect(OWNER.password).toMatch(/^(?=.*\d)(?=.*[A-Z]).{8,64}$/);
	});

	test('has the same bcrypt hash at every start, so that nobody is signed out', () => {
		const hash = hashPassword(OWNER.password);
		expect(hash).toBe(hashPassword(OWNER.password));
		expect(hash).toMatch(/^\$2[aby]\$\d{2}\$[./A-Za-z0-9]{53}$/);
		expect(compareSync(OWNER.password, hash)).toBe(true);
		expect(compareSync('another', hash)).toBe(false);
	});
});

describe('The credential', () => {
	test('has every field, with the defaults overridden by the account', () => {
		const { type, data } = credentialDraft('mine', { appId: 'a', appKey: 'k', baseUrl: 'u', recordingsHosts: 'h' });
		expect(type).toBe('enableXApi');
		expect(data).toEqual({
			appId: 'a',
			appKey: 'k',
			baseUrl: 'u',
			recordingsUsername: '',
			recordingsPassword: '',
			recordingsHosts: 'h',
			webhookUsername: '',
			webhookPassword: '',
			meetingDomain: '',
			allowUnauthorizedCerts: false,
		});
	});
});

describe('The example workflows', () => {
	const credential = { id: 'c1', name: 'EnableX account', type: 'enableXApi' };

	test('have unique names, a note that explains them, and connections between existing nodes', async () => {
		const workflows = await readWorkflows(path.join(HOST, 'workflows'));
		expect(workflows.length).toBeGreaterThanOrEqual(3);
		expect(new Set(workflows.map(({ name }) => name)).size).toBe(workflows.length);
		for (const { nodes, connections } of workflows) {
			const names = nodes.map(({ name }) => name);
			expect(nodes.map(({ type }) => type)).toContain('n8n-nodes-base.stickyNote');
			expect(names).toEqual(expect.arrayContaining([...Object.keys(connections), ...listTargets({ nodes, connections })]));
		}
	});

	test('use the credential of this n8n in every EnableX node, and only there', async () => {
		for (const draft of [...(await readWorkflows(path.join(HOST, 'workflows'))), roomLifeWorkflow('x'), newCdrWorkflow('y')]) {
			for (const node of withCredential(draft, credential).nodes) {
				const expected = node.type.startsWith('n8n-nodes-enablex.') ? { enableXApi: { id: 'c1', name: 'EnableX account' } } : undefined;
				expect(node.credentials).toEqual(expected);
			}
		}
	});

	test('have the address of the sandbox, and without one only those that need none are left', async () => {
		const workflows = await readWorkflows(path.join(HOST, 'workflows'));
		const elsewhere = JSON.stringify(workflows.map((draft) => withSandbox(draft, 'http://127.0.0.1:7000')));
		expect(elsewhere).toContain('http://127.0.0.1:7000/control/sessions');
		expect(elsewhere).not.toContain(':5480');
		const left = workflows.flatMap((draft) => withSandbox(draft, undefined) ?? []);
		expect(left).toEqual(workflows.slice(1));
	});

	test('are imported without an ID, because n8n assigns its own', () => {
		const draft = { id: 'old', versionId: 'v', active: true, name: 'n', nodes: [], connections: {} };
		expect(withCredential(draft, credential)).toEqual({ name: 'n', nodes: [], connections: {}, active: false });
	});
});

describe('Each known release of n8n', () => {
	test.each(KNOWN_VERSIONS)('%s has a package.json for exactly this version, and a lock file', (version) => {
		const folder = path.join(HOST, 'locks', version);
		const { dependencies } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { dependencies: object };
		expect(dependencies).toEqual({ n8n: findVersion(version).version });
		expect(existsSync(path.join(folder, 'package-lock.json'))).toBe(true);
	});
});
