/**
 * The support bundle: what it holds, gathered and cleaned. Everything is text and is made before it is shown, so that
 * what a person sees is byte for byte what is written.
 */
import { hostname, homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { DoctorResult } from '../../shared/doctor';
import { POLICY_NAMES, type Policy } from '../../shared/policy';
import type { CustomerRecord } from '../../core/model/customer';
import type { CustomerStore, StoredRun } from '../../core/ports';
import { Placeholders } from '../../core/support/placeholders';
import { summariseRun } from '../../core/support/run-summary';
import { logFolder } from '../logging/log-files';
import { tailOf } from '../logging/read-log';
import { redact } from '../logging/redact';
import { nodeFileSystem, readIfThere, writeAtomic } from '../storage/file-system';
import { zipFile } from '../storage/zip-file';
import { cleanLog } from './clean-log';

/** What a file of the bundle holds; the person reads it as `doctor.bundle.about.<kind>`. */
type BundleKind =
  'readme' | 'doctor' | 'versions' | 'settings' | 'policy' | 'log' | 'run' | 'customer' | 'journal';

/** One file of the bundle. */
export interface BundleFile {
  readonly name: string;
  readonly about: BundleKind;
  readonly text: string;
}

/** What a bundle is made from. */
export interface BundleInput {
  readonly dataFolder: string;
  readonly store: CustomerStore;
  readonly doctor: DoctorResult;
  /** Id of the only customer whose files are taken; null: all. */
  readonly customer: string | null;
  /** What the files are, in the person's language. */
  readonly readme: string;
  readonly electron: string | null;
  /** What the organisation sets on this computer. */
  readonly policy: Policy;
  /** True: customers' settings and journals with their names and values. Secrets are removed all the same. */
  readonly includeNames: boolean;
}

/** The end of the log that is taken, in bytes. */
const LOG_LIMIT = 512 * 1024;
/** The newest runs of each customer that are taken. */
const RUNS = 10;

/** Gathers the files, in the order in which they are shown. */
export async function gatherBundle(input: BundleInput): Promise<readonly BundleFile[]> {
  const { dataFolder, store, doctor, readme, includeNames } = input;
  const listed = await store.list();
  const all = listed.filter((item): item is CustomerRecord => 'format' in item);
  const customers = all.filter(({ id }) => input.customer === null || id === input.customer);
  const placeholders = placeholdersFor(input, all);
  // Folders whose file cannot be read have a customer's name, too.
  for (const item of listed) if (!('format' in item)) placeholders.learn('customer', item.id);
  const names = includeNames ? undefined : placeholders;
  // The log and the policy are every customer's.
  const sharedNames = customers.length === listed.length ? names : placeholders;
  const jsonWith = (used: Placeholders | undefined, value: unknown): string => {
    const replaced = used === undefined ? value : used.replaceIn(value, LITERAL_FIELDS);
    return redact(`${JSON.stringify(replaced, null, 2)}\n`);
  };
  const json = (value: unknown): string => jsonWith(names, value);
  const settings = parsed(await textOf(join(dataFolder, 'preferences.json')));
  const runs = await Promise.all(
    customers.map((customer, index) => runFiles(store, customer, index + 1, includeNames, json)),
  );
  const own = customers.map((customer) => ({
    name: `customers/${customer.id}.json`,
    about: 'customer' as const,
    text: json(customer),
  }));
  return [
    { name: 'README.txt', about: 'readme', text: `${readme}\n` },
    { name: 'doctor.json', about: 'doctor', text: json(doctor) },
    { name: 'versions.json', about: 'versions', text: json(versionsOf(input)) },
    { name: 'settings.json', about: 'settings', text: json(settings ?? {}) },
    { name: 'policy.json', about: 'policy', text: jsonWith(sharedNames, policyFile(input.policy)) },
    {
      name: 'logs/crossprem.log',
      about: 'log',
      text: cleanLog(tailOf(logFolder(dataFolder), LOG_LIMIT), sharedNames),
    },
    ...(includeNames ? own : []),
    ...runs.flat(),
  ];
}

/** Writes exactly these files into one archive. HX-RO, HX-FULL or HX-FILE where that does not work. */
export async function writeBundle(
  file: string,
  files: readonly BundleFile[],
  when: Date,
): Promise<void> {
  const entries = files.map(({ name, text }) => ({ name, content: Buffer.from(text, 'utf8') }));
  await writeAtomic(nodeFileSystem, file, zipFile(entries, when));
}

/** Fields whose values are words of this product, in every file of the bundle. */
const LITERAL_FIELDS: ReadonlySet<string> = new Set([
  'key',
  'state',
  'code',
  'way',
  'verdict',
  'madeAt',
  'rung',
  'productVersion',
  'node',
  'electron',
  'version',
  'language',
  'theme',
  'kind',
  'recipe',
  'type',
  'outcome',
  'setting',
  'setBy',
]);

/** What is set, to what, by whom, and what could not be used. Policies hold no secrets. */
function policyFile({ values, setBy, problems }: Policy): object {
  const settings = POLICY_NAMES.filter((name) => setBy[name] !== undefined).map((name) => ({
    setting: name,
    value: values[name],
    setBy: setBy[name],
  }));
  return { settings, problems };
}

function versionsOf({ doctor, electron }: BundleInput): object {
  const { versions, platform, arch } = process;
  return {
    productVersion: doctor.productVersion,
    electron,
    node: versions.node,
    openssl: versions.openssl,
    platform,
    arch,
  };
}

/** Names that are known; whatever only looks like one is found by its shape. */
function placeholdersFor(input: BundleInput, customers: readonly CustomerRecord[]): Placeholders {
  const names = new Placeholders();
  for (const customer of customers.filter(({ practice }) => !practice)) {
    const { name, id, tenantId, tenantDomain, exchangeServer, inputs } = customer;
    const [label] = tenantDomain.split('.');
    const [server, ...domain] = exchangeServer.split('.');
    names.learn('customer', name);
    names.learn('customer', id);
    names.learn('tenant', tenantId);
    names.learn('domain', tenantDomain);
    names.learn('domain', label);
    names.learn('host', exchangeServer);
    names.learn('host', server);
    names.learn('domain', domain.length > 1 ? domain.join('.') : undefined);
    for (const value of Object.values(inputs)) names.learn('account', value);
  }
  names.learn('folder', input.dataFolder);
  names.learn('folder', homedir());
  names.learn('computer', hostname());
  names.learn('user', userNameOf());
  return names;
}

/** Accounts without an entry in the system have no name. */
function userNameOf(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

async function runFiles(
  store: CustomerStore,
  customer: CustomerRecord,
  place: number,
  includeNames: boolean,
  json: (value: unknown) => string,
): Promise<readonly BundleFile[]> {
  const runs = (await store.runs(customer.id)).slice(-RUNS);
  const files = await Promise.all(
    runs.map(async ({ id }, index): Promise<readonly BundleFile[]> => {
      const run = await openedRun(store, customer.id, id);
      if (run === undefined) return [];
      const entries = run.journal.entries();
      const name = `runs/customer-${place}-run-${index + 1}.json`;
      const summary = json(summariseRun(run.plan, entries));
      const whole = { plan: run.plan, entries };
      return [
        { name, about: 'run', text: summary },
        ...(includeNames
          ? [
              {
                name: `journals/${customer.id}-${id}.json`,
                about: 'journal' as const,
                text: json(whole),
              },
            ]
          : []),
      ];
    }),
  );
  return files.flat();
}

/** A run that cannot be read is left out: the log says why. */
async function openedRun(
  store: CustomerStore,
  customer: string,
  run: string,
): Promise<StoredRun | undefined> {
  return store.openRun(customer, run).catch(() => undefined);
}

async function textOf(path: string): Promise<string> {
  const bytes = await readIfThere(nodeFileSystem, path);
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
