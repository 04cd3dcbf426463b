import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where this product's data lies when nothing else is given: beside the portable Windows executable, which names its
 * folder, else in the system's usual place. Absolute.
 */
export function usualDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const portable = env['PORTABLE_EXECUTABLE_DIR'];
  if (portable !== undefined && isAbsolute(portable)) return join(portable, 'Crossprem data');
  switch (platform) {
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Crossprem');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Crossprem');
    default: {
      const base = env['XDG_DATA_HOME'];
      return join(
        base !== undefined && base.startsWith('/') ? base : join(homedir(), '.local', 'share'),
        'crossprem',
      );
    }
  }
}
