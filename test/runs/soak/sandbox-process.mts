/** The sandbox in its own process, with its own clock and on its own core. Exits with its parent. */
import { startSandbox } from '../../sandbox/index.mts';
import type { SandboxAddress } from './sandbox.mts';

process.on('disconnect', () => process.exit(0));
const { origin, baseUrl, appId, appKey } = await startSandbox();
const address: SandboxAddress = { origin, baseUrl, appId, appKey };
process.send?.(address);
