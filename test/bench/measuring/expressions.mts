import { Expression } from 'n8n-workflow';

/** Does the work and gives the expressions that n8n evaluated for it, one entry for each time. */
export async function watchExpressions(work: () => Promise<unknown>): Promise<string[]> {
	const evaluated: string[] = [];
	const { resolveSimpleParameterValue } = Expression.prototype;
	Expression.prototype.resolveSimpleParameterValue = function (...input) {
		const [value] = input;
		if (typeof value === 'string' && value.startsWith('=')) evaluated.push(value);
		return resolveSimpleParameterValue.apply(this, input);
	};
	try {
		await work();
	} finally {
		Expression.prototype.resolveSimpleParameterValue = resolveSimpleParameterValue;
	}
	return evaluated;
}
