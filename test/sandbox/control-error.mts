/** A control request that cannot be served; the message is a sentence for its sender. */
export class ControlError extends Error {
	constructor(readonly status: 400 | 404 | 409, message: string) {
		super(message);
	}
}
