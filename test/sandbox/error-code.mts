/** The code of a Node error, such as EADDRINUSE. Not with instanceof: under jest, Node's errors come from another realm. */
export function readErrorCode(error: unknown): unknown {
	return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
