import { homedir } from 'node:os';
import { join } from 'node:path';

/** The system's usual place for this product's data, when nothing else is given. Absolute. */
export function usualDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
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
