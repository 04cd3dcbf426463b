import type { TopologyDescription } from '../../../shared/topology';

const LONGEST_NAME = 256;
const MOST_NAMES = 100;

/** True where something of the description is on Exchange Server. */
export function hasExchange({ mailboxes }: TopologyDescription): boolean {
  return mailboxes !== 'online';
}

/** True where something of the description is on Skype for Business Server. */
export function hasSkype({ users }: TopologyDescription): boolean {
  return users !== 'online';
}

/** The description without what its form does not show. */
export function relevant(described: TopologyDescription): TopologyDescription {
  return {
    ...described,
    ...(hasExchange(described) ? {} : { exchange: [], mailDomain: '' }),
    ...(hasSkype(described) ? {} : { skype: [], sipDomains: [], pool: '' }),
  };
}

/** SIP domains as typed: separated by spaces, commas or semicolons, also full-width ones. */
export function splitNames(text: string): string[] {
  return text
    .split(/[\s,;，；、]+/)
    .filter((name) => name !== '')
    .slice(0, MOST_NAMES)
    .map((name) => name.slice(0, LONGEST_NAME));
}
