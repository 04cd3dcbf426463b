/**
 * The exact script of a plan and its undo script: files that run by themselves, also where nothing of this product is.
 * Each section looks its objects up again, checks, acts and reads back, so that a script may be run twice.
 */
import { GRANTING_TAGS, type Action, type Tag } from '../model/action';
import type { TenantPlace } from '../model/clouds';
import { connectOnline, scriptCloud } from '../model/clouds';
import type { FactValue, Facts } from '../model/facts';
import type { Plan } from '../model/plan';
import { scriptEnglish } from './script-english';
import { transportsOf } from '../engine/transport';
import { EXCHANGE_LIBRARY, EXCHANGE_START, FILE_LIBRARY } from './script-exchange';
import { GRAPH_LIBRARY, GRAPH_START, graphConstants } from './script-graph';
import { COMMON_LIBRARY, RECORD_LIBRARY, STEP_LIBRARY, startLibrary } from './script-library';
import { oauthLibraries } from './script-oauth';
import { skypeLibraries } from './script-skype';
import type { SectionContext, StepText } from './script-sections';
import { consentParameters } from './script-consent';
import { aboutAction, actionStep, stepLines, undoStep } from './script-sections';
import type { ReferenceText } from './script-text';
import { ScriptParameters, comment, finish, literal } from './script-text';

/** A script file. */
export interface Script {
  readonly text: string;
}

/** A section: its comments, and the step it runs, or null where it only explains. */
interface Section {
  readonly about: readonly string[];
  readonly step: StepText | null;
  readonly tags: readonly Tag[];
  readonly part: 'Exchange' | 'Online' | 'Tenant' | 'Skype' | 'Any';
  /** Condition around the step, as a PowerShell expression. */
  readonly when?: string;
}

/**
 * The exact script of a plan (also of an undo plan made by the engine). `place` says in which cloud the customer's
 * tenant is.
 */
export function renderScript(plan: Plan, place: TenantPlace): Script {
  const context = contextOf(plan);
  const sections = plan.actions.map((action): Section => ({
    about: aboutAction(action, context),
    step: actionStep(action, context),
    tags: action.tags,
    part: partOf(action),
  }));
  return assemble({ plan, place, kind: 'script' }, sections, context);
}

/**
 * The undo script. Without `results` it rests on the record that the exact script leaves in the file folder; with the
 * results of a run made by this product, it holds them as literals and only the actions that were done.
 */
export function renderUndoScript(
  plan: Plan,
  place: TenantPlace,
  results?: ReadonlyMap<string, Facts>,
): Script {
  const context = contextOf(plan);
  const done = undoSequence(
    plan.actions.filter((action) => results === undefined || results.has(action.id)),
  );
  const sections = done.map((action) => undoSection(action, done, context, results));
  return assemble({ plan, place, kind: 'undo' }, sections, context);
}

/** The opposite order of what was done; what follows an undo stands right behind it. */
function undoSequence(actions: readonly Action[]): readonly Action[] {
  const followers = actions.filter((action) => followed(action) !== undefined);
  return [...actions]
    .reverse()
    .filter((action) => !followers.includes(action))
    .flatMap((action) => [action, ...followers.filter((item) => followed(item) === action.id)]);
}

function followed(action: Action): string | undefined {
  return action.undo.kind === 'operation' ? action.undo.follows : undefined;
}

function contextOf(plan: Plan): SectionContext {
  return {
    actions: new Map(plan.actions.map((action) => [action.id, action])),
    parameters: new ScriptParameters(plan.inputs),
    english: scriptEnglish,
    transports: transportsOf(plan),
  };
}

/** The part of a script in which a target's commands stand. */
const PARTS: Readonly<Record<Action['target'], Section['part']>> = {
  exchange: 'Exchange',
  online: 'Online',
  tenant: 'Tenant',
  workstation: 'Any',
  skype: 'Skype',
  // The Exchange Management Shell of a server runs both.
  local: 'Exchange',
};

function partOf(action: Pick<Action, 'target'>): Section['part'] {
  return PARTS[action.target];
}

function undoSection(
  action: Action,
  done: readonly Action[],
  context: SectionContext,
  results: ReadonlyMap<string, Facts> | undefined,
): Section {
  const { undo } = action;
  const head = comment('', `---- undo of ${action.id}`);
  const fixed = { tags: [], part: partOf(action), step: null } as const;
  if (undo.kind === 'covered')
    return { ...fixed, about: [...head, ...comment('', `Taken back together with ${undo.by}.`)] };
  if (undo.kind === 'none')
    return {
      ...fixed,
      about: [...head, ...comment('Cannot be taken back: ', context.english(undo.reason))],
    };
  // What was built on this must be gone before it goes.
  const after = followed(action);
  const needs = [
    ...done
      .filter((other) => other.dependsOn.includes(action.id) && hasOwnUndo(other))
      .filter((other) => followed(other) !== action.id)
      .map((other) => `undo.${other.id}`),
    ...(after === undefined ? [] : [`undo.${after}`]),
  ];
  const step = undoStep(
    action,
    undo,
    needs,
    context,
    results === undefined ? recorded(context) : known(results),
  );
  const removesFile = undo.kind === 'operation' && undo.operation.kind === 'remove-file';
  return {
    about: [
      ...head,
      ...(undo.kind === 'remove-names' || undo.note === undefined
        ? []
        : comment('Note: ', context.english(undo.note))),
    ],
    step,
    tags:
      undo.kind === 'remove-keys'
        ? ['removes-credential']
        : action.tags.filter((tag) => tag !== 'removes-credential' && !GRANTING_TAGS.includes(tag)),
    part: removesFile
      ? 'Any'
      : PARTS[(undo.kind === 'operation' ? undo.target : undefined) ?? action.target],
    ...(results === undefined ? { when: `Test-Recorded ${literal(action.id)}` } : {}),
  };
}

function hasOwnUndo(action: Action): boolean {
  return action.undo.kind !== 'covered' && action.undo.kind !== 'none';
}

/** References of an undo name what was really made: from the record, never looked up by name. */
function recorded(context: SectionContext): ReferenceText {
  return (reference) =>
    `(Get-Recorded ${literal(reference.from)} ${context.parameters.text(reference.property)})`;
}

function known(results: ReadonlyMap<string, Facts>): ReferenceText {
  return (reference) => {
    const value: FactValue | undefined = results.get(reference.from)?.[reference.property];
    return literal(typeof value === 'string' ? value : '');
  };
}

function assemble(
  { plan, place, kind }: { plan: Plan; place: TenantPlace; kind: 'script' | 'undo' },
  sections: readonly Section[],
  context: SectionContext,
): Script {
  const parts = new Set(
    sections.filter((section) => section.step !== null).map((section) => section.part),
  );
  const exchange = parts.has('Exchange');
  const tenant = parts.has('Tenant');
  if (exchange) {
    context.parameters.use('DomainController');
    context.parameters.use('VerifiedDomain');
  }
  const body = sections.flatMap(sectionLines);
  const usesFiles = body.some((line) => line.includes('Read-CertificateFile'));
  const lines = [
    ...header(plan, kind),
    ...windowNotes(parts, place),
    ...parameterLines(plan, sections, context),
    '',
    `$RecordName = ${literal(`crossprem-${plan.fingerprint}.jsonl`)}`,
    ...(tenant ? graphConstants(scriptCloud(place)) : []),
    ...COMMON_LIBRARY.split('\n'),
    ...STEP_LIBRARY.split('\n'),
    ...(sections.some((section) => section.when !== undefined) ? RECORD_LIBRARY.split('\n') : []),
    ...(usesFiles ? FILE_LIBRARY.split('\n') : []),
    ...(exchange ? `${EXCHANGE_LIBRARY}${EXCHANGE_START}`.split('\n') : []),
    ...(tenant ? `${GRAPH_LIBRARY}\ntry {${GRAPH_START}`.split('\n') : []),
    ...[
      ...startLibrary(body),
      ...oauthLibraries(body, parts),
      ...skypeLibraries(body, parts),
    ].flatMap((library) => library.split('\n')),
    ...(sections.length === 0
      ? [`Write-Host 'Nothing to do: everything was already as planned.'`]
      : body),
    '',
    `Write-Host ''`,
    `if (-not $CheckOnly -and $script:LeftOut.Count -gt 0) { Write-Host ('Left out: ' + ($script:LeftOut -join ', ')) }`,
    `Write-Host 'End of the script.'`,
    ...(tenant ? ['}', 'finally { Disconnect-Tenant }'] : []),
  ];
  return { text: finish(lines) };
}

/** Parts that need a window of their own. */
function windowNotes(parts: ReadonlySet<string>, place: TenantPlace): string[] {
  return [
    ...(parts.has('Online')
      ? [
          ...comment(
            '',
            `Run the Exchange Online part in a window of its own, connected with ${connectOnline(place)} (-Part Online), after the other parts.`,
          ),
          '',
        ]
      : []),
    ...(parts.has('Skype')
      ? [
          ...comment(
            '',
            'Run the Skype for Business Server part in the management shell of a front end (-Part Skype). Where the other part has rows too: certificate rows first, then -Part Exchange, then -Part Skype once more; what is done is skipped.',
          ),
          '',
        ]
      : []),
  ];
}

function header(plan: Plan, kind: 'script' | 'undo'): string[] {
  const undo = kind === 'undo' || plan.kind === 'undo';
  return [
    ...comment(
      '',
      `Crossprem: ${undo ? 'undo script' : 'exact script'} of plan ${plan.fingerprint}`,
    ),
    ...comment('Customer: ', plan.customer),
    ...(plan.practice
      ? comment('', 'Practice: made in the practice lab. Its names and keys are made up.')
      : []),
    '#',
    ...comment(
      '',
      'Run the Exchange part in the Exchange Management Shell of an Exchange server (-Part Exchange), and the tenant part in Windows PowerShell 5.1 or PowerShell 7 with the module Microsoft.Graph.Authentication (-Part Tenant); both at once where one machine has both.',
    ),
    ...comment(
      '',
      'First run it with -CheckOnly: it reads and says what it would do. It may be run again at any time: what is done is skipped, and anything unexpected stops it before the next command.',
    ),
    '',
  ];
}

function parameterLines(
  plan: Plan,
  sections: readonly Section[],
  context: SectionContext,
): string[] {
  const tags = new Set(sections.flatMap((section) => section.tags));
  return [
    '[CmdletBinding()]',
    'param(',
    ...context.parameters.declarations(),
    '    # Tenant that the sign-in must belong to.',
    `    [string] $TenantId = ${literal(plan.tenantId)},`,
    '    # Folder for certificate files, backups of key lists and the record of this script; default: where the script is.',
    `    [string] $FileFolder = '',`,
    '    # Which part to run here.',
    `    [ValidateSet(${PART_NAMES.map(literal).join(', ')})] [string] $Part = 'All',`,
    ...consentParameters(tags, context),
    '    # Reads only, and says what would run.',
    '    [switch] $CheckOnly',
    ')',
  ];
}

const PART_NAMES = ['All', 'Exchange', 'Online', 'Tenant', 'Skype'];

/** When a part's sections run. Exchange Online and a front end need windows of their own, so they are no part of `All`. */
const CONDITIONS: Readonly<Record<Section['part'], readonly string[]>> = {
  Exchange: [`$Part -ne 'Tenant'`, `$Part -ne 'Online'`, `$Part -ne 'Skype'`],
  Online: [`$Part -eq 'Online'`],
  Tenant: [`$Part -ne 'Exchange'`, `$Part -ne 'Online'`, `$Part -ne 'Skype'`],
  Skype: [`$Part -eq 'Skype'`],
  Any: [],
};

function sectionLines(section: Section): string[] {
  const { step } = section;
  if (step === null) return ['', ...section.about];
  const conditions = [
    ...CONDITIONS[section.part],
    ...(section.when === undefined ? [] : [`(${section.when})`]),
  ];
  if (conditions.length === 0) return ['', ...section.about, ...stepLines(step, '')];
  return [
    '',
    ...section.about,
    `if (${conditions.join(' -and ')}) {`,
    ...stepLines(step, '    '),
    '}',
  ];
}
