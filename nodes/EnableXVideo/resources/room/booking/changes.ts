import type { IDataObject } from 'n8n-workflow';

import { roomTypeOf } from '../../../../shared/records/room';
import { isObject, isTrue, toMillis, toNumber, toObject, toText } from '../../../../shared/utils/values';
import type { RoomBody } from '../settings/body';

/** A property of a room that the API cannot change (enablex-api.md 4.5) and that differs from the wanted one. */
export interface Conflict {
	displayName: 'Mode' | 'Room Type';
	current: string;
	wanted: string;
}

/** The object's own value: Custom Data may have keys such as "constructor". */
const valueAt = (object: IDataObject, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

const isMissing = (value: unknown) => value === undefined || value === null;

/**
 * Whether a value of the API is the wanted one. The API may echo numbers and booleans as text
 * (enablex-api.md 12). Of objects, only the wanted keys are compared. An empty text does not come back
 * (enablex-api.md 4.2).
 */
function isSame(current: unknown, wanted: unknown): boolean {
	if (isMissing(wanted) || wanted === '') return isMissing(current) || current === '';
	if (typeof wanted === 'boolean') return !isMissing(current) && isTrue(current) === wanted;
	if (typeof wanted === 'number') return toNumber(current) === wanted;
	if (typeof wanted === 'string') return toText(current) === wanted;
	if (Array.isArray(wanted)) {
		return Array.isArray(current) && current.length === wanted.length && wanted.every((entry, index) => isSame(current[index], entry));
	}
	const keys = Object.entries(toObject(wanted));
	return isObject(current) && keys.every(([key, value]) => isSame(valueAt(current, key), value));
}

/** Mode and type, which cannot be changed (see `conflictOf`). */
const FIXED = ['mode', 'scheduled', 'adhoc'];

/** The settings that differ. */
function changedSettings(current: IDataObject, wanted: IDataObject): IDataObject {
	const isSetting = (key: string, value: unknown) =>
		key === 'scheduled_time' ? toMillis(current[key]) === toMillis(value) : isSame(valueAt(current, key), value);
	return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => !FIXED.includes(key) && !isSetting(key, value)));
}

/**
 * Whether the API says nothing about what these changes would change. Adhoc rooms come back without some settings
 * (enablex-api.md 4.2), so they look different although they are as wanted.
 */
export function areUnlisted(room: IDataObject, { settings, ...top }: IDataObject): boolean {
	const isUnlisted = (current: IDataObject, changes: IDataObject) => Object.keys(changes).every((key) => isMissing(valueAt(current, key)));
	return isUnlisted(room, top) && isUnlisted(toObject(room.settings), toObject(settings));
}

/** Whether the API says of which type a room is. */
const hasType = ({ scheduled, adhoc }: IDataObject) => scheduled !== undefined || adhoc !== undefined;

/** Mode or type of the room, if it differs. What the API does not say about the room is no conflict. */
export function conflictOf(room: IDataObject, { settings: wanted }: RoomBody): Conflict | undefined {
	const settings = toObject(room.settings);
	const mode = toText(settings.mode);
	if (mode !== null && mode !== wanted.mode) return { displayName: 'Mode', current: mode, wanted: String(wanted.mode) };
	const current = roomTypeOf(room);
	const wantedType = roomTypeOf({ settings: wanted });
	if (!hasType(settings) || current === wantedType) return undefined;
	return { displayName: 'Room Type', current, wanted: wantedType };
}

/**
 * What to send so that a room becomes the wanted one, or `undefined` if it already is. Only what the user
 * set is compared.
 */
export function changesOf(room: IDataObject, { settings, data, ...wanted }: RoomBody): IDataObject | undefined {
	const top = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => !isSame(room[key], value)));
	const changed = changedSettings(toObject(room.settings), settings);
	// Custom Data is replaced as a whole, so that keys which are gone count, too.
	const isNewData = data !== undefined && !(isSame(room.data, data) && isSame(data, room.data));
	const changes = { ...top, ...(isNewData && { data }), ...(Object.keys(changed).length > 0 && { settings: changed }) };
	return Object.keys(changes).length > 0 ? changes : undefined;
}
