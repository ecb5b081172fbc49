import { locator } from './locator.mts';
import type { Variant } from './operation.mts';

const DAYS = { from: '2024-03-10', to: '2024-03-11' };
/** The node requests one more day, because it is not documented whether the API includes the last one (enablex-api.md 7.1). */
const DAY_SEGMENTS = { firstDay: '2024-03-10', lastDay: '2024-03-12' };
const DAYS_AROUND = { firstDay: '2024-03-09', lastDay: '2024-03-13' };

/** A variant for each option of Find By, for sessions. The node requests a day before and a day after the period as well. */
export const findSessionsByVariants: [Variant, ...Variant[]] = [
	{ what: 'room', parameters: { findBy: 'room', roomId: locator('r1') }, route: '/cdr/room/:roomId', segments: { roomId: 'r1' }, firstRequest: 'cdrsByRoom' },
	{ what: 'period', parameters: { findBy: 'period', ...DAYS }, route: '/cdr/period/:firstDay/:lastDay', segments: DAYS_AROUND, firstRequest: 'cdrsByPeriod' },
	{
		what: 'roomAndPeriod',
		parameters: { findBy: 'roomAndPeriod', roomId: locator('r1'), ...DAYS },
		route: '/cdr/room-period/:roomId/:firstDay/:lastDay',
		segments: { roomId: 'r1', ...DAYS_AROUND },
		firstRequest: 'cdrsByRoomAndPeriod',
	},
];

/** A variant for each option of Find By, for CDRs or archives. */
export const findByVariants = (path: 'cdr' | 'archive'): [Variant, ...Variant[]] => [
	{ what: 'room', parameters: { findBy: 'room', roomId: locator('r1') }, route: `/${path}/room/:roomId`, segments: { roomId: 'r1' } },
	{
		what: 'conference',
		parameters: { findBy: 'conference', conferenceNumber: 'conf-1' },
		route: `/${path}/conf/:conferenceNumber`,
		segments: { conferenceNumber: 'conf-1' },
	},
	{ what: 'period', parameters: { findBy: 'period', ...DAYS }, route: `/${path}/period/:firstDay/:lastDay`, segments: DAY_SEGMENTS },
	{
		what: 'roomAndPeriod',
		parameters: { findBy: 'roomAndPeriod', roomId: locator('r1'), ...DAYS },
		route: `/${path}/room-period/:roomId/:firstDay/:lastDay`,
		segments: { roomId: 'r1', ...DAY_SEGMENTS },
	},
];
