/** Names of directory objects: distinguished and canonical names, aliases, account names. Any Unicode name survives. */

/** Places where accounts live, with their relative distinguished names. */
export const CONTAINERS: Readonly<Record<string, string>> = {
  Users: 'CN=Users',
  Staff: 'OU=Staff',
  'Microsoft Exchange Security Groups': 'OU=Microsoft Exchange Security Groups',
};

/** The value of a relative distinguished name, escaped after RFC 4514. */
export function escapeRdn(value: string): string {
  const escaped = value.replace(/["+,;<>\\]/g, '\\$&').replace(/\0/g, '\\00');
  const end = escaped.endsWith(' ') && escaped.length > 1 ? `${escaped.slice(0, -1)}\\ ` : escaped;
  return end.startsWith('#') || end.startsWith(' ') ? `\\${end}` : end;
}

/** A part of a canonical name: slash and backslash are escaped with a backslash. */
export function escapeCanonical(value: string): string {
  return value.replace(/[/\\]/g, '\\$&');
}

/** `contoso.lab` as `DC=contoso,DC=lab`. */
export function forestDn(forest: string): string {
  return forest
    .split('.')
    .map((part) => `DC=${part}`)
    .join(',');
}

/** Distinguished name of an account or group. */
export function accountDn(forest: string, container: string, name: string): string {
  return `CN=${escapeRdn(name)},${CONTAINERS[container] ?? `OU=${escapeRdn(container)}`},${forestDn(forest)}`;
}

/** Canonical name of an account or group, e.g. `contoso.lab/Users/Name`. */
export function accountCanonical(forest: string, container: string, name: string): string {
  return `${forest}/${container}/${escapeCanonical(name)}`;
}

/** Where Exchange keeps its organisation, from there upwards. */
export const EXCHANGE_ROOT: readonly string[] = ['Microsoft Exchange', 'Services', 'Configuration'];

/** Distinguished name of a configuration object; `lineage` names it and its parents up to the organisation. */
export function configurationDn(forest: string, lineage: readonly string[]): string {
  const parts = [...lineage, ...EXCHANGE_ROOT].map((part) => `CN=${escapeRdn(part)}`);
  return [...parts, forestDn(forest)].join(',');
}

/**
 * The alias Exchange makes of a name: spaces go, characters that no alias may hold become question marks
 * (New-MailUser page, -Alias). 64 characters at most.
 */
export function aliasFrom(name: string): string {
  const alias = name
    .replace(/\s/gu, '')
    .replace(/[^A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.\u00A1-\u00FF]/gu, '?')
    .replace(/^\.+|\.+$/g, '')
    .replace(/\.{2,}/g, '.');
  return alias === '' ? '?' : cut(alias, 64);
}

/** The account name of Active Directory made of a name: forbidden characters replaced, cut to 20 characters. */
export function samAccountNameFrom(name: string, taken: (candidate: string) => boolean): string {
  const legal = name.replace(/["/\\[\]:;|=,+*?<>@\p{Cc}]/gu, '_');
  const clean = cut(legal, 20).replace(/[. ]+$/, '') || '_';
  if (!taken(clean)) return clean;
  for (let number = 1; ; number += 1) {
    const candidate = `${cut(clean, 20 - String(number).length)}${number}`;
    if (!taken(candidate)) return candidate;
  }
}

/** The first characters of a text, at most `length` UTF-16 units and never half a character. */
export function cut(text: string, length: number): string {
  let result = '';
  for (const character of text) {
    if (result.length + character.length > length) break;
    result += character;
  }
  return result;
}

/** For comparing names: Active Directory ignores case. */
export function fold(value: string): string {
  return value.toLowerCase();
}
