/**
 * What a look collects on one side, as data: reads whose arguments are known, and reads that follow from what the
 * server answers on the spot, so that one trip a side is normally enough. Correctness does not depend on it: what is
 * still missing when the answers are loaded is named exactly, and the next look asks for it.
 */
import type { Tag } from '../model/action';
import type { Observations, ReadRequest } from '../model/observation';
import { isWritingTest } from '../commands/allow-list';
import { neededReads, planContext } from '../engine/plan';
import type { Wanted } from '../engine/plan';
import { mailUser, recipient, user } from '../reads/accounts';
import { readKey, readRequest } from '../reads/definition';
import { serverDiagnostics } from '../reads/hybrid-application';
import { exchangeMailbox, onlineMailbox } from '../reads/oauth';
import { certificates } from '../reads/organisation';
import { findRead } from '../reads/registry';
import { authRollover } from '../reads/rollover';
import { clientAccessServices, documentApplications } from '../reads/service-points';
import { issuerCertificate } from '../reads/skype';
import type { InputName } from '../../shared/ipc/views';
import { EXCHANGE_ONLINE_ACCOUNT } from '../resources/exchange-online-application';
import { NAME as POOL_ACCOUNT } from '../resources/skype-account-actions';
import { recipeOf } from '../scenarios/recipes';
import { scenarioResources } from '../scenarios';
import type { CarryTarget } from './manifest';
import { askedSide, isReadByScripts } from './scope';

/** One thing to collect. `pinned` and what follows it are asked of the program's domain controller. */
export type CollectStep =
  /** A read whose arguments are all known. */
  | { readonly kind: 'read'; readonly request: ReadRequest }
  /** A read that only lacks the domain controller. */
  | { readonly kind: 'pinned'; readonly request: ReadRequest }
  /** A read that only lacks the server, of each server. */
  | { readonly kind: 'each-server'; readonly read: string }
  /** The mail user of a name: its role assignments where there is one, else who holds the name. */
  | { readonly kind: 'account'; readonly name: string }
  /** Who holds `<localPart>@<domain>` in each accepted domain. */
  | { readonly kind: 'holders'; readonly localPart: string }
  /** The account that an application's cloud row is linked to, as user and mail user, and its role assignments. */
  | { readonly kind: 'linked'; readonly applicationId: string }
  /** A role, and its entries; those of its parent where there is no such role. */
  | { readonly kind: 'role'; readonly name: string; readonly parent: string }
  /** A read that only lacks the front end, of each front end of each pool. */
  | { readonly kind: 'each-front-end'; readonly read: string }
  /** A test that writes something: made only with its switch. */
  | { readonly kind: 'test'; readonly request: ReadRequest };

/** Everything that a look collects on one side, in order. */
export interface CollectProgram {
  /** '' : the first domain controller by name. */
  readonly domainController: string;
  readonly steps: readonly CollectStep[];
}

/** The program of a side, with `more`: reads that are known to be needed besides. */
export function collectProgram(
  target: CarryTarget,
  wanted: Wanted,
  more: readonly ReadRequest[],
): CollectProgram {
  const requests = new Map<string, ReadRequest>();
  // What is asked first rests on no answer; a resource that is added brings its own.
  for (const request of [...neededReads(wanted, new Map(), new Date(0)), ...more]) {
    if (isReadByScripts(request, target) && isResolved(request))
      requests.set(readKey(request), request);
  }
  const fixed = [...requests.values()].map((request): CollectStep => {
    return { kind: isWritingTestRead(request) ? 'test' : 'read', request };
  });
  return {
    domainController: wanted.inputs.domainController ?? '',
    steps: [...fixed, ...followingSteps(target, wanted)],
  };
}

/** True for a test that writes something on its way. */
export function isWritingTestRead(request: ReadRequest): boolean {
  const query = findRead(request.read).query(textArguments(request));
  return query.kind === 'cmdlet' && isWritingTest(query.command.name);
}

/** Tags that a program's tests ask consent for. */
export function programTags(program: CollectProgram): readonly Tag[] {
  return program.steps.some((step) => step.kind === 'test') ? ['writes-mailbox'] : [];
}

function textArguments({ arguments: given }: ReadRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

function isResolved(request: ReadRequest): boolean {
  return Object.values(request.arguments).every((value) => typeof value === 'string');
}

/** What follows from the first answers of a side, or does not rest on them. */
function followingSteps(target: CarryTarget, wanted: Wanted): readonly CollectStep[] {
  switch (target) {
    case 'exchange':
    case 'local':
      return exchangeSteps(wanted);
    case 'skype':
      return [{ kind: 'each-front-end', read: issuerCertificate.id }];
    case 'online':
      return [{ kind: 'read', request: readRequest(onlineMailbox, { domain: ANY_DOMAIN }) }];
    case 'tenant':
      return [];
  }
}

/** The question is the same whichever domain its answer is looked at for. */
const ANY_DOMAIN = 'any.invalid';

function exchangeSteps(wanted: Wanted): readonly CollectStep[] {
  if (wanted.scenario === 'certificate-rollover')
    return [
      { kind: 'each-server', read: certificates.id },
      { kind: 'pinned', request: readRequest(authRollover) },
    ];
  if (wanted.scenario === 'sfb-server-exchange')
    return [
      ...[clientAccessServices, documentApplications].map((read) => pinnedRead(read)),
      ...[mailUser, user].map((read) => pinnedRead(read, { identity: POOL_ACCOUNT })),
      { kind: 'account', name: POOL_ACCOUNT },
      { kind: 'holders', localPart: POOL_ACCOUNT },
    ];
  const { inputs } = planContext(wanted, new Map(), new Date(0));
  const accounts = recipeOf(wanted.recipe).accounts.flatMap((account): readonly CollectStep[] => {
    const address = wanted.inputs[account.addressInput] ?? '';
    const role = account.derivedRole;
    return [
      { kind: 'linked', applicationId: account.applicationId },
      { kind: 'account', name: inputs[account.nameInput] },
      address === ''
        ? { kind: 'holders', localPart: localPartOf(wanted, account.addressInput) }
        : { kind: 'pinned', request: readRequest(recipient, { identity: address }) },
      ...(role === null
        ? []
        : [{ kind: 'role' as const, name: inputs[role.nameInput], parent: role.parent }]),
    ];
  });
  return [
    { kind: 'each-server', read: certificates.id },
    { kind: 'each-server', read: serverDiagnostics.id },
    { kind: 'read', request: readRequest(exchangeMailbox, { domain: ANY_DOMAIN }) },
    { kind: 'pinned', request: readRequest(user, { identity: EXCHANGE_ONLINE_ACCOUNT }) },
    ...pinnedReads(wanted),
    ...accounts,
  ];
}

function pinnedRead(
  read: { readonly id: string },
  args: ReadRequest['arguments'] = {},
): CollectStep {
  return { kind: 'pinned', request: readRequest(read, args) };
}

/** Reads that only lack the domain controller: what would be asked first if it were known. */
function pinnedReads(wanted: Wanted): readonly CollectStep[] {
  if ((wanted.inputs.domainController ?? '') !== '') return [];
  const anyController = {
    ...wanted,
    inputs: { ...wanted.inputs, domainController: ANY_CONTROLLER },
  };
  const context = planContext(anyController, new Map(), new Date(0));
  return scenarioResources(wanted)
    .flatMap((resource) => resource.reads(context))
    .filter(
      (request) =>
        isReadByScripts(request, 'exchange') &&
        Object.values(request.arguments).every((value) => value === ANY_CONTROLLER) &&
        request.arguments['domainController'] === ANY_CONTROLLER,
    )
    .map(({ read }) => ({ kind: 'pinned', request: { read, arguments: {} } }));
}

const ANY_CONTROLLER = 'controller.invalid';

/** The part before the @ of the address that an account gets by default, whatever its domain will be. */
function localPartOf(wanted: Wanted, input: InputName): string {
  const anyDomain = { ...wanted, inputs: { ...wanted.inputs, verifiedDomain: ANY_DOMAIN } };
  const address = planContext(anyDomain, new Map(), new Date(0)).inputs[input];
  return address.slice(0, address.lastIndexOf('@'));
}

/** Tests of a side that show what was set up, as far as both ends of them are known. */
export function proofReads(
  target: CarryTarget,
  wanted: Wanted,
  observations: Observations,
  now: Date,
): readonly ReadRequest[] {
  const context = planContext(wanted, observations, now);
  return scenarioResources(wanted)
    .flatMap((item) => item.proofs?.(context) ?? [])
    .map((proof) => proof.read)
    .filter((request) => findRead(request.read).target === askedSide(target));
}

/** Reads of a side that the scenario needs, as far as what was read so far shows them. */
export function knownReads(
  target: CarryTarget,
  wanted: Wanted,
  observations: Observations,
  now: Date,
): readonly ReadRequest[] {
  return neededReads(wanted, observations, now).filter(
    (request) => findRead(request.read).target === askedSide(target),
  );
}
