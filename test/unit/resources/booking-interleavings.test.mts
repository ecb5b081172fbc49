/** Create or Update, played against the sandbox in every order of its requests (`booking/book.ts`). */
import * as fc from 'fast-check';
import type { IDataObject, IHttpRequestOptions, IN8nHttpFullResponse, INodeExecutionData } from 'n8n-workflow';

import type { ItemContext } from '../../../nodes/EnableXVideo/execution/itemContext';
import { upsertRoom } from '../../../nodes/EnableXVideo/resources/room/upsert';
import { basicAuth } from '../../lib/basic-auth.mts';
import { fakeExecution, node } from '../../lib/fakes.mts';
import { interleave, playEveryOrder, type Choose, type Execution } from '../../lib/interleavings.mts';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({});
});
afterAll(async () => await sandbox.stop());

/** Sends a request to the sandbox. A room is created a millisecond after the one before. */
async function send({ method = 'GET', url, body }: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
	if (method === 'POST') await sandbox.control.advanceClock({ seconds: 0.001 });
	const headers = { authorization: basicAuth(sandbox.appId, sandbox.appKey) };
	const response = await fetch(sandbox.baseUrl + url, { method, headers, ...(body !== undefined && { body: String(body) }) });
	return { statusCode: response.status, headers: {}, body: (await response.json()) as IDataObject };
}

/** An execution with one item of Create or Update; what its output pane says goes into `hints`. */
const booking = (parameters: Record<string, unknown> = {}, hints: string[] = []): Execution<INodeExecutionData[]> => async (sendInTurn) => {
	const all = { name: 'Weekly', ownerRef: 'deal-1', mode: 'group', roomType: 'permanent', matchOn: 'ownerRef', ifFound: 'update', ...parameters };
	const context: ItemContext = Object.assign(fakeExecution(all), {
		getNode: () => ({ ...node, parameters: { options: { retries: 0 } } }),
		getExecutionCancelSignal: () => undefined,
		addHint: (hint: string) => void hints.push(hint),
		helpers: { httpRequestWithAuthentication: async (_name: string, request: IHttpRequestOptions) => await sendInTurn(request) },
	});
	return await upsertRoom.run(context, upsertRoom.read(context), {});
};

/** The rooms that are left. */
async function roomIds(): Promise<unknown[]> {
	const { body } = await send({ url: '/rooms' });
	const { rooms }: { rooms?: unknown } = Object(body);
	return Array.isArray(rooms) ? rooms.map(({ room_id }) => room_id) : [];
}

async function reset(): Promise<void> {
	await sandbox.control.reset();
	await sandbox.control.setClock({ now: '2031-01-01T00:00:00Z', frozen: true });
}

const idsOf = (results: Array<PromiseSettledResult<INodeExecutionData[]>>) =>
	results.map((result) => (result.status === 'fulfilled' ? result.value[0].json.room_id : result.reason));

/** Plays executions in one order, and expects one room, which all of them return and at most one of them created. */
async function expectOneRoom(executions: Array<Execution<INodeExecutionData[]>>, choose: Choose): Promise<void> {
	await reset();
	const results = await interleave(executions, send, choose);
	const left = await roomIds();
	expect(left).toHaveLength(1);
	expect(idsOf(results)).toEqual(executions.map(() => left[0]));
	const created = results.filter((result) => result.status === 'fulfilled' && result.value[0].json.was_created === true);
	expect(created).toHaveLength(1);
}

describe('Create or Update of the same room ends with one room, which every execution returns', () => {
	test('in every order of the requests of two executions', async () => {
		const orders = await playEveryOrder(async (choose) => await expectOneRoom([booking(), booking()], choose));
		// One that lists after the other's creation needs no more, so there are few.
		expect(orders).toBe(20);
	});

	test('in every order of two executions that want different names', async () => {
		const orders = await playEveryOrder(async (choose) => await expectOneRoom([booking({ name: 'A' }), booking({ name: 'B' })], choose));
		expect(orders).toBe(32);
	});

	test('in sampled orders of three executions', async () => {
		await fc.assert(
			fc.asyncProperty(fc.infiniteStream(fc.nat(5)), async (choices) => {
				await expectOneRoom([booking(), booking(), booking({ ifFound: 'keep' })], (count) => Number(choices.next().value) % count);
			}),
			{ numRuns: 60 },
		);
	}, 120_000);

	test('for two rooms that were created in the same millisecond', async () => {
		// Both lists, then both creations; what follows comes in any order.
		const start = [0, 1, 0, 1];
		await playEveryOrder(async (choose) => {
			let step = 0;
			await reset();
			const atOnce = async (request: IHttpRequestOptions) => {
				// The clock moves on by a millisecond with the request.
				await sandbox.control.setClock({ now: '2031-01-01T00:00:00Z', frozen: true });
				return await send(request);
			};
			const results = await interleave([booking(), booking()], atOnce, (count) => (step < start.length ? start[step++] : choose(count)));
			const left = await roomIds();
			expect(left).toHaveLength(1);
			expect(idsOf(results)).toEqual([left[0], left[0]]);
		});
	});
});

test('A list that does not show the own room yet does not make both executions delete theirs', async () => {
	// Both list, both create, and the first execution checks a list that is behind.
	const order = [0, 1, 0, 1, 0];
	await reset();
	let step = 0;
	const created: unknown[] = [];
	const behindOnce = async (request: IHttpRequestOptions) => {
		const reply = await send(request);
		const body: { room?: { room_id: string }; rooms?: Array<{ room_id: string }> } = Object(reply.body);
		if (request.method === 'POST') created.push(body.room?.room_id);
		if (step !== order.length || body.rooms === undefined) return reply;
		return { ...reply, body: { ...body, rooms: body.rooms.filter(({ room_id }) => room_id !== created[0]) } };
	};
	const results = await interleave([booking(), booking()], behindOnce, () => order[step++] ?? 0);
	expect(await roomIds()).toEqual([created[0]]);
	expect(idsOf(results)).toEqual([created[0], created[0]]);
});

test('After a worker was killed anywhere, a caller who asks again gets the room of the one that went on', async () => {
	class Killed extends Error {}
	for (let killedAt = 0; killedAt < 4; killedAt++) {
		await playEveryOrder(async (choose) => {
			await reset();
			let sent = 0;
			// The request reaches the API, and its reply reaches nobody.
			const dying: Execution<INodeExecutionData[]> = async (sendInTurn) =>
				await booking()(async (request) => {
					const reply = await sendInTurn(request);
					if (sent++ === killedAt) throw new Killed();
					return reply;
				});
			const results = await interleave([dying, booking()], send, choose);
			const [again] = await interleave([booking()], send, () => 0);
			const survivors = results.slice(1).filter(({ status }) => status === 'fulfilled');
			expect(survivors).toHaveLength(1);
			expect(idsOf([again])).toEqual(idsOf(survivors));
		});
	}
});

test('A second room that cannot be deleted is named in a hint, and the first is used by both', async () => {
	const order = [0, 1, 0, 1, 1, 1, 0];
	await reset();
	await sandbox.control.faults.add({ kind: 'status', status: 400, result: 50004, error: 'Failed to delete Room', match: { method: 'DELETE' } });
	const hints: string[] = [];
	let step = 0;
	const results = await interleave([booking({}, hints), booking({}, hints)], send, (count) => Math.min(order[step++] ?? 0, count - 1));
	const [first, second] = await roomIds();
	expect(idsOf(results)).toEqual([first, first]);
	expect(hints).toEqual([`Another execution created a room for Owner Reference "deal-1" at the same time. The second room ${String(second)} is not used, but could not be deleted. Delete it yourself`]);
});
