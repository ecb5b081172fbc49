const { rmSync } = require('node:fs');

/** After all tests: removes that folder. */
module.exports = () => {
	rmSync(process.env.ENABLEX_ENGINE_FOLDER, { recursive: true, force: true });
};
