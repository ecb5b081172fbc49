/** `npm run dev`: as `npm start`, and n8n loads the package again whenever a file of it is saved. */
import { copyBuild, DEV_ENVIRONMENT, refuseWithoutReload } from './dev-reload.mts';
import { forgetInstall, packageFolder } from './package-install.mts';
import { dataPaths, projectRoot } from './paths.mts';
import { runInTerminal } from './terminal.mts';
import { watchSources, watchTypes } from './watch-sources.mts';

await runInTerminal({
	env: DEV_ENVIRONMENT,
	check: refuseWithoutReload,
	async accompany(_host, { release }, folders) {
		const root = projectRoot();
		const { userFolder } = dataPaths(folders.data, release.version);
		await forgetInstall(userFolder);
		const endBuilds = watchSources(root, async () => {
			const changed = await copyBuild(root, packageFolder(userFolder));
			const time = new Date().toLocaleTimeString();
			console.log(changed.length === 0 ? `${time}  Built, and nothing has changed.` : `${time}  Built; n8n loads ${changed.join(', ')} again.`);
		});
		const endTypes = watchTypes(root);
		console.log('Watching nodes, credentials and icons: save a file, and n8n loads the package again.\n');
		return async () => {
			await Promise.all([endBuilds(), endTypes()]);
		};
	},
});
