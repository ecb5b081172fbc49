import path from 'node:path';
import * as luxon from 'luxon';
import * as workflow from 'n8n-workflow';

const FILE = path.resolve(__dirname, '..', '..', 'dist', 'nodes', 'EnableXVideoTrigger', 'EnableXVideoTrigger.node.js');
/** What n8n itself has loaded and hands to nodes. */
const OF_N8N: Array<[name: string, module: object]> = [['n8n-workflow', workflow], ['luxon', luxon]];

/**
 * The trigger as an n8n process has it that has just started: its modules remember nothing. Takes
 * the trigger as the loader gave it, because the loader completes the description.
 */
export function loadTriggerAfresh({ description }: workflow.INodeType): workflow.INodeType {
	let trigger: workflow.INodeType | undefined;
	jest.isolateModules(() => {
		for (const [name, module] of OF_N8N) jest.doMock(name, () => module);
		trigger = new (require(FILE).EnableXVideoTrigger)();
	});
	for (const [name] of OF_N8N) jest.dontMock(name);
	if (trigger === undefined) throw new Error(`${FILE} has no trigger`);
	return Object.assign(trigger, { description });
}
