/** Sends each variant of each operation, and each of its fields, through n8n's engine. */
import type { NamedField } from '../../lib/operations/values.mts';
import { API_OPERATION_IDS, operationOf, parametersOf, pathOf, type ApiOperationId } from '../../lib/operations/index.mts';
import { locator } from '../../lib/operations/locator.mts';
import type { Variant } from '../../lib/operations/operation.mts';
import { fieldsOf, merge, variantsShowing, withValue } from '../../lib/operations/values.mts';
import { download } from '../../lib/engine/downloads.mts';
import { useFixture } from '../../lib/engine/fixture.mts';
import { closeListeners, openListener } from '../../lib/listener.mts';
import type { Json } from '../../sandbox/index.mts';

const fixture = useFixture();
afterEach(closeListeners);

/** Creates a room that supports the operation: only a scheduled one can be rescheduled, and only a permanent one issues tokens at any time. */
async function roomFor(id: ApiOperationId): Promise<string> {
	const scheduled = id === 'room.update' ? parametersOf('room.create', {}, 'scheduled') : {};
	return (await fixture().createRoom(scheduled)).room_id;
}

/** The variant with this room. */
const inRoom = (variant: Variant, roomId: string): Variant =>
	'roomId' in variant.parameters
		? { ...variant, parameters: { ...variant.parameters, roomId: locator(roomId) }, segments: { ...variant.segments, roomId } }
		: variant;

/** The variant with the sample of a field. */
function withSample(variant: Variant, { path, field: { sample, sends } }: NamedField): Variant {
	return {
		...variant,
		parameters: withValue(variant.parameters, path, sample),
		...(typeof sends === 'object' && 'segments' in sends && { segments: { ...variant.segments, ...sends.segments } }),
		...(typeof sends === 'object' && 'body' in sends && { body: merge(variant.body ?? {}, sends.body) }),
	};
}

/**
 * Runs a variant and expects exactly its request, which is the first for an operation of several. Returns the error message of
 * the node, if any.
 */
async function sendAndCheck(id: ApiOperationId, variant: Variant) {
	const { resource, operation, method, firstRequest, reply } = operationOf(id);
	await fixture().control.clearRequests();
	await fixture().control.faults.clear();
	// The sandbox may have nothing of the kind that the first request asks for.
	if (firstRequest !== undefined) await fixture().control.faults.add({ kind: 'body', body: reply as Json, times: 1 });
	const { error } = await fixture().run({ resource, operation, ...variant.parameters });
	const requests = (await fixture().control.requests()).slice(0, firstRequest === undefined ? undefined : 1);
	expect(requests.map((request) => ({ method: request.method, url: request.url, body: request.body }))).toEqual([{ method, url: `/video/v2${pathOf(variant)}`, body: variant.body ?? null }]);
	return error?.message;
}

/** The room in the sample of `roomId` does not exist, nor does the one that If Found would update. */
const asksForAnotherRoom = ({ path: [name] }: NamedField) => name === 'roomId' || name === 'ifFound';

const selectsVariant = ({ field }: NamedField) => field.sends === 'another variant';

describe.each(API_OPERATION_IDS)('%s sends what the table says', (id) => {
	const { variants } = operationOf(id);

	test.each(variants)('in the variant: $what', async (variant) => {
		expect(await sendAndCheck(id, inRoom(variant, await roomFor(id)))).toBeUndefined();
	});

	test.each(fieldsOf(id).filter((field) => !selectsVariant(field)))('with $title', async (field) => {
		const roomId = await roomFor(id);
		const shown = variantsShowing(id, field);
		expect(shown).not.toEqual([]);
		for (const variant of shown) {
			const error = await sendAndCheck(id, withSample(inRoom(variant, roomId), field));
			if (!asksForAnotherRoom(field)) expect(error).toBeUndefined();
		}
	});

	test.each(variants)('with all fields together: $what', async (variant) => {
		const fields = fieldsOf(id).filter((field) => !selectsVariant(field) && field.path[0] !== 'roomId' && variantsShowing(id, field).includes(variant));
		expect(await sendAndCheck(id, fields.reduce(withSample, inRoom(variant, await roomFor(id))))).toBeUndefined();
	});
});

describe('archive.download requests only the file', () => {
	const [ofFile] = operationOf('archive.download').variants;
	const fields = fieldsOf('archive.download').filter((field) => !selectsVariant(field) && variantsShowing('archive.download', field).includes(ofFile));

	test.each(fields)('with $title', async ({ path, field: { sample, sends } }) => {
		const host = await openListener((_request, response) => response.end('bytes'));
		const at = (address: unknown) => `${host.origin}${new URL(String(address)).pathname}`;
		const fileUrl = at(ofFile.parameters.fileUrl);
		const value = sends === 'address' ? at(sample) : sample;
		const { error } = await fixture().run(withValue(download(fileUrl), path, value));
		expect(error).toBeUndefined();
		expect(host.seen.map(({ url }) => host.origin + url)).toEqual([sends === 'address' ? value : fileUrl]);
		expect(await fixture().control.requests()).toEqual([]);
	});
});
