import type { Complete, CompletionContext } from './completion/completer';
import type { FollowUps } from './completion/followUps';
import { recordingCompleter } from './completion/recordings';
import type { EventName } from './events';
import { sessionCompleter } from './sessions/complete';

/** How the records of each event are completed, in one poll. */
export const COMPLETERS: Record<EventName, (poll: CompletionContext, followUps: FollowUps) => Complete> = {
	cdr: () => async (listed) => await Promise.resolve(listed),
	session: sessionCompleter,
	recording: recordingCompleter,
};
