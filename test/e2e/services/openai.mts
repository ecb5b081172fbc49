import { jsonOf } from '../edge.mts';
import type { Reply, Service } from '../edge.mts';

/** Where OpenAI's API lives. */
export const OPENAI = 'api.openai.com';

/** What a model is asked, as far as the flows read it (POST /v1/responses). */
export interface ModelRequest {
	readonly model: string;
	readonly input: ReadonlyArray<{ readonly type?: string; readonly role?: string; readonly output?: string; readonly content?: unknown }>;
	readonly tools?: ReadonlyArray<{ readonly name: string; readonly description?: string; readonly parameters: { readonly properties: Readonly<Record<string, { readonly type: string }>> } }>;
}

/** A model that calls its first tool once with these arguments, and then says what it makes of the tool's answer. */
export function modelThatCalls(toolArguments: object, sayAfter: (toolOutput: string) => string): Service {
	return (request) => {
		if (request.path !== '/v1/responses') return undefined;
		const { model, input, tools = [] } = jsonOf<ModelRequest>(request);
		const answered = input.find(({ type }) => type === 'function_call_output');
		if (answered) return respond(model, { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: sayAfter(answered.output ?? ''), annotations: [] }] });
		return respond(model, { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: tools[0]?.name, arguments: JSON.stringify(toolArguments), status: 'completed' });
	};
}

function respond(model: string, output: object): Reply {
	const usage = { input_tokens: 100, output_tokens: 20, total_tokens: 120, input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } };
	return { json: { id: 'resp_1', object: 'response', created_at: 1_700_000_000, status: 'completed', model, output: [output], usage, error: null, incomplete_details: null, parallel_tool_calls: true, tools: [], tool_choice: 'auto', metadata: {} } };
}
