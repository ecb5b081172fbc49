/** The collections of a room. `requests/fields.test.mts` sends each of their fields. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useFixture } from '../../lib/engine/fixture.mts';
import { refusalOf } from '../../lib/engine/refusal.mts';
import { parametersIn, parametersOf, variantOf } from '../../lib/operations/index.mts';
import { merge } from '../../lib/operations/values.mts';

const fixture = useFixture();

/** The body of a new room, merged with this part. */
const bodyWith = (part: IDataObject) => merge(variantOf('room.create').body ?? {}, part);

async function createdWith(additionalFields: INodeParameters) {
	const [request] = await fixture().requestsOf(parametersOf('room.create', { additionalFields }));
	return request.body;
}

describe('Additional Fields of Create Room', () => {
	test('accept numbers, booleans and objects from expressions, as text or as objects', async () => {
		const fields = { participants: '={{ "20" }}', knock: '={{ "true" }}', data: '={{ { a: 1 } }}', billingCode: '={{ 77 }}' };
		expect(await createdWith(fields)).toEqual(
			bodyWith({ data: { a: 1 }, settings: { participants: 20, knock: true, billing_code: '77' } }),
		);
	});

	test.each([
		['starts automatically if only the field is added', {}, { auto_recording: true }],
		['does not start automatically if Auto Start is off', { autoRecording: false }, { auto_recording: false }],
		['omits an empty View URL', { url: '' }, { auto_recording: true }],
	])('Live Recording %s', async (_what, liveRecording, live_recording: IDataObject) => {
		expect(await createdWith({ liveRecording })).toEqual(bodyWith({ settings: { live_recording } }));
	});

	test('do not include unknown fields, because n8n itself removes them when it loads a workflow', async () => {
		expect(await createdWith({ breakout: true, auto_recording: true })).toEqual(bodyWith({}));
	});
});

describe('Update Fields of Update Room', () => {
	test('are empty, and are rejected, if a hand-written workflow sets only a mode', async () => {
		const { message } = await refusalOf(fixture(), parametersOf('room.update', { updateFields: { mode: 'lecture' } }));
		expect(message).toBe('Update Fields is empty');
	});

	test('include a cleared description, because that is a change', async () => {
		const room = await fixture().createRoom({ additionalFields: { description: 'Old' } });
		const [request] = await fixture().requestsOf(parametersIn('room.update', room.room_id, { updateFields: { description: '' } }));
		expect(request.body).toEqual({ settings: { description: '' } });
	});
});
