import { SANDBOX_APP_ID } from './constants.mts';
import type { Context } from './context.mts';
import { ControlError } from './control-error.mts';
import type { ProjectInput } from './control-types.mts';
import { DEFAULT_DIALIN } from './routes/dialin.mts';
import type { Project } from './types.mts';

/** A project with defaults: HD, three dial-in numbers. */
export function makeProject(input: ProjectInput): Project {
	return { quality: 'HD', dialin: [...DEFAULT_DIALIN], ...input };
}

/** Adds a project, or replaces the one with this App ID. @throws ControlError 400 if App ID or App Key is missing */
export function addProject(ctx: Context, input: ProjectInput): Project {
	if (!input.appId || !input.appKey) throw new ControlError(400, 'A project needs appId and appKey.');
	const project = makeProject(input);
	ctx.store.state.projects.set(project.appId, project);
	return project;
}

/** The project to seed: the given one, or the sandbox's own. @throws ControlError 404 */
export function findSeedProject(ctx: Context, appId: string | undefined): Project {
	const { projects } = ctx.store.state;
	const project = appId === undefined ? projects.get(SANDBOX_APP_ID) ?? [...projects.values()][0] : projects.get(appId);
	if (!project) throw new ControlError(404, `There is no project ${appId}.`);
	return project;
}
