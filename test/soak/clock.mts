/**
 * The clock of this process, from its first setting on. What measures real time here uses
 * `performance.now()`, as the trigger's own time budget does.
 */
export function setClock(now: number): void {
	Date.now = () => now;
}
