import { DateTime } from 'luxon';

const ZONES = ['Asia/Kolkata', 'America/New_York'];

/**
 * The time zone in which the flows' n8n runs: not that of the machine and not UTC, because reports
 * and meetings are in the user's time, and one whose midnight is hours away from now.
 */
export const ZONE = ZONES.find(isInMidDay) ?? ZONES[0];

/** Now in that zone. */
export const nowThere = () => DateTime.now().setZone(ZONE);

function isInMidDay(zone: string): boolean {
	const { hour } = DateTime.now().setZone(zone);
	return hour >= 2 && hour < 22;
}
