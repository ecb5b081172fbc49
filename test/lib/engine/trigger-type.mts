import path from 'node:path';
import * as luxon from 'luxon';
import * as workflow from 'n8n-workflow';

const FILE = path.resolve(__dirname, '..', '..', '..', 'dist', 'nodes', 'EnableXVideoTrigger', 'EnableXVideoTrigger.node.js');
/** Modules that n8n itself has loaded and shares with nodes. */
const OF_N8N: Array<[name: string, module: object]> = [['n8n-workflow', workflow], ['luxon', luxon]];

/**
 * The trigger as in an n8n process that has just started, with no state in its modules. Takes the trigger
 * from the loader, because the loader completes the description.
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
