import { checkBoolean, checkNumber, type ParameterContext } from '../../../shared/parameters/parameters';
import { toObject } from '../../../shared/utils/values';
import { MAX_WAIT_SECONDS } from '../../execution/options';

export interface SessionOptions {
	includeRecordings: boolean;
	/** How long to wait for the records of all people, in milliseconds. */
	waitMs: number;
}

/** Reads the options of Get and Get Many. Throws a NodeApiError if one is invalid. */
export function readSessionOptions(context: ParameterContext): SessionOptions {
	const { includeRecordings = false, waitSeconds = 0 } = toObject(context.getNodeParameter('options', {}));
	return {
		includeRecordings: checkBoolean(context, includeRecordings, 'Include Recordings'),
		waitMs: checkNumber(context, waitSeconds, 'Wait for Records (Seconds)', { min: 0, max: MAX_WAIT_SECONDS }) * 1000,
	};
}
