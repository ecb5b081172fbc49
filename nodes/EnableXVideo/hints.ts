import type { NodeHint } from 'n8n-workflow';

/** Habits of the API that are worth knowing at the moment they matter (api.md 5, 6 and 11). */
export const hints: NodeHint[] = [
	{
		message: 'A token lets one user join once, and only within 15 minutes. Make it when the user comes, not in advance',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["resource"] === "token" }}',
	},
	{
		message: 'EnableX keeps call detail records and recordings for 90 days. What you need longer, store elsewhere',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["resource"] === "cdr" || ($parameter["resource"] === "archive" && $parameter["operation"] === "getAll") }}',
	},
	{
		message: 'Rooms list users only while a session is running',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["resource"] === "user" }}',
	},
	{
		message: 'Changes to a room take effect from its next session on',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["resource"] === "room" && $parameter["operation"] === "update" }}',
	},
];
