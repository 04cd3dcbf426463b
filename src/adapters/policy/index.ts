/** The policy of this computer, read once at the start; the same for window and command line. */
import { posix } from 'node:path';
import { windowsFolder } from '../system/windows-folder';
import type { Log } from '../../core/ports';
import type { Policy } from '../../shared/policy';
import { POLICY_KEY } from '../../shared/policy';
import { policyDisk, readManagedPreferences, readPolicyFile, type PolicyDisk } from './files';
import type { RunProgram } from './program';
import { readHive } from './registry';
import { policyOf, type PolicySource } from './values';

export type { ProgramResult } from './program';

/** Where a policy is looked for, and with what. */
export interface PolicyInput {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of the account, as the system says it. */
  readonly home: string;
  readonly user: string;
  readonly run: RunProgram;
  /** A file that stands for the machine's policy; of a checkout's tests only. */
  readonly instead?: string;
  readonly disk?: PolicyDisk;
}

const MACHINE_FILE = '/etc/crossprem/policy.json';
const PREFERENCES = 'app.crossprem.desktop.plist';

/** Reads the policy. Never rejects: what cannot be read is as strict as it can be. */
export async function readPolicy(input: PolicyInput): Promise<Policy> {
  return policyOf(await sourcesOf(input));
}

async function sourcesOf(input: PolicyInput): Promise<readonly PolicySource[]> {
  const { disk = policyDisk, environment, home, instead, platform, run, user } = input;
  if (instead !== undefined)
    return [
      { level: 'machine', place: instead, found: await readPolicyFile(instead, 'anybody', disk) },
    ];
  if (platform === 'win32') {
    const root = windowsFolder();
    return Promise.all([
      source('machine', `HKLM\\${POLICY_KEY}`, readHive('HKLM', root, run)),
      source('user', `HKCU\\${POLICY_KEY}`, readHive('HKCU', root, run)),
    ]);
  }
  if (platform === 'darwin') {
    const managed = '/Library/Managed Preferences';
    const [machine, own] = [
      posix.join(managed, PREFERENCES),
      posix.join(managed, user, PREFERENCES),
    ];
    return Promise.all([
      source('machine', machine, readManagedPreferences(machine, disk, run)),
      source('user', own, readManagedPreferences(own, disk, run)),
    ]);
  }
  const given = environment['XDG_CONFIG_HOME'];
  const config =
    given !== undefined && posix.isAbsolute(given) ? given : posix.join(home, '.config');
  const own = posix.join(config, 'crossprem', 'policy.json');
  return Promise.all([
    source('machine', MACHINE_FILE, readPolicyFile(MACHINE_FILE, 'root', disk)),
    source('user', own, readPolicyFile(own, 'anybody', disk)),
  ]);
}

async function source(
  level: PolicySource['level'],
  place: string,
  found: Promise<PolicySource['found']>,
): Promise<PolicySource> {
  return { level, place, found: await found };
}

/** Tells the log which settings are set and by whom, and what could not be used. Values are no secrets. */
export function logPolicy({ values, setBy, problems }: Policy, log: Log): void {
  if (Object.keys(setBy).length > 0)
    log.info('policy', { setBy: JSON.stringify(setBy), values: JSON.stringify(values) });
  for (const { code, args, detail } of problems)
    log.warn('policy.problem', { code, detail: JSON.stringify({ ...args, detail }) });
}
