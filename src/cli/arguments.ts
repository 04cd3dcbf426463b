import { parseArgs } from 'node:util';
import type { CheckInput } from '../shared/checks';
import { LAB_FAULTS, LAB_STARTS, type LabFault, type LabStart } from '../shared/lab';
import type { OAuthInput } from '../shared/oauth-way';
import type { ReportFormat, ReportLevel } from '../shared/report';
import { REPORT_FORMATS, REPORT_LEVELS } from '../shared/report';
import { LANGUAGES, type Language } from '../shared/languages';
import { TAGS, type Tag } from '../core/model/action';
import { EXCHANGE_WAYS, ONLINE_WAYS, TENANT_WAYS } from '../core/model/customer';
import type { CustomerConnection } from '../core/model/customer';
import { RECIPES, SCENARIOS } from '../core/model/plan';
import type { RecipeId, ScenarioId } from '../core/model/plan';
import { INPUT_NAMES, type InputName } from '../shared/ipc/views';
import { MOST_ADDED_PRINCIPALS } from '../shared/keys';
import { isTenantId } from '../shared/profile';
import { parseSigned } from './oauth-argument';
import { TOPOLOGY_OPTIONS, parseTopologyWords } from './topology-arguments';
import type { TopologyWords } from './topology-arguments';
import { oneOf, wrongUse } from './wrong-use';

/** Verbs of the command line. */
const VERBS = [
  'start',
  'read',
  'plan',
  'apply',
  'verify',
  'undo',
  'script',
  'load',
  'report',
  'check',
  'doctor',
  'diagnose',
  'lab',
  'tenant',
  'customer',
  'keys',
  'topology',
  'inspect',
  'update',
  'help',
  'version',
] as const;
/** One of the verbs. */
type Verb = (typeof VERBS)[number];
/** Verbs whose words are their own matter. */
const LISTS: readonly Verb[] = [
  'lab',
  'customer',
  'diagnose',
  'tenant',
  'keys',
  'inspect',
  'update',
];

/** The command line, parsed and checked. */
export interface CommandLine {
  readonly verb: Verb;
  /** Words after the verb (`lab reset`, `lab fault NAME on`, `diagnose FILE`). */
  readonly words: readonly string[];
  readonly customer: string | undefined;
  readonly lab: boolean;
  readonly json: boolean;
  readonly yes: boolean;
  /** Agrees to the hosts that the customer's file names and nobody has agreed to yet. */
  readonly agreesToHosts: boolean;
  readonly undo: boolean;
  /** `script --look`: a script that only reads. */
  readonly look: boolean;
  /** `script --what-if`: a script that asks each command with -WhatIf. */
  readonly whatIf: boolean;
  /** `script --target`: a script to be carried to this side or server. */
  readonly target: string | undefined;
  readonly language: Language | undefined;
  readonly data: string | undefined;
  readonly plan: string | undefined;
  readonly out: string | undefined;
  readonly consents: readonly Tag[];
  readonly recipe: RecipeId | undefined;
  readonly scenario: ScenarioId | undefined;
  readonly inputs: Readonly<Partial<Record<InputName, string>>>;
  readonly seed: number | undefined;
  readonly start: LabStart | undefined;
  readonly latency: 'none' | 'realistic';
  readonly faults: readonly LabFault[];
  /** The practice lab without PowerShell. */
  readonly direct: boolean;
  /** The PowerShell to use. */
  readonly powershell: string | undefined;
  /** Folder of collected files to read Exchange from. */
  readonly from: string | undefined;
  readonly deviceCode: boolean;
  /** What `customer add` and `customer set` say about a customer. */
  readonly profile: CustomerProfile;
  /** Application ids, small letters: of `keys`, or what `customer set` adds to the inventory. */
  readonly principals: readonly string[] | undefined;
  /** True when `keys` also reads the tenant's policy for applications. */
  readonly policy: boolean;
  /** Where `doctor` writes a support bundle. */
  readonly bundle: string | undefined;
  /** What a person saw of the features: `verify --record`. */
  readonly checks: readonly CheckInput[];
  /** `customer set`: how step 1 comes about. */
  readonly oauth: OAuthInput | undefined;
  /** True when the bundle may hold names and values. */
  readonly includeNames: boolean;
  /** Where `report` writes reminders. */
  readonly ics: string | undefined;
  /** `report`: how much of the customer it tells. */
  readonly level: ReportLevel;
  /** `report`: which files are written. */
  readonly formats: readonly ReportFormat[];
  /** `customer export|import`: the file whose first line is the passphrase. */
  readonly passphraseFile: string | undefined;
  /** Where `check` writes its results as JUnit XML. */
  readonly junit: string | undefined;
  /** `check`: every customer. */
  readonly all: boolean;
  /** `inspect`: files of known certificates. */
  readonly certificates: readonly string[];
  /** What `topology` was told. */
  readonly topology: TopologyWords;
}

/** A customer's own data as given on the command line. */
interface CustomerProfile {
  readonly name: string | undefined;
  readonly tenantDomain: string | undefined;
  readonly tenantId: string | undefined;
  readonly exchangeServer: string | undefined;
  /** A front end's name; `carry` keeps the one that was named, `none` takes it back. */
  readonly skypeServer: string | undefined;
  readonly ways: Partial<CustomerConnection>;
}

const OPTIONS = {
  customer: { type: 'string' },
  lab: { type: 'boolean' },
  scenario: { type: 'string' },
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  'agree-hosts': { type: 'boolean' },
  undo: { type: 'boolean' },
  look: { type: 'boolean' },
  'what-if': { type: 'boolean' },
  target: { type: 'string' },
  lang: { type: 'string' },
  data: { type: 'string' },
  plan: { type: 'string' },
  out: { type: 'string' },
  consent: { type: 'string', multiple: true },
  recipe: { type: 'string' },
  input: { type: 'string', multiple: true },
  seed: { type: 'string' },
  start: { type: 'string' },
  latency: { type: 'string' },
  fault: { type: 'string', multiple: true },
  direct: { type: 'boolean' },
  powershell: { type: 'string' },
  from: { type: 'string' },
  'device-code': { type: 'boolean' },
  name: { type: 'string' },
  'tenant-domain': { type: 'string' },
  'tenant-id': { type: 'string' },
  server: { type: 'string' },
  exchange: { type: 'string' },
  tenant: { type: 'string' },
  online: { type: 'string' },
  skype: { type: 'string' },
  bundle: { type: 'string' },
  principal: { type: 'string', multiple: true },
  policy: { type: 'boolean' },
  record: { type: 'string', multiple: true },
  by: { type: 'string' },
  note: { type: 'string' },
  oauth: { type: 'string' },
  ics: { type: 'string' },
  level: { type: 'string' },
  formats: { type: 'string' },
  'passphrase-file': { type: 'string' },
  junit: { type: 'string' },
  all: { type: 'boolean' },
  'include-names': { type: 'boolean' },
  certificate: { type: 'string', multiple: true },
  ...TOPOLOGY_OPTIONS,
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

/** Parses the words after the program's name. Anything it does not know is HX-USE. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const { values, positionals } = parse(withoutShortcut(argv));
  const [first, ...words] = positionals;
  const verb =
    values.help === true || (first === undefined && values.version !== true)
      ? 'help'
      : values.version === true
        ? 'version'
        : first;
  const known = oneOf(verb ?? 'help', VERBS, '');
  const taken = LISTS.includes(known) ? Infinity : known === 'load' ? 1 : 0;
  if (words.length > taken) throw wrongUse(words.at(taken) ?? '');
  if (known === 'load' && words.length === 0) throw wrongUse('load FILE');
  if (values.record !== undefined && known !== 'verify') throw wrongUse('--record (verify)');
  if (values.oauth !== undefined && !(known === 'customer' && words[0] === 'set'))
    throw wrongUse('--oauth (customer set)');
  if (values.look === true && values.target === undefined) throw wrongUse('--look (--target)');
  if (values['what-if'] === true && (values.target === undefined || values.look === true))
    throw wrongUse('--what-if (--target)');
  return {
    verb: known,
    words,
    customer: values.customer,
    // Without a customer the other verbs mean the practice lab; doctor then looks at this computer only.
    lab:
      values.lab === true ||
      (values.customer === undefined && known !== 'doctor' && values.all !== true),
    json: values.json === true,
    yes: values.yes === true,
    agreesToHosts: values['agree-hosts'] === true,
    undo: values.undo === true,
    look: values.look === true,
    whatIf: values['what-if'] === true,
    target: values.target,
    language: values.lang === undefined ? undefined : oneOf(values.lang, LANGUAGES, '--lang'),
    data: values.data,
    plan: values.plan,
    out: values.out,
    consents: parseConsents(values.consent ?? []),
    recipe: values.recipe === undefined ? undefined : oneOf(values.recipe, RECIPES, '--recipe'),
    scenario:
      values.scenario === undefined ? undefined : oneOf(values.scenario, SCENARIOS, '--scenario'),
    inputs: parseInputs(values.input ?? []),
    seed: values.seed === undefined ? undefined : parseSeed(values.seed),
    start: values.start === undefined ? undefined : oneOf(values.start, LAB_STARTS, '--start'),
    latency:
      values.latency === undefined
        ? 'none'
        : oneOf(values.latency, ['none', 'realistic'], '--latency'),
    faults: (values.fault ?? []).map((name) => oneOf(name, LAB_FAULTS, '--fault')),
    direct: values.direct === true,
    powershell: values.powershell,
    from: values.from,
    deviceCode: values['device-code'] === true,
    profile: {
      name: values.name,
      tenantDomain: values['tenant-domain'],
      tenantId: values['tenant-id'],
      exchangeServer: values.server,
      skypeServer: values.skype,
      ways: parseWays(values),
    },
    principals: values.principal === undefined ? undefined : parsePrincipals(values.principal),
    policy: values.policy === true,
    bundle: values.bundle,
    ...parseSigned(values),
    includeNames: values['include-names'] === true,
    ics: values.ics,
    level: values.level === undefined ? 'full' : oneOf(values.level, REPORT_LEVELS, '--level'),
    formats: parseFormats(values.formats ?? 'html,json'),
    passphraseFile: values['passphrase-file'],
    junit: values.junit,
    all: values.all === true,
    certificates: values.certificate ?? [],
    topology: parseTopologyWords(values, known),
  };
}

/** `--diagnose FILE`, for when the window does not open: everything is examined, and the support bundle written. */
function withoutShortcut(argv: readonly string[]): readonly string[] {
  const [first, file, ...others] = argv;
  if (first !== '--diagnose') return argv;
  if (file === undefined) throw wrongUse('--diagnose FILE');
  return ['doctor', '--bundle', file, '--yes', ...others];
}

/** How the customer is reached, as far as it was said. A front end that is named is the way to it. */
function parseWays({
  exchange,
  online,
  skype,
  tenant,
}: Partial<
  Record<'exchange' | 'online' | 'skype' | 'tenant', string>
>): Partial<CustomerConnection> {
  const isByHand = skype === 'carry' || skype === 'none';
  return {
    ...(skype === undefined ? {} : { skype: isByHand ? 'carry' : 'remote' }),
    ...(exchange === undefined ? {} : { exchange: oneOf(exchange, EXCHANGE_WAYS, '--exchange') }),
    ...(tenant === undefined ? {} : { tenant: oneOf(tenant, TENANT_WAYS, '--tenant') }),
    ...(online === undefined ? {} : { online: oneOf(online, ONLINE_WAYS, '--online') }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw wrongUse(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function parseConsents(values: readonly string[]): readonly Tag[] {
  const names = values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return names.includes('all') ? TAGS : names.map((name) => oneOf(name, TAGS, '--consent'));
}

/** `--input name=value`; the value is everything after the first `=`. */
function parseInputs(values: readonly string[]): Partial<Record<InputName, string>> {
  const inputs: Partial<Record<InputName, string>> = {};
  for (const value of values) {
    const at = value.indexOf('=');
    if (at < 1) throw wrongUse(`--input ${value}`);
    inputs[oneOf(value.slice(0, at), INPUT_NAMES, '--input')] = value.slice(at + 1);
  }
  return inputs;
}

/** `--formats html,json`; `all` are those that need no window. */
function parseFormats(value: string): readonly ReportFormat[] {
  if (value === 'all') return REPORT_FORMATS.filter((format) => format !== 'pdf');
  const names = value.split(',').map((name) => name.trim());
  return names.map((name) => oneOf(name, REPORT_FORMATS, '--formats'));
}

/** `--principal ID[,ID…]`; `none` empties the list of `customer set`. */
function parsePrincipals(values: readonly string[]): readonly string[] {
  const ids = values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim().toLowerCase())
    .filter((value) => value !== '' && value !== 'none');
  const wrong = ids.find((id) => !isTenantId(id));
  if (wrong !== undefined || ids.length > MOST_ADDED_PRINCIPALS)
    throw wrongUse(`--principal ${wrong ?? String(ids.length)}`);
  return [...new Set(ids)];
}

function parseSeed(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw wrongUse(`--seed ${value}`);
  return Number(value);
}
