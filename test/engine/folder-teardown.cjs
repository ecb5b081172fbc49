const { rmSync } = require('node:fs');

/** After all tests: nothing of theirs stays behind. */
module.exports = () => {
	rmSync(process.env.ENABLEX_ENGINE_FOLDER, { recursive: true, force: true });
};
