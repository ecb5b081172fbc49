import { askSandbox, requireSandbox } from '../../lib/n8n/host-sandbox.mts';
import { publishWorkflow } from '../../lib/n8n/publication.mts';
import type { WorkflowNode } from '../../lib/n8n/rest.mts';
import { ACCOUNTS } from '../accounts.mts';
import { jsonOf } from '../intercepting-proxy.mts';
import { checkRunSucceeded, firstRun, importExample } from './fixture.mts';
import type { FlowFixture } from './fixture.mts';
import { modelThatCalls, OPENAI } from '../services/openai.mts';
import type { ModelRequest, ToolCall } from '../services/openai.mts';
import { nowInZone } from './zone.mts';

const START = nowInZone().plus({ days: 1 }).set({ hour: 10, minute: 0, second: 0, millisecond: 0 });
const TOOL_INPUT = { Topic: 'Kick-off with Acme', Start: START.toISO() ?? '', Minutes: 30 };
const SESSION = 'chat-of-the-flows';
/** What the model may fill in, by tool. */
const TOOLS = { Book_a_room: 'Minutes,Start,Topic', Find_meetings: 'From,To', Meeting_details: 'Conference_Number' };

interface Room {
	readonly room_id: string;
	readonly name: string;
	readonly owner_ref: string;
	readonly settings: { readonly scheduled_time: string; readonly duration: unknown };
}

/** 05: what the model calls books a room, moves it, and finds out who came; its answers reach the chat user. */
export async function checkAgent(fixture: FlowFixture): Promise<void> {
	const { checks, host, proxy } = fixture;
	await checks.section('05-agent-books-a-room: Chat Trigger, AI Agent, OpenAI Chat Model, three EnableX Video Tools', async () => {
		const workflow = await importExample(fixture, '05-agent-books-a-room');
		await publishWorkflow(host.rest, workflow.id);
		/** What the model says in a turn in which it makes these calls, and the requests to it. */
		const turn = async (message: string, calls: readonly ToolCall[], answer: (output: string) => string) => {
			const before = proxy.received(OPENAI).length;
			proxy.reply(OPENAI, modelThatCalls(calls, answer));
			const said = await chat(fixture, workflow.id, message);
			return { said, requests: proxy.received(OPENAI).slice(before) };
		};
		const book = (input: object) => [{ tool: 'Book a room', input: () => input }];
		const guestLink = (output: string) => `Booked: ${/https:\/\/[^"\\ ]+/.exec(output)?.[0]}`;

		const booked = await turn('A kick-off with Acme tomorrow at ten, please', book(TOOL_INPUT), guestLink);
		checkRunSucceeded(fixture, await firstRun(fixture, workflow));
		const [asked, answered] = booked.requests.map((request) => jsonOf<ModelRequest>(request));
		checks.that('the model is called twice, with the key of the credential', booked.requests.length === 2 && booked.requests.every(({ headers }) => headers.authorization === `Bearer ${ACCOUNTS.openAi.key}`), `${booked.requests.length}`);
		const tools = Object.fromEntries((asked?.tools ?? []).map(({ name, parameters }) => [name, Object.keys(parameters.properties).sort().join()]).sort());
		checks.that('… with three tools and what each takes', JSON.stringify(tools) === JSON.stringify(TOOLS), JSON.stringify(tools));
		const [room] = await findRooms(fixture);
		checks.that('its call books a room', room?.owner_ref === `chat-${SESSION}`, room?.room_id);
		checks.that('… at the requested time', isAt(room, START.toMillis()) && Number(room?.settings.duration) === TOOL_INPUT.Minutes, room?.settings.scheduled_time);
		const output = answered?.input.find(({ type }) => type === 'function_call_output')?.output ?? '';
		checks.that('the model receives the room with its links', room !== undefined && output.includes(room.room_id) && output.includes('"guest_url"'));
		checks.that("the chat user reads the model's answer", room !== undefined && booked.said === `Booked: https://meet.sandbox.example/${room.room_id}`, booked.said);

		const moved = await turn('Make it eleven', book({ ...TOOL_INPUT, Start: START.plus({ hours: 1 }).toISO() }), guestLink);
		const [later, ...others] = await findRooms(fixture);
		checks.that('the same topic moves the room and books no second one', later?.room_id === room?.room_id && others.length === 0 && isAt(later, START.plus({ hours: 1 }).toMillis()), moved.said);

		await requireSandbox(host).control.runSession({ roomId: room?.room_id ?? '', users: [{ name: 'Ann', seconds: 1_500 }, { name: 'Ben', seconds: 600 }], recording: true, transcodedAfterSeconds: 0 });
		const { said } = await turn('Who came to the kick-off, and is there a recording?', [
			{ tool: 'Find meetings', input: () => ({ From: nowInZone().minus({ hours: 12 }).toISO(), To: nowInZone().plus({ hours: 1 }).toISO() }) },
			{ tool: 'Meeting details', input: (found) => ({ Conference_Number: conferenceNumberIn(found) }) },
		], (details) => `${/Kick-off with Acme: [^"\\]+/.exec(details)?.[0]}; recorded: ${details.includes('session.m')}`);
		checks.that('the model finds the meeting, its people and its recording', said === 'Kick-off with Acme: 2 people, 25 minutes; recorded: true', said);
	});
}

/** The conference number of the kick-off in the output of "Find meetings". */
function conferenceNumberIn(found: string): string {
	const text = found.replaceAll('\\"', '"');
	return /"conf_num":"([^"]+)"/.exec(text.slice(text.indexOf('"summary":"Kick-off')))?.[1] ?? '';
}

/** Sends a message in the hosted chat as the signed-in owner, and returns the answer. */
async function chat({ host }: FlowFixture, workflowId: string, chatInput: string): Promise<string> {
	const { nodes } = await host.rest.data<{ nodes: WorkflowNode[] }>('GET', `/rest/workflows/${workflowId}`);
	const trigger = nodes.find(({ type }) => type.endsWith('.chatTrigger'));
	const response = await host.rest.send('POST', `/webhook/${String(trigger?.webhookId)}/chat`, { action: 'sendMessage', sessionId: SESSION, chatInput });
	return String(((await response.json()) as { output?: unknown }).output);
}

async function findRooms({ host }: FlowFixture): Promise<Room[]> {
	const { rooms } = await askSandbox<{ rooms: Room[] }>(requireSandbox(host), '/rooms');
	return rooms.filter(({ name }) => name === TOOL_INPUT.Topic);
}

function isAt(room: Room | undefined, time: number): boolean {
	return room !== undefined && Date.parse(`${room.settings.scheduled_time.replace(' ', 'T')}Z`) === time;
}
