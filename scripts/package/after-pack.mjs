/** electron-builder calls this for every unpacked program, before its fuses are set and it is signed. */
import { join } from 'node:path';
import { contentFaults } from './contents.mjs';

/**
 * Ends the build when the program does not hold what it should.
 * @param {{appOutDir: string, electronPlatformName: string, packager: {appInfo: {productFilename: string}}}} context
 */
export default function afterPack({ appOutDir, electronPlatformName, packager }) {
  const resources =
    electronPlatformName === 'darwin'
      ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : join(appOutDir, 'resources');
  const faults = contentFaults(appOutDir, resources);
  if (faults.length > 0) throw new Error(`This program may not ship:\n${faults.join('\n')}`);
}
