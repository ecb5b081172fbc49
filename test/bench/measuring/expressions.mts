import { Expression } from 'n8n-workflow';

/** Does the work and returns every expression that n8n evaluated for it, one entry per evaluation. */
export async function recordExpressions(work: () => Promise<unknown>): Promise<string[]> {
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
