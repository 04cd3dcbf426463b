/**
 * Scripts that are carried by hand. The heart is the exact script's own sections (commands/script-sections.ts); around
 * it stand the checks of file, place and state, and the result file.
 */
import type { Action, Tag } from '../model/action';
import type { TenantPlace } from '../model/clouds';
import { connectOnline, scriptCloud } from '../model/clouds';
import type { Plan, PlanObservation } from '../model/plan';
import type { Crypto } from '../ports';
import { readKey } from '../reads/definition';
import { exchangeMailbox, onlineMailbox } from '../reads/oauth';
import { sessionRights } from '../reads/session';
import { scriptEnglish } from '../commands/script-english';
import { graphConstants } from '../commands/script-graph';
import { CONSENT_SWITCHES, consentParameters } from '../commands/script-consent';
import type { SectionContext } from '../commands/script-sections';
import { aboutAction, actionStep, stepLines } from '../commands/script-sections';
import { ScriptParameters, comment, factsText, finish, literal } from '../commands/script-text';
import { transportsOf } from '../engine/transport';
import type { CollectProgram } from './collect';
import { programTags } from './collect';
import { collectLines, propertyTable } from './collect-script';
import { observationText } from './facts-library';
import { libraries } from './script-libraries';
import type { CarryManifest } from './manifest';
import { resultFileName, withManifest } from './manifest';

/** What a script is made from. */
export interface CarriedScriptRequest {
  readonly manifest: Omit<CarryManifest, 'body'>;
  /** Name of the place in file names, e.g. `EX01` or `tenant`. */
  readonly place: string;
  readonly practice: boolean;
  readonly customerName: string;
  /** Where the tenant is. */
  readonly tenant: TenantPlace;
  readonly program: CollectProgram;
  /** Only this side's actions and observations; null for a look. */
  readonly plan: Plan | null;
}

/** A script and its manifest. */
export interface CarriedScript {
  readonly text: string;
  readonly manifest: CarryManifest;
  /** Name of the result file that it writes. */
  readonly resultFile: string;
  /** What it collects, and what it does; null for a look. */
  readonly program: CollectProgram;
  readonly plan: Plan | null;
}

/** Writes the script. */
export function renderCarried(request: CarriedScriptRequest, crypto: Crypto): CarriedScript {
  const { manifest, plan } = request;
  const resultFile = resultFileName(manifest, request.place);
  const context: SectionContext = {
    actions: new Map((plan?.actions ?? []).map((action) => [action.id, action])),
    parameters: new ScriptParameters(plan?.inputs ?? {}),
    english: scriptEnglish,
    transports: plan === null ? new Map() : transportsOf(plan),
  };
  const steps = (plan?.actions ?? []).flatMap((action) => stepText(action, context));
  const observations = (plan?.observations ?? []).flatMap((item) =>
    observationLine(item, plan?.actions ?? [], context),
  );
  const lines = [
    ...header(request),
    ...parameterLines(request, context),
    '',
    ...constants(request, resultFile),
    ...libraries(manifest.target, plan, [...observations, ...steps]),
    "$script:Body = ''",
    'Assert-Unedited',
    '$script:StartedAt = Get-UtcText',
    ...(manifest.target === 'tenant' ? ['try {'] : []),
    'Assert-Place',
    ...(plan === null ? collecting(request, '') : work(request, plan, observations, steps)),
    ...(manifest.target === 'tenant' ? ['}', 'finally { Disconnect-Tenant }'] : []),
  ];
  return {
    ...withManifest(finish(lines), manifest, crypto),
    resultFile,
    program: request.program,
    plan,
  };
}

/** Where a person runs it. */
export function whereText(
  { hosts, target }: Pick<CarryManifest, 'hosts' | 'target'>,
  tenant: TenantPlace,
): string {
  switch (target) {
    case 'exchange':
    case 'local':
      return `Run it in the Exchange Management Shell on ${hosts.length === 0 ? 'an Exchange server' : hosts.join(' or ')}, as an administrator.`;
    case 'skype':
      return `Run it in the Skype for Business Server Management Shell on ${hosts.length === 0 ? 'a front end' : hosts.join(' or ')}.`;
    case 'tenant':
      return 'Run it as a Global Administrator in Windows PowerShell 5.1 or PowerShell 7 with the module Microsoft.Graph.Authentication.';
    case 'online':
      return `Run it in a PowerShell window that an Exchange administrator connected to Exchange Online alone, with ${connectOnline(tenant)} of the module ExchangeOnlineManagement.`;
  }
}

function header(request: CarriedScriptRequest): string[] {
  const { manifest, practice, customerName, place } = request;
  const isLook = manifest.kind === 'look';
  const title = {
    look: `Crossprem: look script for ${place}. It reads and changes nothing.`,
    apply: `Crossprem: script for ${place}, plan ${manifest.fingerprint}.`,
    undo: `Crossprem: undo script for ${place}, plan ${manifest.fingerprint}.`,
  }[manifest.kind];
  const where = whereText(manifest, request.tenant);
  return [
    ...comment('', title),
    ...comment('Customer: ', customerName),
    ...(practice
      ? comment('', 'Practice: made in the practice lab. Its names and keys are made up.')
      : []),
    '#',
    ...comment(
      '',
      `${where} It writes a result file beside itself; take that file back and load it in Crossprem.`,
    ),
    ...(isLook
      ? []
      : comment(
          '',
          'First run it with -CheckOnly: it reads and says what it would do. It may be run again at any time: what is done is skipped, and anything unexpected stops it before the next command.',
        )),
    ...comment(
      '',
      'Do not edit it: an edited script refuses to run. The first line holds its hash.',
    ),
    '',
  ];
}

function parameterLines(request: CarriedScriptRequest, context: SectionContext): string[] {
  const actions = request.plan?.actions ?? [];
  const tags = tagsOf(request);
  return [
    '[CmdletBinding()]',
    'param(',
    ...consentParameters(tags, context),
    ...(actions.length === 0
      ? []
      : ['    # Reads only, and says what would run.', '    [switch] $CheckOnly,']),
    '    # Folder for the result and other files; default: where the script is.',
    `    [string] $FileFolder = ''`,
    ')',
  ];
}

/** What the script's switches consent to: tags of its actions, and of the tests that it makes. */
function tagsOf({ plan, program }: CarriedScriptRequest): ReadonlySet<Tag> {
  return new Set([
    ...(plan?.actions ?? []).flatMap((action) => action.tags),
    ...programTags(program),
  ]);
}

/** Values that a person may look up but not change; the parameters of the exact script stand here as constants. */
function constants(request: CarriedScriptRequest, resultFile: string): string[] {
  const { manifest, plan } = request;
  const names = [...tagsOf(request)].flatMap((tag) => CONSENT_SWITCHES[tag] ?? []);
  const inputs = new ScriptParameters(plan?.inputs ?? {});
  return [
    `$Kind = ${literal(manifest.kind)}`,
    `$ScriptId = ${literal(manifest.script)}`,
    `$Customer = ${literal(manifest.customer)}`,
    `$TenantId = ${literal(manifest.tenantId)}`,
    `$Digest = ${literal(manifest.digest)}`,
    `$Target = ${literal(manifest.target)}`,
    `$Hosts = @(${manifest.hosts.map(literal).join(', ')})`,
    `$ResultName = ${literal(resultFile)}`,
    ...(plan === null
      ? []
      : [
          `$RecordName = ${literal(resultFile.replace(/-result\.json$/, `-${manifest.script.slice(0, 8)}.jsonl`))}`,
        ]),
    `$Switches = @{ ${names.map((name) => `${literal(name)} = [bool] $${name}`).join('; ')} }`,
    ...sideConstants(request),
    ...(plan === null ? [] : inputs.constants()),
  ];
}

function sideConstants({ manifest, program, tenant }: CarriedScriptRequest): string[] {
  switch (manifest.target) {
    case 'tenant':
      return graphConstants(scriptCloud(tenant));
    case 'exchange':
    case 'local':
      return propertyTable('exchange', program);
    case 'skype':
      return propertyTable('skype', program);
    case 'online':
      return [
        ...propertyTable('online', program),
        `$Organization = ${literal(tenant.tenantDomain)}`,
        `$ConnectCommand = ${literal(connectOnline(tenant))}`,
      ];
  }
}

function stepText(action: Action, context: SectionContext): string[] {
  return [
    '',
    ...aboutAction(action, context),
    ...stepLines(actionStep(action, context), '', '$steps += , $step'),
  ];
}

/** Reads without a fact that anything rests on. */
const NOT_COMPARED: readonly string[] = [sessionRights.id, exchangeMailbox.id, onlineMailbox.id];

/** One observation that is read again first. What the plan's own actions change is left out once they have begun. */
function observationLine(
  item: PlanObservation,
  actions: readonly Action[],
  context: SectionContext,
): string[] {
  // Rights belong to the session that was asked, and none of their facts is compared.
  if (NOT_COMPARED.includes(item.request.read)) return [];
  const touched = new Set(actions.map((action) => action.read.read));
  if (touched.has('mail-user')) for (const read of ['recipient', 'user']) touched.add(read);
  const name = readKey(item.request);
  const facts = factsText(item.facts, context.parameters, () => '$null');
  return [
    `$observations += @{ Name = ${literal(name)}; OwnWork = ${touched.has(item.request.read) ? '$true' : '$false'}; Read = { ${observationText(item, context)} }; Facts = { ${facts} } }`,
  ];
}

function work(
  request: CarriedScriptRequest,
  plan: Plan,
  observations: readonly string[],
  steps: readonly string[],
): string[] {
  return [
    '',
    '# What the plan rests on.',
    '$observations = @()',
    ...observations,
    '',
    '# What is to be done.',
    '$steps = @()',
    ...steps,
    '',
    'Lock-Record',
    'try {',
    '    try {',
    '        Assert-Unmoved $observations $steps',
    '        foreach ($step in $steps) { Invoke-Step $step }',
    ...plan.actions.flatMap((action) =>
      action.operation.kind === 'export-certificate'
        ? [`        Add-ExportedFile ${literal(action.operation.file)}`]
        : [],
    ),
    '    }',
    `    catch { $script:Halt = @{ 'reason' = 'error'; 'differences' = @(); 'error' = (ConvertTo-ErrorData $_) }; Write-Host ([string] $_) }`,
    '',
    '    if (-not $CheckOnly) {',
    ...collecting(request, '        '),
    '    }',
    `    else { Write-Host 'Nothing was changed, and no result was written.' }`,
    '}',
    'finally { if ($null -ne $script:Lock) { $script:Lock.Dispose() } }',
  ];
}

/** What is read in the end, so that the result also shows the state now. Whatever comes of it, the result is written. */
function collecting(request: CarriedScriptRequest, indent: string): string[] {
  return [
    `${indent}# What is there now.`,
    `${indent}try {`,
    ...collectLines(request.program, `${indent}    `),
    `${indent}}`,
    `${indent}catch { Write-Host ('Not everything was read: ' + [string] $_) }`,
    `${indent}finally { Write-Result }`,
  ];
}
