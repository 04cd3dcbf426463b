import type { CustomerView, InputName, RecipeView, StepIdView } from '../../../shared/ipc/views';

const COMMON: readonly InputName[] = ['verifiedDomain', 'domainController', 'testMailbox'];
const CLASSIC: readonly InputName[] = ['classicAccountName', 'classicAddress'];
const TEAMS: readonly InputName[] = ['teamsAccountName', 'teamsAddress', 'teamsRoleName'];

/** Fields by step, but for the step of the accounts, whose recipe decides. All of these may stay empty. */
const FIELDS: Readonly<Partial<Record<StepIdView, readonly InputName[]>>> = {
  'create-certificate': ['effectiveDate', 'rollNow'],
  'sfb-certificate': ['issuerThumbprint', 'issuerEffectiveDate'],
  autodiscover: ['exchangeAutodiscoverUrl', 'autodiscoverAllowedDomains'],
  'sfb-partner': ['pool'],
  'restart-iis': ['restartAt'],
  'mailbox-test': ['testSipAddress', 'storageHost', 'testFolder', 'keepTestItem'],
  archiving: ['archiving'],
  'contact-store': ['contactStore'],
  federation: ['federation'],
};

/** The fields of the accounts that a recipe uses, by group. */
export function fieldGroups(recipe: RecipeView) {
  return [
    { group: 'common', names: COMMON },
    ...(recipe === 'teams-2025' ? [] : [{ group: 'classic', names: CLASSIC } as const]),
    ...(recipe === 'sfb-online-classic' ? [] : [{ group: 'teams', names: TEAMS } as const]),
  ] as const;
}

/** The fields that a step shows. */
export function fieldsOf(recipe: RecipeView, step: StepIdView): readonly InputName[] {
  return step === 'mail-user'
    ? fieldGroups(recipe).flatMap((group) => group.names)
    : (FIELDS[step] ?? []);
}

/** What is wrong with the fields that a step shows. */
export function problemsOf(
  { inputProblems, recipe }: CustomerView,
  step: StepIdView,
): CustomerView['inputProblems'] {
  const shown = fieldsOf(recipe, step);
  return inputProblems.filter(({ input }) => shown.includes(input));
}
