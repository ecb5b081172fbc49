import type { NodeHint } from 'n8n-workflow';

/** Facts about the API that help at the moment they matter (enablex-api.md 5, 6 and 11). */
export const hints: NodeHint[] = [
	{
		message: 'A token lets one user join once, within 15 minutes. Create it just before the user joins',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["resource"] === "token" }}',
	},
	{
		message: 'EnableX keeps call detail records and recordings for 90 days. Store what you need for longer elsewhere',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["resource"] === "cdr" || ($parameter["resource"] === "archive" && $parameter["operation"] === "getAll") }}',
	},
	{
		message: 'EnableX lists the users of a room only while a session is running. To continue without users, turn on Always Output Data in the settings of this node',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["resource"] === "user" }}',
	},
	{
		message: 'Changes to a room take effect in its next session',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["resource"] === "room" && $parameter["operation"] === "update" }}',
	},
	{
		message: 'A host link is a secret: anyone who opens it becomes a moderator. Send it only to the host',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: '={{ $parameter["resource"] === "joinLink" && $parameter["role"] === "host" }}',
	},
];
