/**
 * A trial: a script that is carried to one side of a plan and asks each of its commands with `-WhatIf` what it would do.
 * What it writes is evidence beside the plan; nothing of it is done, and nothing of it proves anything.
 */
import { assertAllowed } from '../commands/allow-list';
import { cmdletText } from '../commands/cmdlet-text';
import { scriptEnglish } from '../commands/script-english';
import { liveReference } from '../commands/script-sections';
import type { SectionContext } from '../commands/script-sections';
import { ScriptParameters, comment, finish, literal } from '../commands/script-text';
import type { Action } from '../model/action';
import type { TenantPlace } from '../model/clouds';
import { connectOnline } from '../model/clouds';
import type { Cmdlet, FromAction } from '../model/command';
import { isFromAction } from '../model/command';
import type { Plan } from '../model/plan';
import type { Crypto } from '../ports';
import type { CarryManifest } from './manifest';
import { resultFileName, withManifest } from './manifest';
import { whereText } from './script';
import { trialLibraries } from './script-libraries';
import { canBeTried } from './trial';

/** What a trial is made from. */
export interface TrialRequest {
  readonly manifest: Omit<CarryManifest<'trial'>, 'body'>;
  /** Name of the place in file names, e.g. `EX01`. */
  readonly place: string;
  readonly practice: boolean;
  readonly customerName: string;
  readonly tenant: TenantPlace;
  /** This side's actions, see trialActions. */
  readonly actions: readonly Action[];
  readonly inputs: Plan['inputs'];
}

/** A trial and its manifest. */
export interface TrialScript {
  readonly text: string;
  readonly manifest: CarryManifest<'trial'>;
  /** Name of the result file that it writes. */
  readonly resultFile: string;
}

/** Writes the script. */
export function renderTrial(request: TrialRequest, crypto: Crypto): TrialScript {
  const { manifest, actions } = request;
  const { target } = manifest;
  if (target === 'tenant') throw new TypeError('no request of Microsoft Graph can be tried');
  const context: SectionContext = {
    actions: new Map(actions.map((action) => [action.id, action])),
    parameters: new ScriptParameters(request.inputs),
    english: scriptEnglish,
    transports: new Map(),
  };
  const rows = actions.flatMap((action) => rowText(action, context));
  const resultFile = resultFileName(manifest, request.place);
  const lines = [
    ...header(request),
    '[CmdletBinding()]',
    'param(',
    '    # Folder for the result; default: where the script is.',
    `    [string] $FileFolder = ''`,
    ')',
    '',
    ...constants(request, resultFile),
    ...trialLibraries(target, rows),
    "$script:Body = ''",
    'Assert-Unedited',
    '$script:StartedAt = Get-UtcText',
    'Assert-Place',
    '',
    '# What is asked.',
    '$rows = @()',
    ...rows,
    '',
    'try { foreach ($row in $rows) { Invoke-Trial $row } }',
    'finally { Write-TrialResult }',
  ];
  return { ...withManifest(finish(lines), manifest, crypto), resultFile };
}

function header({ manifest, place, practice, customerName, tenant }: TrialRequest): string[] {
  const where = whereText(manifest, tenant);
  return [
    ...comment('', `Crossprem: trial script for ${place}, plan ${manifest.fingerprint}.`),
    ...comment('Customer: ', customerName),
    ...(practice
      ? comment('', 'Practice: made in the practice lab. Its names and keys are made up.')
      : []),
    '#',
    ...comment(
      '',
      'It changes nothing: every command that would change something is called with -WhatIf, and only where the shell says that the command knows it. What does not know it is not called.',
    ),
    ...comment(
      '',
      `${where} It writes a result file beside itself; take that file back and load it in Crossprem, where it stands beside the plan.`,
    ),
    ...comment(
      '',
      'Do not edit it: an edited script refuses to run. The first line holds its hash.',
    ),
    '',
  ];
}

function constants(
  { manifest, inputs, tenant }: TrialRequest,
  resultFile: string,
): readonly string[] {
  return [
    `$Kind = ${literal(manifest.kind)}`,
    `$ScriptId = ${literal(manifest.script)}`,
    `$Customer = ${literal(manifest.customer)}`,
    `$TenantId = ${literal(manifest.tenantId)}`,
    `$Digest = ${literal(manifest.digest)}`,
    `$Target = ${literal(manifest.target)}`,
    `$Hosts = @(${manifest.hosts.map(literal).join(', ')})`,
    `$ResultName = ${literal(resultFile)}`,
    ...(manifest.target === 'online'
      ? [
          `$Organization = ${literal(tenant.tenantDomain)}`,
          `$ConnectCommand = ${literal(connectOnline(tenant))}`,
        ]
      : []),
    ...new ScriptParameters(inputs).constants(),
  ];
}

/** One row. A command that cannot be asked stands in it without its name, so that nothing can call it. */
function rowText(action: Action, context: SectionContext): string[] {
  const { id, operation, dependsOn } = action;
  const needs = dependsOn.map(literal).join(', ');
  const about = [
    '',
    ...comment('', `---- ${id}`),
    ...comment('Why: ', scriptEnglish(action.reason)),
  ];
  if (operation.kind !== 'cmdlet' || !canBeTried(action))
    return [...about, `$rows += @{ Id = ${literal(id)}; Command = '' }`];
  const { command } = operation;
  assertAllowed(command, action.target);
  const from = [...new Set(referencesIn(command).map((reference) => reference.from))];
  return [
    ...about,
    '$rows += @{',
    `    Id = ${literal(id)}`,
    `    Command = ${literal(command.name)}`,
    `    Needs = @(${needs})`,
    `    From = @(${from.map(literal).join(', ')})`,
    `    Made = { ${madeText(command, context)} }`,
    `    Ask = { ${askText(command, context)} }`,
    '}',
  ];
}

function referencesIn(command: Cmdlet): readonly FromAction[] {
  return Object.values(command.parameters).filter(isFromAction);
}

/** True where everything that a command refers to can be looked up on this side. */
function isKnownHere(command: Cmdlet, { actions }: SectionContext): boolean {
  return referencesIn(command).every(({ from }) => actions.has(from));
}

/** Looks up what the command refers to; an error says that it is not there yet. */
function madeText(command: Cmdlet, context: SectionContext): string {
  if (!isKnownHere(command, context)) return `throw 'It is made on another side.'`;
  return referencesIn(command).map(liveReference(context)).join('; ');
}

function askText(command: Cmdlet, context: SectionContext): string {
  if (!isKnownHere(command, context)) return '';
  const text = cmdletText(command, context.parameters, liveReference(context));
  return `[void] (${text} -ErrorAction Stop -WhatIf)`;
}
