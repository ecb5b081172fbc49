import { inputError } from '../../../shared/api/errors';
import { checkBoolean, checkText, type ParameterContext } from '../../../shared/parameters/parameters';
import { parseUrl } from '../../../shared/utils/parseUrl';
import { toObject } from '../../../shared/utils/values';

/** A query parameter of the hosted page (enablex-api.md 14). */
export type LinkParameter = [name: string, value: string];

/** Parameters that have a field of their own. */
const OWN_FIELDS: Readonly<Record<string, string>> = {
	name: 'Name',
	user_ref: 'User Reference',
	video: 'Camera',
	audio: 'Microphone',
	landing: 'Skip Landing Page',
	exit_url: 'Exit URL',
};

function readExitUrl(context: ParameterContext, value: unknown): string {
	const text = checkText(context, value, 'Exit URL').trim();
	if (/^https?:$/.test(parseUrl(text)?.protocol ?? '')) return text;
	throw inputError(context.getNode(), 'Exit URL is not a valid URL', 'Use a URL that starts with https://');
}

function readAdditional(context: ParameterContext, value: unknown): LinkParameter[] {
	const { parameter } = toObject(value);
	const pairs = Array.isArray(parameter) ? parameter : [];
	return pairs.map((pair: unknown): LinkParameter => {
		const { name, value: text } = toObject(pair);
		const key = checkText(context, name, 'Additional Parameters: Name').trim();
		const field = Object.hasOwn(OWN_FIELDS, key) ? OWN_FIELDS[key] : undefined;
		if (field === undefined) return [key, checkText(context, text, `Additional Parameters: Value of "${key}"`)];
		throw inputError(context.getNode(), `Additional Parameters has "${key}", which is the field ${field}`, `Remove it, and use ${field} instead`);
	});
}

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');

/** Reads the options of a link as query parameters. An option that was not added is not in the link. Throws a NodeApiError. */
export function readLinkOptions(context: ParameterContext): LinkParameter[] {
	const { camera, microphone, skipLanding, exitUrl = '', additionalParameters } = toObject(context.getNodeParameter('options', {}));
	const parameters: LinkParameter[] = [];
	if (camera !== undefined) parameters.push(['video', yesOrNo(checkBoolean(context, camera, 'Camera'))]);
	if (microphone !== undefined) parameters.push(['audio', yesOrNo(checkBoolean(context, microphone, 'Microphone'))]);
	if (skipLanding !== undefined && checkBoolean(context, skipLanding, 'Skip Landing Page')) parameters.push(['landing', 'no']);
	if (exitUrl !== '') parameters.push(['exit_url', readExitUrl(context, exitUrl)]);
	return [...parameters, ...readAdditional(context, additionalParameters)];
}

/** Encodes a text. Half of a character, which a broken text may contain, cannot be encoded and is replaced. */
const encode = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));

/** The parameters as a query. A space becomes %20, which every page decodes; a plus would need one that knows forms. */
export const toQuery = (parameters: LinkParameter[]): string =>
	parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
