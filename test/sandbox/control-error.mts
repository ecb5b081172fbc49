/** A control request that cannot be done; the message is a sentence for the person who sent it. */
export class ControlError extends Error {
	constructor(readonly status: 400 | 404 | 409, message: string) {
		super(message);
	}
}
