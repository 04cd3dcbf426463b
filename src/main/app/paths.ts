import { join, resolve } from 'node:path';
import { usualDataFolder } from '../../adapters/system/data-folder';

/** Where everything lies. */
export interface AppPaths {
  /** Customers, preferences and logs. The same place as the command line's. */
  readonly dataFolder: string;
  /** Chromium's own files: caches, and where the window stood. */
  readonly windowFolder: string;
  /** What was packaged, or the checkout: it holds the package's own description. */
  readonly appFolder: string;
  readonly rendererFolder: string;
  readonly preloadFile: string;
  readonly labFile: string;
  readonly commandLineFile: string;
  /** The PowerShell bridge; outside the archive of a packaged app, because PowerShell reads it itself. */
  readonly bridgeFolder: string;
  /** Names every part with its licence; a checkout has it once a package was made. */
  readonly licencesFile: string;
  /** Windows and macOS take the icon from the program itself. */
  readonly iconFile: string;
}

/** What the paths are made from. */
export interface PathSources {
  readonly isPackaged: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly argv: readonly string[];
  readonly platform: NodeJS.Platform;
  /** Folder of the main bundle. */
  readonly bundleFolder: string;
  /** Folder of a packaged app's resources. */
  readonly resourcesFolder: string;
}

/** The value of `--name VALUE` or `--name=VALUE`. */
export function switchValue(argv: readonly string[], name: string): string | undefined {
  const prefix = `--${name}=`;
  const joined = argv.find((item) => item.startsWith(prefix));
  if (joined !== undefined) return joined.slice(prefix.length);
  const at = argv.indexOf(`--${name}`);
  return at < 0 ? undefined : argv[at + 1];
}

function dataFolder(sources: PathSources): string {
  const { isPackaged, environment, argv, platform } = sources;
  const asked =
    switchValue(argv, 'data') ?? (isPackaged ? undefined : environment['CROSSPREM_DATA']);
  if (asked !== undefined && asked !== '') return resolve(asked);
  return usualDataFolder(environment, platform);
}

/** Works out where everything lies; touches nothing. */
export function resolvePaths(sources: PathSources): AppPaths {
  const data = dataFolder(sources);
  const out = (...names: readonly string[]): string => join(sources.bundleFolder, '..', ...names);
  return {
    dataFolder: data,
    windowFolder: join(data, 'window'),
    appFolder: out('..'),
    rendererFolder: out('renderer'),
    preloadFile: out('preload', 'preload.cjs'),
    labFile: out('main', 'lab.cjs'),
    commandLineFile: out('main', 'cli.cjs'),
    bridgeFolder: sources.isPackaged
      ? join(sources.resourcesFolder, 'powershell')
      : out('..', 'assets', 'powershell'),
    licencesFile: join(
      sources.isPackaged ? sources.resourcesFolder : out(),
      'licences',
      'THIRD-PARTY-LICENSES.txt',
    ),
    iconFile: out('..', 'assets', 'icons', '256x256.png'),
  };
}
