/** One action as a section of a script: comments, then one call of Invoke-Step. */
import type { Action, Tag, Undo } from '../model/action';
import { CONSENT_TAGS, GRANTING_TAGS } from '../model/action';
import type { FromAction, Operation } from '../model/command';
import type { MessageRef } from '../model/message';
import type { ReadRequest } from '../model/observation';
import { articleLine, articleOf } from '../scenarios/articles';
import { CodedError, appError } from '../../shared/errors';
import { cmdletText, valueText } from './cmdlet-text';
import { CONSENT_SWITCHES } from './script-consent';
import { oauthReadText } from './script-oauth';
import { localText, skypeReadText, tracelessStep } from './script-skype';
import { comment, factsText, literal, startComment } from './script-text';
import type { ReferenceText, ScriptParameters } from './script-text';

/** What sections are written with. */
export interface SectionContext {
  readonly actions: ReadonlyMap<string, Action>;
  readonly parameters: ScriptParameters;
  readonly english: (message: MessageRef) => string;
  /** Where an action runs and why, by its id; empty where there is only one kind of shell. */
  readonly transports: ReadonlyMap<string, MessageRef>;
}

/** A result of an earlier action, looked up by what it is at the moment it is needed. */
export function liveReference(context: SectionContext): ReferenceText {
  return (reference: FromAction) => {
    const made = context.actions.get(reference.from);
    if (made === undefined)
      throw new CodedError(
        appError('HX-BUG', {}, `a plan refers to ${reference.from}, which it does not hold`),
      );
    return `(Get-Fact { ${readText(made.read, context, liveReference(context))} } ${context.parameters.text(reference.property)})`;
  };
}

/** The call of the read function that shows an action's state. */
export function readText(
  request: ReadRequest,
  context: SectionContext,
  reference: ReferenceText,
): string {
  const argument = (name: string): string =>
    valueText(request.arguments[name] ?? '', context.parameters, reference);
  if (request.arguments['domainController'] !== undefined)
    context.parameters.use('DomainController');
  switch (request.read) {
    case 'mail-user':
      return `Read-MailUser ${argument('identity')}`;
    case 'management-role':
      return `Read-ManagementRole ${argument('identity')}`;
    case 'role-entries':
      return `Read-RoleEntries ${argument('role')}`;
    case 'role-assignments':
      return `Read-RoleAssignments ${argument('assignee')}`;
    case 'partner-applications':
      return 'Read-PartnerApplications';
    case 'service-principal':
      return `Read-ServicePrincipal ${argument('applicationId')}`;
    case 'certificate-file':
      return `Read-CertificateFile ${argument('file')}`;
    case 'auth-rollover':
      return 'Read-AuthRollover';
    case 'auth-certificate-count':
      return `Read-AuthCertificateCount ${argument('server')}`;
    default: {
      const text = oauthReadText(request, argument) ?? skypeReadText(request, argument);
      if (text !== undefined) return text;
      throw new CodedError(
        appError('HX-BUG', {}, `no script function for the read ${request.read}`),
      );
    }
  }
}

/** The command of an operation, as it stands in the script. */
function operationText(
  operation: Operation,
  action: Pick<Action, 'before' | 'after' | 'tags'>,
  context: SectionContext,
  reference: ReferenceText,
): string {
  switch (operation.kind) {
    case 'cmdlet':
      return (
        localText(operation.command) ??
        `[void] (${cmdletText(operation.command, context.parameters, reference)} -ErrorAction Stop)`
      );
    case 'graph': {
      const { method, url, body } = operation.request;
      const { references } = operation;
      const part = (text: string): string => referencedText(text, references, reference);
      return `[void] (Invoke-Graph ${literal(method)} ${part(url)} ${part(body === undefined ? '' : JSON.stringify(body))})`;
    }
    case 'replace-keys': {
      const drops = action.tags.includes('removes-credential');
      const add = addedKeys(operation).map(literal);
      const remove = removedKeys(action).map(literal);
      return `Set-KeyList ${literal(operation.applicationId)} @(${add.join(', ')}) @(${drops && add.length === 0 ? remove.join(', ') : ''}) ${drops ? '([bool] $RemoveKeys)' : '$false'}`;
    }
    case 'export-certificate': {
      const server = valueText(
        operation.command.parameters['Server'] ?? '',
        context.parameters,
        reference,
      );
      return `Export-PublicCertificate ${server} ${literal(operation.thumbprint)} ${literal(operation.file)}`;
    }
    case 'remove-file':
      return `[System.IO.File]::Delete((Get-FilePath ${literal(operation.file)}))`;
  }
}

/** A text of a request, with references filled in when the script runs. */
function referencedText(
  text: string,
  references: Readonly<Record<string, FromAction>> | undefined,
  reference: ReferenceText,
): string {
  const used = Object.entries(references ?? {}).filter(([name]) => text.includes(`{${name}}`));
  if (used.length === 0) return literal(text);
  const values = used.map(([name, value]) => `${literal(name)} = ${reference(value)}`);
  return `(Set-Reference ${literal(text)} @{ ${values.join('; ')} })`;
}

/** The keys a request adds: the list holds the kept ones first (resources/principal-keys), then the new ones. */
function addedKeys(operation: Extract<Operation, { kind: 'replace-keys' }>): string[] {
  const body = operation.request.body;
  if (
    body === null ||
    body === undefined ||
    typeof body !== 'object' ||
    !('keyCredentials' in body)
  )
    return [];
  const list = body['keyCredentials'];
  if (!Array.isArray(list)) return [];
  return list
    .slice(operation.keep.length)
    .flatMap((item: unknown) =>
      typeof item === 'object' && item !== null && 'key' in item && typeof item.key === 'string'
        ? [item.key]
        : [],
    );
}

/** Thumbprints that are expected before and no more after. */
function removedKeys(action: Pick<Action, 'before' | 'after'>): string[] {
  const keys = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  const after = keys(action.after['keys']);
  return keys(action.before['keys'])
    .filter((item) => !after.includes(item))
    .map((item) => item.split(' ')[0] ?? '');
}

/** Reason, article and departures as comments. */
export function aboutAction(action: Action, context: SectionContext): string[] {
  const article = articleOf(action.article);
  const transport = context.transports.get(action.id);
  return [
    ...comment('', `---- ${action.id}`),
    ...comment('Why: ', context.english(action.reason)),
    ...(transport === undefined ? [] : comment('Runs through: ', context.english(transport))),
    ...(article === undefined
      ? []
      : [...comment('Article: ', articleLine(article)), ...comment('  ', article.url)]),
    ...startComment(action.notBefore),
    ...(action.departs === undefined
      ? []
      : comment('Differs from the article: ', context.english(action.departs))),
  ];
}

/** Switches that an action needs, as a hashtable. */
function consentText(tags: readonly Tag[]): string {
  const names = tags.flatMap((tag) =>
    CONSENT_TAGS.includes(tag) ? (CONSENT_SWITCHES[tag] ?? []) : [],
  );
  return names.length === 0
    ? '@{}'
    : `@{ ${names.map((name) => `${literal(name)} = [bool] $${name}`).join('; ')} }`;
}

/** One call of Invoke-Step. */
export interface StepText {
  readonly id: string;
  readonly needs: readonly string[];
  readonly consent: string;
  readonly read: string;
  readonly before: string;
  readonly after: string;
  readonly act: string;
  /** ISO 8601 UTC: it waits for this time, and is left out when it comes much later. */
  readonly notBefore?: string;
  /** The proof that has to hold right before it acts. */
  readonly gate?: { readonly read: string; readonly expect: string };
  readonly onMoved: 'stop' | 'leave';
  readonly waitSeconds: number;
}

/** Writes the step, one argument a line, and what becomes of it. */
export function stepLines(step: StepText, indent: string, last = 'Invoke-Step @step'): string[] {
  return [
    `${indent}$step = @{`,
    `${indent}    Id = ${literal(step.id)}`,
    `${indent}    Needs = @(${step.needs.map(literal).join(', ')})`,
    `${indent}    Consent = ${step.consent}`,
    `${indent}    Read = { ${step.read} }`,
    `${indent}    Before = { ${step.before} }`,
    `${indent}    After = { ${step.after} }`,
    `${indent}    Act = { ${step.act} }`,
    ...(step.notBefore === undefined
      ? []
      : [`${indent}    NotBefore = ${literal(step.notBefore)}`]),
    ...(step.gate === undefined
      ? []
      : [
          `${indent}    Gate = { ${step.gate.read} }`,
          `${indent}    GateExpect = { ${step.gate.expect} }`,
        ]),
    `${indent}    OnMoved = ${literal(step.onMoved)}`,
    `${indent}    WaitSeconds = ${String(step.waitSeconds)}`,
    `${indent}}`,
    `${indent}${last}`,
  ];
}

/** One action of a plan. */
export function actionStep(action: Action, context: SectionContext): StepText {
  const reference = liveReference(context);
  return tracelessStep(action, {
    id: action.id,
    needs: action.dependsOn,
    consent: consentText(action.tags),
    read: readText(action.read, context, reference),
    before: factsText(action.before, context.parameters, reference),
    after: factsText(withoutCount(action), context.parameters, reference),
    act: operationText(action.operation, action, context, reference),
    ...(action.notBefore === undefined ? {} : { notBefore: action.notBefore }),
    ...(action.gate === undefined
      ? {}
      : {
          gate: {
            read: readText(action.gate.read, context, reference),
            expect: factsText(action.gate.expect, context.parameters, reference),
          },
        }),
    onMoved: 'stop',
    waitSeconds: action.traceless === true ? 120 : waitFor(action.operation),
  });
}

/**
 * The state after, for a script that may be run again: a role's number of entries is only right in the middle of the
 * first run, and an entry that is gone is gone whatever the number.
 */
function withoutCount(action: Action): Action['after'] {
  if (action.read.read !== 'role-entries') return action.after;
  return Object.fromEntries(Object.entries(action.after).filter(([name]) => name !== 'count'));
}

/** What takes an action back, in the undo script. */
export function undoStep(
  action: Action,
  undo: Extract<Undo, { kind: 'operation' | 'remove-keys' | 'remove-names' }>,
  needs: readonly string[],
  context: SectionContext,
  reference: ReferenceText,
): StepText {
  const base = { id: `undo.${action.id}`, needs, onMoved: 'leave' as const };
  if (undo.kind === 'remove-names') {
    const own = `${literal(undo.applicationId)} @(${undo.names.map(literal).join(', ')})`;
    return {
      ...base,
      consent: '@{}',
      read: `Read-OwnNames ${own}`,
      before: '@{}',
      after: `@{ 'own' = 0 }`,
      act: `Remove-PrincipalName ${own}`,
      waitSeconds: 120,
    };
  }
  if (undo.kind === 'remove-keys') {
    const principal = literal(undo.applicationId);
    const thumbprints = `@(${undo.thumbprints.map(literal).join(', ')})`;
    return {
      ...base,
      consent: consentText(['removes-credential']),
      read: `Read-OwnKeys ${principal} ${thumbprints}`,
      before: '@{}',
      after: `@{ 'own' = 0 }`,
      act: `Set-KeyList ${principal} @() ${thumbprints} ([bool] $RemoveKeys)`,
      waitSeconds: 120,
    };
  }
  const tags = action.tags.filter(
    (tag) => tag !== 'removes-credential' && !GRANTING_TAGS.includes(tag),
  );
  return {
    ...base,
    consent: consentText(tags),
    read: readText(undo.read, context, reference),
    before: factsText(undo.before, context.parameters, reference),
    after: factsText(undo.after, context.parameters, reference),
    act: operationText(
      undo.operation,
      { before: undo.before, after: undo.after, tags },
      context,
      reference,
    ),
    waitSeconds: waitFor(undo.operation),
  };
}

/** How long an effect may take to show: replicas of the directory lag, a pinned domain controller does not. */
function waitFor(operation: Operation): number {
  if (operation.kind === 'graph' || operation.kind === 'replace-keys') return 120;
  return operation.kind === 'cmdlet' ? 30 : 0;
}
