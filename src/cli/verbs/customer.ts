/** `customer list|add|set|export|import|take-over|forget`: customers without a window. */
import { CodedError, appError } from '../../shared/errors';
import { oauthChoice } from '../../shared/oauth-way';
import { isHostName, isTenantId } from '../../shared/profile';
import type { CustomerConnection, CustomerRecord } from '../../core/model/customer';
import { connectionOf } from '../../core/model/customer';
import { oauthText } from '../../core/resources/oauth-way';
import { refuseNewCloud, refuseNewCustomer } from '../../core/policy/rules';
import type { CustomerStore } from '../../core/ports';
import { newCustomerId } from '../../adapters/storage/customer-id';
import { hostGate } from '../agreed-hosts';
import type { CommandLine } from '../arguments';
import { oneOf, wrongUse } from '../wrong-use';
import { dataFolder, openStore } from '../composition';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import type { Invocation } from '../workplace';
import { storedCustomer } from '../workplace';
import { exportVerb, importVerb, takeOverVerb } from './customer-bundle';
import { forgetAll, forgetOne } from './customer-forget';

const VERBS = ['list', 'add', 'set', 'forget', 'export', 'import', 'take-over'] as const;
/** Verbs that take a name or file. */
const NAMED: readonly (typeof VERBS)[number][] = ['export', 'import', 'take-over'];

/** Runs one of them. */
export async function customerVerb(line: Invocation, out: Output): Promise<ExitCode> {
  const [what = 'list', name, ...more] = line.words;
  const store = openStore(dataFolder(line.data));
  const verb = oneOf(what, VERBS, 'customer');
  const isNamed = NAMED.some((item) => item === verb);
  if (more.length > 0 || (name !== undefined && !isNamed))
    throw wrongUse([name, ...more].join(' '));
  if (isNamed && name === undefined) throw wrongUse(`customer ${verb}`);
  switch (verb) {
    case 'list':
      return list(line, out, store);
    case 'add':
      return add(line, out, store);
    case 'set':
      return set(line, out, store);
    case 'forget':
      return line.all
        ? forgetAll(line, out, store)
        : forgetOne(await own(line, store), line, out, store);
    case 'export':
      return exportVerb(line, out, name ?? '');
    case 'import':
      return importVerb(line, out, name ?? '');
    case 'take-over':
      return takeOverVerb(line, out, name ?? '');
  }
}

async function list(line: CommandLine, out: Output, store: CustomerStore): Promise<ExitCode> {
  const found = await store.list();
  if (line.json) out.json(found.map((item) => ('error' in item ? item : shown(item))));
  else
    for (const item of found)
      if ('error' in item) out.error(item.error);
      else out.line(lineOf(item, out));
  return found.some((item) => 'error' in item) ? EXIT.failed : EXIT.done;
}

async function add(line: Invocation, out: Output, store: CustomerStore): Promise<ExitCode> {
  const { name, tenantDomain, tenantId, exchangeServer, ways } = line.profile;
  if (line.customer !== undefined) throw wrongUse('customer add --customer');
  const connection: CustomerConnection = { ...USUAL, ...ways };
  const taken = new Set((await store.list()).map(({ id }) => id));
  const given = needed(name, '--name').trim();
  const record: CustomerRecord = checked({
    format: 1,
    id: newCustomerId(given, taken),
    name: given,
    tenantId: needed(tenantId, '--tenant-id'),
    tenantDomain: needed(tenantDomain, '--tenant-domain'),
    practice: false,
    recipe: line.recipe ?? 'both',
    inputs: line.inputs,
    ...(line.principals === undefined ? {} : { principals: line.principals }),
    exchangeServer: needed(exchangeServer, '--server'),
    ...skypeOf(line, undefined),
    connection,
    createdAt: new Date().toISOString(),
  });
  refuseNewCustomer(line.organisationPolicy, record);
  await store.save(record);
  // What was typed is agreed to.
  await hostGate(line, out, { record, files: store.files(record.id) });
  tell(record, line, out);
  return EXIT.done;
}

/** What `customer add` takes where nothing is said. */
const USUAL: CustomerConnection = { exchange: 'remote', tenant: 'sign-in' };

async function set(line: Invocation, out: Output, store: CustomerStore): Promise<ExitCode> {
  const before = await own(line, store);
  const { name, tenantDomain, tenantId, exchangeServer, ways } = line.profile;
  const release = await store.lock(before.id);
  try {
    const { skypeServer, oauth, ...others } = before;
    const record = checked({
      ...others,
      ...skypeOf(line, skypeServer),
      name: (name ?? before.name).trim(),
      tenantDomain: tenantDomain ?? before.tenantDomain,
      tenantId: tenantId ?? before.tenantId,
      exchangeServer: exchangeServer ?? before.exchangeServer,
      recipe: line.recipe ?? before.recipe,
      inputs: { ...before.inputs, ...line.inputs },
      ...oauthOf(line, oauth),
      ...(line.principals === undefined ? {} : { principals: line.principals }),
      connection: { ...(before.connection ?? USUAL), ...ways },
    });
    refuseNewCloud(line.organisationPolicy, record, before);
    await store.save(record);
    // What was typed is agreed to.
    await hostGate(line, out, { record, files: store.files(record.id) });
    tell(record, line, out);
    return EXIT.done;
  } finally {
    await release();
  }
}

/** How step 1 comes about: as it was where nothing is said. */
function oauthOf(
  line: CommandLine,
  before: CustomerRecord['oauth'],
): Pick<CustomerRecord, 'oauth'> {
  const oauth = line.oauth === undefined ? before : oauthChoice(line.oauth, new Date());
  return oauth === undefined ? {} : { oauth };
}

/** The customer that `--customer` names. The practice customer belongs to its lab. */
async function own(line: CommandLine, store: CustomerStore): Promise<CustomerRecord> {
  if (line.customer === undefined) throw wrongUse('--customer');
  const record = await storedCustomer(line, store);
  if (record.practice) throw new CodedError(appError('HX-CUST', { file: record.id }));
  return record;
}

/** `--skype NAME` names the front end whose shell is used; `--skype none` takes it back, `--skype carry` leaves it. */
function skypeOf(line: CommandLine, before: string | undefined): { readonly skypeServer?: string } {
  const given = line.profile.skypeServer;
  const skypeServer = given === undefined || given === 'carry' ? before : given;
  return skypeServer === undefined || skypeServer === 'none' ? {} : { skypeServer };
}

function needed(value: string | undefined, option: string): string {
  if (value === undefined) throw wrongUse(option);
  return value;
}

function checked(record: CustomerRecord): CustomerRecord {
  if (record.name === '' || record.name.length > 256) throw wrongUse(`--name ${record.name}`);
  if (!isTenantId(record.tenantId)) throw wrongUse(`--tenant-id ${record.tenantId}`);
  if (!isHostName(record.tenantDomain)) throw wrongUse(`--tenant-domain ${record.tenantDomain}`);
  if (!isHostName(record.exchangeServer)) throw wrongUse(`--server ${record.exchangeServer}`);
  if (record.skypeServer !== undefined && !isHostName(record.skypeServer))
    throw wrongUse(`--skype ${record.skypeServer}`);
  return record;
}

function tell(record: CustomerRecord, line: CommandLine, out: Output): void {
  if (line.json) out.json(shown(record));
  else out.line(lineOf(record, out));
}

function shown(record: CustomerRecord) {
  const { id, name, tenantDomain, tenantId, exchangeServer, practice, recipe, inputs } = record;
  const connection = connectionOf(record);
  const principals = record.principals ?? [];
  return {
    id,
    name,
    tenantDomain,
    tenantId,
    exchangeServer,
    practice,
    recipe,
    inputs,
    connection,
    skypeServer: record.skypeServer ?? null,
    oauth: record.oauth ?? null,
    principals,
  };
}

function lineOf(record: CustomerRecord, out: Output): string {
  const { id, name, tenantDomain, exchangeServer } = record;
  const { exchange, online, skype, tenant } = connectionOf(record);
  const t = out.translator;
  const ways = [t.t(`core.way.exchange.${exchange}`), t.t(`core.way.tenant.${tenant}`)];
  if (online !== tenant) ways.push(`Exchange Online: ${t.t(`core.way.online.${online}`)}`);
  if (record.skypeServer !== undefined || record.connection?.skype !== undefined)
    ways.push(`Skype for Business Server: ${t.t(`core.way.skype.${skype}`)}`);
  if (record.oauth !== undefined) ways.push(t.text(oauthText(record.oauth)));
  return [id, name, tenantDomain, exchangeServer, ...ways].join(' · ');
}
