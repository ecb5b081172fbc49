import { NodeApiError, type NodeExecutionHint } from 'n8n-workflow';

import { createCustomOperations } from '../../../nodes/EnableXVideo/execution/execute';
import type { Operation, Request } from '../../../nodes/EnableXVideo/execution/operation';
import { inputError } from '../../../nodes/shared/api/errors';
import { node } from '../../lib/fakes.mts';
import { declaration, errorOf, run } from './node-run.mts';

describe('A run of the node', () => {
	test('returns the output of all items in the order of the input, each paired with its item', async () => {
		const slowFirst: Partial<Operation<{ index: number }>> = {
			run: async (_context, { index }) => {
				for (let turns = 3 - index; turns > 0; turns--) await new Promise(setImmediate);
				return [{ json: { index } }, { json: { again: index } }];
			},
		};
		const expected = [0, 1, 2].flatMap((item) => [{ json: { index: item }, pairedItem: { item } }, { json: { again: item }, pairedItem: { item } }]);
		expect(await run(slowFirst, { items: 3 })).toStrictEqual(expected);
	});

	test('sends the request that its chosen options declare', async () => {
		const requests: Request[] = [];
		await run({
			run: async (_context, _input, request) => {
				requests.push(request);
				return await Promise.resolve([]);
			},
		});
		expect(requests).toEqual([{ baseURL: 'https://api.example.com', method: 'PUT', url: '/things/by-name', timeout: 300_000 }]);
	});

	test('takes its items from an agent where there are none of the workflow', async () => {
		expect(await run({}, { items: 0, calls: 2 })).toMatchObject([{ json: { index: 0 } }, { json: { index: 1 } }]);
		expect(await run({}, { items: 1, calls: 2 })).toHaveLength(1);
		expect(await run({}, { items: 0, calls: 0 })).toEqual([]);
	});

	test.each([[{}, 10], [{ maxConcurrentRequests: 2 }, 2]])('with the options %j has %i items in flight', async (options, expected) => {
		let running = 0;
		let most = 0;
		await run({
			run: async () => {
				most = Math.max(most, ++running);
				await new Promise(setImmediate);
				running--;
				return [];
			},
		}, { items: 15, options });
		expect(most).toBe(expected);
	});

	test('takes the settings of the run from the first item that passes its checks', async () => {
		let most = 0;
		let running = 0;
		const items = await run({
			read: (context) => {
				if (context.getItemIndex() === 0) throw inputError(node, 'Wrong');
				return { index: context.getItemIndex() };
			},
			run: async () => {
				most = Math.max(most, ++running);
				await new Promise(setImmediate);
				running--;
				return [];
			},
		}, { items: 9, options: { maxConcurrentRequests: 4 }, continuesOnFail: true });
		expect([most, items]).toEqual([4, [{ json: { error: 'Wrong' }, pairedItem: { item: 0 } }]]);
	});

	test('lets other work of n8n have its turn at least after every 50 items that it checks', async () => {
		let read = 0;
		let isOver = false;
		const turns = [0];
		const watch = () => {
			turns.push(read);
			if (!isOver) setTimeout(watch, 0);
		};
		setTimeout(watch, 0);
		await run({ read: () => ({ index: read++ }) }, { items: 175 });
		isOver = true;
		await new Promise((resolve) => setTimeout(resolve, 10));
		expect(Math.max(...turns.map((count, index) => count - (turns[index - 1] ?? 0)))).toBe(50);
	});
});

describe('The output pane', () => {
	const noisy: Partial<Operation<{ index: number }>> = {
		run: async (context, { index }) => {
			context.onRetry?.();
			context.onSkippedEntries?.(index + 1);
			return await Promise.resolve([]);
		},
	};

	test('says once how many requests were retried, and how many entries were skipped', async () => {
		const hints: NodeExecutionHint[] = [];
		await run(noisy, { items: 3 }, hints);
		expect(hints).toEqual([
			{ message: 'EnableX was busy or could not be reached for a moment. Requests retried: 3', type: 'info', location: 'outputPane' },
			{ message: 'EnableX listed entries that are not records. Entries skipped: 6', type: 'info', location: 'outputPane' },
		]);
	});

	test('says nothing when there was nothing', async () => {
		const hints: NodeExecutionHint[] = [];
		await run({}, { items: 3 }, hints);
		expect(hints).toEqual([]);
	});
});

describe('An error', () => {
	const failure = (item: number) => Object.assign(inputError(node, `Failed ${item}`), { context: { of: 'its own' } });

	test('of an item that fails its checks says where it belongs, and nothing is sent', async () => {
		const sent = jest.fn(async () => await Promise.resolve([]));
		const read: Operation<{ index: number }>['read'] = (context) => {
			if (context.getItemIndex() === 1) throw failure(1);
			return { index: 0 };
		};
		const { message, context } = await errorOf(run({ read, run: sent }, { items: 3 }));
		expect({ message, context }).toEqual({ message: 'Failed 1', context: { of: 'its own', itemIndex: 1, runIndex: 7 } });
		expect(sent).not.toHaveBeenCalled();
	});

	test('of an item that fails later says where it belongs', async () => {
		const failLast: Partial<Operation<{ index: number }>> = {
			run: async (_context, { index }) => await (index === 2 ? Promise.reject(failure(2)) : Promise.resolve([])),
		};
		const { message, context } = await errorOf(run(failLast, { items: 3 }));
		expect({ message, context }).toEqual({ message: 'Failed 2', context: { of: 'its own', itemIndex: 2, runIndex: 7 } });
	});

	test('of another kind becomes one that n8n shows with its node', async () => {
		const broken: Partial<Operation<{ index: number }>> = { run: async () => await Promise.reject(new RangeError('Out of range')) };
		const error = await errorOf(run(broken));
		expect(error).toBeInstanceOf(NodeApiError);
		expect([error.node, error.message]).toEqual([expect.objectContaining({ name: node.name }), 'Out of range']);
	});
});

describe('A run that the user stops', () => {
	test('while its items are checked checks no more, and sends nothing', async () => {
		const controller = new AbortController();
		const checked: number[] = [];
		const sent = jest.fn(async () => await Promise.resolve([]));
		const read: Operation<{ index: number }>['read'] = (context) => {
			checked.push(context.getItemIndex());
			controller.abort();
			return { index: 0 };
		};
		expect((await errorOf(run({ read, run: sent }, { items: 3, signal: controller.signal }))).message).toBe('The execution was stopped');
		expect([checked, sent.mock.calls]).toEqual([[0], []]);
	});

	test('while requests are in flight sends no more', async () => {
		const controller = new AbortController();
		const sent: number[] = [];
		const stop: Partial<Operation<{ index: number }>> = {
			run: async (_context, { index }) => {
				sent.push(index);
				controller.abort();
				return await Promise.resolve([]);
			},
		};
		const options = { items: 3, options: { maxConcurrentRequests: 1 }, signal: controller.signal };
		expect((await errorOf(run(stop, options))).message).toBe('The execution was stopped');
		expect(sent).toEqual([0]);
	});
});

test('n8n finds operations by their names, and nothing else', () => {
	const operation: Operation = { read: () => ({}), run: async () => await Promise.resolve([]) };
	const custom = createCustomOperations(declaration, { thing: { description: [], operations: { do: operation } } });
	for (const name of ['constructor', 'toString', '__proto__']) expect([custom[name], custom.thing[name]]).toEqual([undefined, undefined]);
	expect(Object.keys(custom.thing)).toEqual(['do']);
});
