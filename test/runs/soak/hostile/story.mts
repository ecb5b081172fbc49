/** A failing month as text, for a person. */
import type { Hazard, Month } from './month.mts';
import type { Outcome } from './play.mts';

const MAX_EVENTS = 60;

const when = (hour: number) => `day ${Math.floor(hour / 24)}, ${((hour % 24) + 24) % 24}:00`;

function describeHazard({ hour, hours, kind, ...more }: Hazard): string {
	const details = Object.entries(more).map(([name, value]) => `${name} ${value}`);
	return `${[kind, ...details].join(', ')}: from ${when(hour)} for ${hours} hours`;
}

/** Describes a month and what happened in it. Days and hours count from noon of the day of publishing. */
export function tellStory({ trigger, api, perDay, groups, hazards }: Month, { problems, events }: Outcome): string {
	const shown = events.length <= MAX_EVENTS ? events : [...events.slice(0, MAX_EVENTS / 2), `... ${events.length - MAX_EVENTS} more ...`, ...events.slice(-MAX_EVENTS / 2)];
	return [
		...problems.map((problem) => `  ${problem}`),
		`  The trigger: ${JSON.stringify(trigger)}`,
		`  The API: ${JSON.stringify(api)}`,
		`  Records: ${perDay} a day`,
		...groups.map(({ hour, ...group }, index) => `    group ${index}, ${when(hour)}: ${JSON.stringify(group)}`),
		...hazards.map((hazard) => `  ${describeHazard(hazard)}`),
		...shown.map((event) => `  ${event}`),
	].join('\n');
}
