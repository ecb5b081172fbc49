/** What n8n's process loads: its engine and the built package. */
import '../../lib/n8n/temporary-home.mts';
import 'reflect-metadata';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { IDataObject, INodeTypes } from 'n8n-workflow';

import { PlainCredentials } from '../../lib/engine/credentials.mts';

// Loads n8n's packages as n8n and the built nodes do, so that each module exists only once.
const require = createRequire(import.meta.url);
const { Logger }: typeof import('@n8n/backend-common') = require('@n8n/backend-common');
export const { Container }: typeof import('@n8n/di') = require('@n8n/di');
export const { PackageDirectoryLoader, PollContext, PollTriggerExecutor }: typeof import('n8n-core') = require('n8n-core');
export const { LoggerProxy, NodeHelpers, Workflow }: typeof import('n8n-workflow') = require('n8n-workflow');

LoggerProxy.init(Container.get(Logger));

/** The trigger and its credential as loaded by an n8n process. */
export interface LoadedPackage {
	nodeTypes: INodeTypes;
	credentials: PlainCredentials;
}

/**
 * Reloads the built package, as n8n does at startup: modules that were loaded before, and their
 * in-memory state, are gone.
 */
export async function loadPackage(folder: string, credential: IDataObject): Promise<LoadedPackage> {
	const built = path.join(folder, 'dist') + path.sep;
	for (const file of Object.keys(require.cache)) if (file.startsWith(built)) delete require.cache[file];
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	const { type } = loader.getNode('enableXVideoTrigger');
	const nodeTypes: INodeTypes = {
		getByName: () => type,
		getByNameAndVersion: (_name, version) => NodeHelpers.getVersionedNodeType(type, version),
		getKnownTypes: () => ({}),
	};
	return { nodeTypes, credentials: new PlainCredentials(loader.getCredential('enableXApi').type, credential) };
}
