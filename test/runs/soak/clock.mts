/**
 * Sets the clock of this process. Code that measures real time uses `performance.now()`, as does
 * the trigger's own time budget.
 */
export function setClock(now: number): void {
	Date.now = () => now;
}
