/** electron-builder calls this for the test package, when Electron is unpacked and nothing of ours is in it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The out-of-date Electron of the tests has a folder where a real one has an archive; no package holds either.
 * @param {{appOutDir: string}} context
 */
export default function afterExtract({ appOutDir }) {
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { recursive: true, force: true });
}
