/** Facts about this computer, from its environment, its disk and its own words. */
import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { arch, release, type, version } from 'node:os';
import { join, win32 } from 'node:path';
import type { AppError } from '../../shared/errors';
import type { Language } from '../../shared/languages';
import type { PowerShellFacts, WorkstationFacts } from '../../core/doctor/ports';
import { supportEnded } from '../../shared/electron-support';
import { fileError } from '../storage/file-system';
import { systemClock } from '../system/crypto';

/** What the compositions know. */
export interface WorkstationInput {
  readonly dataFolder: string;
  readonly language: Language;
  /** Null on the command line. */
  readonly electron: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly powerShells: (signal: AbortSignal) => Promise<readonly PowerShellFacts[]>;
  /** Proxies that the product's requests really take. Where absent, those of the environment are told as ignored. */
  readonly proxies?: () => Promise<readonly string[]>;
}

/** Gathers them. Writes one small file into the data folder and removes it again; changes nothing else. */
export async function workstationFacts(
  input: WorkstationInput,
  signal: AbortSignal,
): Promise<WorkstationFacts> {
  const { environment, platform } = input;
  const [powerShells, folder, proxy, managementShell, modules] = await Promise.all([
    input.powerShells(signal),
    folderFacts(input.dataFolder),
    proxyFacts(input),
    hasManagementShell(environment),
    moduleFacts(environment, platform),
  ]);
  return {
    platform: platformOf(platform),
    system: `${platform === 'win32' ? version() : type()} ${release()} ${arch()}`,
    node: process.versions.node,
    electron: input.electron,
    supportEnded: input.electron === null ? null : supportEnded(input.electron, systemClock.now()),
    dataFolder: { path: input.dataFolder, ...folder },
    powerShells,
    proxy,
    language: {
      chosen: input.language,
      system: Intl.DateTimeFormat().resolvedOptions().locale,
    },
    domain: domainOf(environment, platform),
    managementShell,
    modules,
  };
}

function platformOf(platform: NodeJS.Platform): WorkstationFacts['platform'] {
  switch (platform) {
    case 'win32':
      return 'windows';
    case 'darwin':
      return 'macos';
    case 'linux':
      return 'linux';
    default:
      return 'other';
  }
}

/** Whether something can be written there, by writing it; and what room is left. */
async function folderFacts(
  path: string,
): Promise<{ readonly error: AppError | null; readonly freeBytes: number | null }> {
  const probe = join(path, `.doctor-${process.pid.toString()}`);
  let error: AppError | null = null;
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await writeFile(probe, 'crossprem', { mode: 0o600 });
    await rm(probe);
  } catch (thrown) {
    error = fileError(thrown, path).error;
  }
  const space = await statfs(path).catch(() => undefined);
  return { error, freeBytes: space === undefined ? null : space.bavail * space.bsize };
}

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

async function proxyFacts(input: WorkstationInput): Promise<WorkstationFacts['proxy']> {
  if (input.proxies !== undefined) return { settings: await input.proxies(), inForce: true };
  const { environment } = input;
  const settings = PROXY_VARIABLES.flatMap((name) => {
    const value = environment[name];
    return value === undefined || value === '' ? [] : [`${name}=${withoutUser(value)}`];
  });
  return { settings: [...new Set(settings)], inForce: false };
}

/** A proxy's address may hold a user name and a password. */
function withoutUser(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/@]*@/i, '$1');
}

/** Windows sets USERDNSDOMAIN for accounts of a domain only. */
function domainOf(
  environment: WorkstationInput['environment'],
  platform: NodeJS.Platform,
): WorkstationFacts['domain'] {
  if (platform !== 'win32') return { kind: 'not-known' };
  const name = environment['USERDNSDOMAIN'];
  return name === undefined || name === '' ? { kind: 'none' } : { kind: 'member', name };
}

async function hasManagementShell(environment: WorkstationInput['environment']): Promise<boolean> {
  const root = environment['ExchangeInstallPath'];
  return root !== undefined && (await isThere(win32.join(root, 'bin', 'RemoteExchange.ps1')));
}

/** The usual folders of modules; PSModulePath is not read, because a session may have put anything there. */
async function moduleFacts(
  environment: WorkstationInput['environment'],
  platform: NodeJS.Platform,
): Promise<WorkstationFacts['modules']> {
  if (platform !== 'win32') {
    const home = environment['HOME'] ?? '';
    const folders = [
      join(home, '.local', 'share', 'powershell', 'Modules'),
      '/usr/local/share/powershell/Modules',
    ];
    return {
      exchangeOnline: await isAnyThere(
        folders.map((folder) => join(folder, 'ExchangeOnlineManagement')),
      ),
      skypeForBusiness: false,
    };
  }
  const programs = environment['ProgramFiles'] ?? 'C:\\Program Files';
  const documents = win32.join(environment['USERPROFILE'] ?? '', 'Documents');
  const folders = [programs, documents].flatMap((root) =>
    ['WindowsPowerShell', 'PowerShell'].map((edition) => win32.join(root, edition, 'Modules')),
  );
  const common = win32.join(programs, 'Common Files');
  // Skype for Business Server 2015 and 2019 each name their own folder.
  const server = ['2015', '2019'].map((year) =>
    win32.join(common, `Skype for Business Server ${year}`, 'Modules', 'SkypeForBusiness'),
  );
  return {
    exchangeOnline: await isAnyThere(
      folders.map((folder) => win32.join(folder, 'ExchangeOnlineManagement')),
    ),
    skypeForBusiness: await isAnyThere(server),
  };
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function isAnyThere(paths: readonly string[]): Promise<boolean> {
  return (await Promise.all(paths.map(isThere))).includes(true);
}
