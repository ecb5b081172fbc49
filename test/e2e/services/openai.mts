import { jsonOf } from '../intercepting-proxy.mts';
import type { Reply, Service } from '../intercepting-proxy.mts';

/** The host of OpenAI's API. */
export const OPENAI = 'api.openai.com';

/** The parts of a model request that the flows read (POST /v1/responses). */
export interface ModelRequest {
	readonly model: string;
	readonly input: ReadonlyArray<{ readonly type?: string; readonly role?: string; readonly output?: string; readonly content?: unknown }>;
	readonly tools?: ReadonlyArray<{ readonly name: string; readonly description?: string; readonly parameters: { readonly properties: Readonly<Record<string, { readonly type: string }>> } }>;
}

/** A call of a tool: its name as n8n shows it, and its arguments, which may depend on the output of the call before. */
export interface ToolCall {
	readonly tool: string;
	readonly input: (lastOutput: string) => object;
}

/** n8n tells the model the name of a tool node with underscores. */
const nameOf = (tool: string) => tool.replace(/\W+/g, '_');

/** A mock model that makes these calls one after the other, and then answers based on the last tool's output. */
export function modelThatCalls(calls: readonly ToolCall[], answerWith: (toolOutput: string) => string): Service {
	return (request) => {
		if (request.path !== '/v1/responses') return undefined;
		const { model, input, tools = [] } = jsonOf<ModelRequest>(request);
		// n8n's memory repeats the calls of earlier turns.
		const turn = input.slice(input.map(({ role }) => role).lastIndexOf('user'));
		const outputs = turn.filter(({ type }) => type === 'function_call_output').map(({ output }) => output ?? '');
		const lastOutput = outputs.at(-1) ?? '';
		const next = calls[outputs.length];
		if (next === undefined) return respond(model, { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: answerWith(lastOutput), annotations: [] }] });
		const name = tools.find((tool) => tool.name === nameOf(next.tool))?.name;
		const number = outputs.length + 1;
		return respond(model, { type: 'function_call', id: `fc_${number}`, call_id: `call_${number}`, name, arguments: JSON.stringify(next.input(lastOutput)), status: 'completed' });
	};
}

function respond(model: string, output: object): Reply {
	const usage = { input_tokens: 100, output_tokens: 20, total_tokens: 120, input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } };
	return { json: { id: 'resp_1', object: 'response', created_at: 1_700_000_000, status: 'completed', model, output: [output], usage, error: null, incomplete_details: null, parallel_tool_calls: true, tools: [], tool_choice: 'auto', metadata: {} } };
}
