/** The wizard's fields: values, what is wrong with them, what was read about them, and what may be chosen. */
import type { InputMark } from '../../../shared/ipc/forms-view';
import { INPUT_NAMES, type CustomerView, type InputName } from '../../../shared/ipc/views';
import { planContext, wantedOf } from '../../../core/engine/plan';
import type { Observation } from '../../../core/model/observation';
import { mailboxHere } from '../../../core/reads/mailbox';
import { acceptedDomains } from '../../../core/reads/organisation';
import { issuerCertificate, skypePools } from '../../../core/reads/skype';
import { skypeUser } from '../../../core/reads/skype-users';
import { look, valueOf, type PlanContext } from '../../../core/resources/context';
import {
  checkInputs,
  resolveInputs,
  type InputChoices,
  type ResolvedInputs,
} from '../../../core/scenarios/inputs';
import type { OpenState } from './state';

/** Typed values where there are any, what was read or documented otherwise. */
export function inputViews(
  open: OpenState,
): Pick<CustomerView, 'inputs' | 'inputProblems' | 'choices' | 'inputMarks'> {
  const { record } = open.session;
  const context = open.known === null ? null : planContext(wantedOf(record), open.known, open.now);
  const choices = context?.choices ?? { domains: [], domainControllers: [] };
  const resolved = resolveInputs(record.inputs, choices);
  const inputs: Record<InputName, string> = { ...resolved };
  for (const name of INPUT_NAMES) inputs[name] = record.inputs[name] ?? resolved[name];
  return {
    inputs,
    inputProblems: checkInputs(resolved),
    choices: offered(context, choices, resolved),
    inputMarks: context === null ? {} : marksOf(context, resolved),
  };
}

function offered(
  context: PlanContext | null,
  { domains, domainControllers }: InputChoices,
  { testMailbox, testSipAddress }: ResolvedInputs,
): CustomerView['choices'] {
  const pools = context === null ? [] : frontEndPools(context);
  const computers = pools.flatMap((pool) => pool.computers);
  const ofIssuer = context === null ? [] : issuers(context, computers);
  const user = withoutScheme(testSipAddress);
  return {
    verifiedDomain: domains,
    domainController: domainControllers,
    pool: pools.map((pool) => pool.fqdn),
    storageHost: computers,
    issuerThumbprint: ofIssuer,
    // Both tests look at one person as a rule: what was typed for the one is offered for the other.
    testMailbox: user === '' ? [] : [user],
    testSipAddress: testMailbox === '' ? [] : [testMailbox],
  };
}

function frontEndPools(context: PlanContext) {
  return (valueOf(look(context, skypePools)) ?? []).filter((pool) => pool.isFrontEnd);
}

function issuers(context: PlanContext, computers: readonly string[]): readonly string[] {
  const found = computers.flatMap((computer) => {
    const value = valueOf(look(context, issuerCertificate, { computer }));
    return [value?.current, value?.next].flatMap((item) => item?.thumbprint ?? []);
  });
  return [...new Set(found)];
}

function withoutScheme(address: string): string {
  return address.replace(/^sip:/i, '');
}

function marksOf(context: PlanContext, inputs: ResolvedInputs): CustomerView['inputMarks'] {
  const all = [...context.observations.values()];
  const pools = frontEndPools(context);
  const isThere = (names: readonly string[], value: string): boolean =>
    names.includes(value.toLowerCase());
  const mark = (holds: boolean, word: InputMark): InputMark | undefined =>
    holds ? word : undefined;
  const marks: Partial<Record<InputName, InputMark | undefined>> = {
    verifiedDomain: domainMark(context, inputs.verifiedDomain.toLowerCase()),
    domainController: mark(
      all.some((one) => isAnswered(one, 'domainController', inputs.domainController)),
      'reached',
    ),
    testMailbox: mark(isFound(all, mailboxHere.id, 'identity', inputs.testMailbox), 'found'),
    testSipAddress: mark(
      isFound(all, skypeUser.id, 'sip', withoutScheme(inputs.testSipAddress)),
      'found',
    ),
    pool: mark(
      isThere(
        pools.map((pool) => pool.fqdn),
        inputs.pool,
      ),
      'found',
    ),
    storageHost: mark(
      isThere(
        pools.flatMap((pool) => pool.computers),
        inputs.storageHost,
      ),
      'found',
    ),
  };
  return Object.fromEntries(Object.entries(marks).filter(([, word]) => word !== undefined));
}

function domainMark(context: PlanContext, domain: string): InputMark | undefined {
  if (!context.choices.domains.includes(domain)) return undefined;
  const isDefault = (valueOf(look(context, acceptedDomains)) ?? []).some(
    (item) => item.Default && item.DomainName.toLowerCase() === domain,
  );
  return isDefault ? 'primary' : 'accepted';
}

/** True for a read that named this value and was answered. */
function isAnswered(one: Observation, argument: string, value: string): boolean {
  const named = one.request.arguments[argument];
  return (
    one.status === 'read' &&
    typeof named === 'string' &&
    value !== '' &&
    withoutScheme(named).toLowerCase() === value.toLowerCase()
  );
}

/** True where the object of this read is there. */
function isFound(
  all: readonly Observation[],
  read: string,
  argument: string,
  value: string,
): boolean {
  return all.some(
    (one) =>
      one.request.read === read &&
      isAnswered(one, argument, value) &&
      one.status === 'read' &&
      one.value !== null,
  );
}
