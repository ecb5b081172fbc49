import { DateTime } from 'luxon';

const ZONES = ['Asia/Kolkata', 'America/New_York'];

/**
 * The time zone of the flows' n8n: neither the machine's nor UTC, because reports and meetings use
 * the user's time zone, and one where midnight is hours away from now.
 */
export const ZONE = ZONES.find(isFarFromMidnight) ?? ZONES[0];

/** The current time in that zone. */
export const nowInZone = () => DateTime.now().setZone(ZONE);

function isFarFromMidnight(zone: string): boolean {
	const { hour } = DateTime.now().setZone(zone);
	return hour >= 2 && hour < 22;
}
