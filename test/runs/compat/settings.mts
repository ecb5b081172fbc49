/** The environment variable that is set for columns with n8n's durable scheduler. */
export const DURABLE_VARIABLE = 'ENABLEX_TEST_DURABLE';

/** n8n's durable scheduler with durable poll cursors (n8n-host.md 2.2); its publication service is on by default. */
export const durableSettings = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};

/** A column of the table: a release of n8n, and how it schedules polls. */
export interface Column {
	title: string;
	version: string;
	isDurable: boolean;
}

export const COLUMNS: readonly Column[] = [
	{ title: 'n8n 1.123.81', version: '1.123.81', isDurable: false },
	{ title: 'n8n 2.41.1', version: '2.41.1', isDurable: false },
	{ title: 'n8n 2.41.1, durable scheduler and poll cursors', version: '2.41.1', isDurable: true },
];
