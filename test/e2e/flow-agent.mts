import { askSandbox, needSandbox } from '../host/host-sandbox.mts';
import { publishWorkflow } from '../host/n8n-publication.mts';
import type { WorkflowNode } from '../host/n8n-rest.mts';
import { ACCOUNTS } from './accounts.mts';
import { jsonOf } from './edge.mts';
import { checkSuccess, firstRun, importExample } from './flow-scene.mts';
import type { Scene } from './flow-scene.mts';
import { modelThatCalls, OPENAI } from './services/openai.mts';
import type { ModelRequest } from './services/openai.mts';
import { nowThere } from './flow-zone.mts';

const START = nowThere().plus({ days: 1 }).set({ hour: 10, minute: 0, second: 0, millisecond: 0 });
const WISHES = { Topic: 'Kick-off with Acme', Start: START.toISO() ?? '', Minutes: 30 };
const SESSION = 'chat-of-the-flows';

interface Room {
	readonly room_id: string;
	readonly name: string;
	readonly owner_ref: string;
	readonly settings: { readonly scheduled_time: string; readonly duration: unknown };
}

/** 05: the model's tool call makes a room, and its answer is read back to the person who chats. */
export async function checkAgent(scene: Scene): Promise<void> {
	const { checks, host, edge } = scene;
	await checks.section('05-agent-books-a-room: Chat Trigger, AI Agent, OpenAI Chat Model, EnableX Video Tool', async () => {
		edge.reply(OPENAI, modelThatCalls(WISHES, (output) => `Booked: ${/https:\/\/[^"\\ ]+/.exec(output)?.[0]}`));
		const workflow = await importExample(scene, '05-agent-books-a-room');
		await publishWorkflow(host.rest, workflow.id);
		const said = await chat(scene, workflow.id, 'A kick-off with Acme tomorrow at ten, please');
		checkSuccess(scene, await firstRun(scene, workflow));

		const requests = edge.received(OPENAI);
		const [asked, answered] = requests.map((request) => jsonOf<ModelRequest>(request));
		checks.that('the model is asked twice, with the key of the credential', requests.length === 2 && requests.every(({ headers }) => headers.authorization === `Bearer ${ACCOUNTS.openAi.key}`), `${requests.length}`);
		const [tool, ...others] = asked?.tools ?? [];
		checks.that('… with one tool that takes topic, start and minutes', others.length === 0 && Object.keys(tool?.parameters.properties ?? {}).sort().join() === 'Minutes,Start,Topic', `${tool?.name}: ${tool?.description}`);
		const room = await findRoom(scene);
		checks.that('its call books a room', room?.name === WISHES.Topic && room.owner_ref === `chat-${SESSION}`, room?.room_id);
		checks.that('… at the time it said', isAt(room, START.toMillis()) && Number(room?.settings.duration) === WISHES.Minutes, room?.settings.scheduled_time);
		const output = answered?.input.find(({ type }) => type === 'function_call_output')?.output ?? '';
		checks.that('the model reads the room with its links', room !== undefined && output.includes(room.room_id) && output.includes('"guest_url"'));
		checks.that('the person who chats reads what the model makes of it', room !== undefined && said === `Booked: https://meet.sandbox.example/${room.room_id}`, said);
	});
}

/** Says something in the hosted chat, as the signed-in owner does, and gives the answer. */
async function chat({ host }: Scene, workflowId: string, chatInput: string): Promise<string> {
	const { nodes } = await host.rest.data<{ nodes: WorkflowNode[] }>('GET', `/rest/workflows/${workflowId}`);
	const trigger = nodes.find(({ type }) => type.endsWith('.chatTrigger'));
	const response = await host.rest.send('POST', `/webhook/${String(trigger?.webhookId)}/chat`, { action: 'sendMessage', sessionId: SESSION, chatInput });
	return String(((await response.json()) as { output?: unknown }).output);
}

async function findRoom({ host }: Scene): Promise<Room | undefined> {
	const { rooms } = await askSandbox<{ rooms: Room[] }>(needSandbox(host), '/rooms');
	return rooms.find(({ name }) => name === WISHES.Topic);
}

function isAt(room: Room | undefined, time: number): boolean {
	return room !== undefined && Date.parse(`${room.settings.scheduled_time.replace(' ', 'T')}Z`) === time;
}
