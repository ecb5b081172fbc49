/**
 * Plays concurrent executions in a chosen order of their requests, one request at a time: a request waits
 * until it is its turn, so every order that the network could produce can be played, without real delays.
 */
import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

type Send = (request: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

/** What one execution does, with a function that sends its requests. It returns its result. */
export type Execution<Result> = (send: Send) => Promise<Result>;

interface Player<Result> {
	/** Sends the request that waits; `undefined` once the execution has ended. */
	go?: () => Promise<void>;
	result?: PromiseSettledResult<Result>;
}

/** Chooses one of so many executions that can go on. */
export type Choose = (count: number) => number;

/** Starts an execution and waits until its first request waits for its turn, or until it has ended. */
async function start<Result>(execution: Execution<Result>, send: Send): Promise<Player<Result>> {
	const player: Player<Result> = {};
	let onPause = () => {};
	const paused = async () => await new Promise<void>((resolve) => (onPause = resolve));
	const sendInTurn: Send = async (request) =>
		await new Promise((resolve, reject) => {
			player.go = async () => {
				const next = paused();
				// The reply lets the execution go on, to its next request or to its end.
				await send(request).then(resolve, reject);
				await next;
			};
			onPause();
		});
	const first = paused();
	const end = (result: PromiseSettledResult<Result>) => {
		player.result = result;
		player.go = undefined;
		onPause();
	};
	execution(sendInTurn).then((value) => end({ status: 'fulfilled', value }), (reason: unknown) => end({ status: 'rejected', reason }));
	await first;
	return player;
}

/** Plays executions to their ends; `choose` decides whose request comes next. Returns their results. */
export async function interleave<Result>(executions: ReadonlyArray<Execution<Result>>, send: Send, choose: Choose): Promise<Array<PromiseSettledResult<Result>>> {
	const players: Array<Player<Result>> = [];
	for (const execution of executions) players.push(await start(execution, send));
	for (;;) {
		const waiting = players.flatMap(({ go }) => (go === undefined ? [] : [go]));
		if (waiting.length === 0) return players.flatMap(({ result }) => (result === undefined ? [] : [result]));
		await waiting[choose(waiting.length)]();
	}
}

/** Calls `play` once for every possible sequence of choices. Returns how many there were. */
export async function playEveryOrder(play: (choose: Choose) => Promise<void>): Promise<number> {
	let prefix: number[] = [];
	for (let played = 1; ; played++) {
		const made: Array<{ choice: number; count: number }> = [];
		await play((count) => {
			const choice = prefix[made.length] ?? 0;
			made.push({ choice, count });
			return choice;
		});
		while (made.length > 0 && made[made.length - 1].choice + 1 === made[made.length - 1].count) made.pop();
		const last = made.pop();
		if (last === undefined) return played;
		prefix = [...made.map(({ choice }) => choice), last.choice + 1];
	}
}
