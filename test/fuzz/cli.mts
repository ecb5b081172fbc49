/** `npm run fuzz`: wrong replies and hostile input for the built nodes; see HELP in options.mts. */
import '../soak/n8n-home.mts';
import { require as load } from 'tsx/cjs/api';

import { HELP, parseOptions, type FuzzOptions } from './options.mts';

/** The options, or nothing and a sentence when they make no sense. */
function readOptions(): FuzzOptions | undefined {
	try {
		return parseOptions(process.argv.slice(2));
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
		return undefined;
	}
}

const options = readOptions();
if (options?.help) console.log(HELP);
else if (options) {
	// As CommonJS, the form in which n8n loads its own packages and the built nodes: so each is there once.
	const { fuzz }: typeof import('./main.mts') = load('./main.mts', import.meta.url);
	process.exitCode = (await fuzz(options)) ? 0 : 1;
}
