/** Finds objects by what a caller typed: GUID, distinguished name, canonical name, name, alias, address, account name. */
import type { View } from './directory';
import type { Session } from './session';
import type { ObjectKind } from './state';
import { accountCanonical, accountDn, fold } from './names';
import { canonicalConfiguration, configurationName } from './configuration';
import type { ConfigurationKind } from './configuration';

/** The texts that name an object. The first two are unique; the others may fit several objects. */
export interface Identities {
  readonly unique: readonly string[];
  readonly others: readonly string[];
}

/** Objects that a typed identity fits. Unique texts win over the others; `*` works where nothing fits exactly. */
export function matching<Item>(
  items: readonly Item[],
  identitiesOf: (item: Item) => Identities,
  typed: string,
): Item[] {
  const wanted = fold(typed);
  const fits = (texts: readonly string[]): boolean => texts.some((text) => fold(text) === wanted);
  const exact = items.filter((item) => fits(identitiesOf(item).unique));
  if (exact.length > 0) return exact;
  const named = items.filter((item) => fits(identitiesOf(item).others));
  if (named.length > 0 || !typed.includes('*')) return named;
  const pattern = wildcard(typed);
  return items.filter((item) => identitiesOf(item).others.some((text) => pattern.test(text)));
}

/** A text with `*` as a pattern over whole texts, ignoring case. */
export function wildcard(text: string): RegExp {
  const escaped = text.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 'isu');
}

/**
 * Answers a Get- cmdlet. No identity, $null or an empty text: all objects, which is how Exchange answers and a trap
 * for whoever pipes the result into a change.
 */
export function getObjects<Kind extends ObjectKind>(
  session: Session,
  views: readonly View<Kind>[],
  identitiesOf: (view: View<Kind>) => Identities,
  typed: string | undefined,
): View<Kind>[] {
  if (typed === undefined || typed === '') return [...views];
  const found = matching(views, identitiesOf, typed);
  if (found.length === 0 && !typed.includes('*')) throw session.notFound(typed);
  return found;
}

/** The one object that a change addresses. */
export function oneObject<Kind extends ObjectKind>(
  session: Session,
  views: readonly View<Kind>[],
  identitiesOf: (view: View<Kind>) => Identities,
  typed: string,
): View<Kind> {
  const found = matching(views, identitiesOf, typed);
  const [first] = found;
  if (first === undefined) throw session.notFound(typed);
  if (found.length > 1) throw session.ambiguous(typed);
  return first;
}

/** Texts that name an account. */
export function accountIdentities(session: Session, view: View<'account'>): Identities {
  const { forest } = session.organisation;
  const { data } = view;
  const domain = forest.split('.')[0] ?? forest;
  const addresses = data.emailAddresses.flatMap((item) => [item, item.replace(/^smtp:/i, '')]);
  const external =
    data.externalEmailAddress === null ? [] : [data.externalEmailAddress.replace(/^smtp:/i, '')];
  return {
    unique: [
      view.guid,
      accountDn(forest, data.container, data.name),
      accountCanonical(forest, data.container, data.name),
    ],
    others: [
      data.name,
      data.alias,
      data.samAccountName,
      `${domain}\\${data.samAccountName}`,
      data.userPrincipalName,
      data.legacyExchangeDn,
      ...addresses,
      ...external,
    ].filter((text) => text !== '' && !text.endsWith('\\')),
  };
}

/** Texts that name a role group. */
export function groupIdentities(session: Session, view: View<'group'>): Identities {
  const { forest } = session.organisation;
  const { name, container } = view.data;
  return {
    unique: [
      view.guid,
      accountDn(forest, container, name),
      accountCanonical(forest, container, name),
    ],
    others: [name],
  };
}

/** Texts that name a configuration object; `more` are those of its kind. */
export function configurationIdentities<Kind extends ConfigurationKind>(
  session: Session,
  view: View<Kind>,
  more: readonly string[] = [],
): Identities {
  return {
    unique: [view.guid, configurationName(session, view), canonicalConfiguration(session, view)],
    others: [view.data.name, ...more],
  };
}
