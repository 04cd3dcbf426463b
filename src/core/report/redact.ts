/**
 * Reports for eyes outside: a pure function over the report. `customer` hides thumbprints, ids and host names;
 * `public` names, addresses, domains and servers' own texts as well. Commands, before and after, proof, undo and
 * expiry stay, with placeholders where values were.
 */
import type { AppError } from '../../shared/errors';
import type { ReportLevel } from '../../shared/report';
import type { Finding } from '../model/action';
import type { Plan } from '../model/plan';
import type { Proof } from '../model/proof';
import { ValuePlaceholders } from './placeholders';
import type { Report, ReportCommand } from './types';

/** A report at a level, and the same for texts that go with it, such as its script. */
export interface Redacted {
  readonly report: Report;
  readonly text: (text: string) => string;
}

/** What is known of a customer besides the report: where its values are learnt from. */
export interface RedactionSources {
  readonly plan?: Plan;
  /** Fully qualified names of its servers. */
  readonly servers?: readonly string[];
}

/** Fields whose values are words of this product, times, or links: never values of a customer. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  ...[
    'key',
    'code',
    'format',
    'product',
    'productVersion',
    'language',
    'kind',
    'outcome',
    'result',
  ],
  ...[
    'state',
    'verdict',
    'decidedBy',
    'step',
    'scenario',
    'recipe',
    'fingerprint',
    'digest',
    'role',
  ],
  ...['article', 'target', 'severity', 'rung', 'status', 'tags', 'consents', 'at', 'madeAt', 'end'],
  ...[
    'startedAt',
    'endedAt',
    'reminder',
    'notBefore',
    'run',
    'level',
    'parts',
    'verifiedAt',
    'check',
  ],
]);
/** Names of objects of this product, which may hold a value: what looks like a host is a part of the name. */
const IDS: ReadonlySet<string> = new Set([
  ...['id', 'action', 'resource', 'blockedBy', 'waitsFor', 'by'],
]);
/** Parts that tell nothing of a customer. */
const PUBLIC_PARTS: ReadonlySet<string> = new Set(['notices', 'sources', 'table']);
/** Arguments of reads and inputs that name a server. */
const SERVER_FIELDS: ReadonlySet<string> = new Set([
  ...['server', 'computer', 'host', 'frontEnd', 'domainController', 'storageHost', 'pool'],
]);
/** Who or what sets step 1 up, as a person wrote it: a name, a company, or both. */
const FREE_FIELDS: ReadonlySet<string> = new Set(['doneBy', 'doer']);
const ACCOUNT_FIELDS = ['classicAccountName', 'teamsAccountName', 'teamsRoleName'] as const;
/** Names that the documents give: everybody has them. */
const USUAL_NAME = /(?:-ApplicationAccount|^TeamsSchedulerRole)$/i;

/** The report at this level. `full` is the report itself. */
export function redactReport(
  report: Report,
  level: ReportLevel,
  sources: RedactionSources = {},
): Redacted {
  if (level === 'full') return { report, text: (text) => text };
  const values = new ValuePlaceholders(level);
  learn(values, report, level, sources);
  const source = level === 'public' ? withoutServerTexts(report) : report;
  return {
    report: { ...replaceIn(source, values), level },
    text: (text) => values.replace(text, false),
  };
}

function learn(
  values: ValuePlaceholders,
  report: Report,
  level: ReportLevel,
  { plan, servers = [] }: RedactionSources,
): void {
  if (level === 'public') learnNames(values, report);
  values.learnDomain(report.customer.tenantDomain);
  const texts = [...textsIn(report), ...textsIn(plan?.observations ?? [])];
  // Domains first: they tell hosts and domains of the same form apart.
  for (const { text } of texts.filter((item) => item.text.includes('@'))) values.learnFrom(text);
  for (const server of servers) values.learnServer(server);
  for (const { field, text } of texts) {
    if (SERVER_FIELDS.has(field) && /^[\w.-]+$/.test(text)) values.learnServer(text);
    if (!OWN_WORDS.has(field) && !IDS.has(field)) values.learnFrom(text);
  }
  values.learn('id', report.customer.tenantId);
}

function learnNames(values: ValuePlaceholders, { customer, plan, proof }: Report): void {
  values.learn('organisation', customer.name);
  for (const field of ACCOUNT_FIELDS) {
    const name = plan.inputs[field] ?? '';
    if (!USUAL_NAME.test(name)) values.learn('account', name);
  }
  if (plan.oauth?.way === 'elsewhere') values.learn('person', plan.oauth.statedBy);
  for (const item of proof?.proofs ?? [])
    if (item.signed !== undefined) values.learn('person', item.signed.by);
}

interface FoundText {
  readonly field: string;
  readonly text: string;
}

/** Every text in a value, with the name of the field that it stands in. */
function textsIn(value: unknown, field = ''): FoundText[] {
  if (typeof value === 'string') return [{ field, text: value }];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    PUBLIC_PARTS.has(name) ? [] : textsIn(item, name),
  );
}

/** The same value with its texts replaced. */
function replaceIn<T>(value: T, values: ValuePlaceholders): T {
  return replaced(value, '', values) as T;
}

function replaced(value: unknown, field: string, values: ValuePlaceholders): unknown {
  if (typeof value === 'string') {
    if (OWN_WORDS.has(field)) return value;
    if (FREE_FIELDS.has(field) && values.hidesNames) return HIDDEN;
    return IDS.has(field)
      ? values.replace(value, false).replaceAll(' ', value.includes(' ') ? ' ' : '-')
      : values.replace(value);
  }
  if (Array.isArray(value)) return value.map((item) => replaced(item, field, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      values.replace(name, false),
      PUBLIC_PARTS.has(name) ? item : replaced(item, name, values),
    ]),
  );
}

const HIDDEN = '(server text left out)';
const HIDDEN_ACCOUNT = '(account)';

/** Texts that servers or people wrote freely: nobody can say what is in them. */
function withoutServerTexts(report: Report): Report {
  return {
    ...report,
    run: report.run === null ? null : { ...report.run, error: quiet(report.run.error) },
    reads: report.reads.map((read) => ({ ...read, error: quiet(read.error) })),
    commands: report.commands.map(quietCommand),
    findings: report.findings.map(quietFinding),
    proof:
      report.proof === null
        ? null
        : { ...report.proof, proofs: report.proof.proofs.map(quietProof) },
  };
}

function quiet(error: AppError | null): AppError | null {
  if (error === null) return null;
  const { detail: _detail, correlationId: _id, ...rest } = error;
  return rest;
}

function quietCommand(command: ReportCommand): ReportCommand {
  return {
    ...command,
    error: quiet(command.error),
    warnings: command.warnings.map(() => HIDDEN),
    trial: quietTrial(command.trial),
  };
}

function quietTrial(trial: ReportCommand['trial']): ReportCommand['trial'] {
  if (trial === null) return null;
  const hidden = (text: string): string => (text === '' ? '' : HIDDEN);
  return {
    ...trial,
    text: hidden(trial.text),
    error: hidden(trial.error),
    warnings: trial.warnings.map(hidden),
    account: HIDDEN_ACCOUNT,
  };
}

function quietFinding({ detail: _detail, ...finding }: Finding): Finding {
  return finding;
}

function quietProof({ error, signed, ...proof }: Proof): Proof {
  const said = quiet(error ?? null);
  return {
    ...proof,
    ...(said === null ? {} : { error: said }),
    ...(signed === undefined ? {} : { signed: { ...signed, note: '' } }),
  };
}
