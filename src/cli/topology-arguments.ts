/** What `topology` takes from the command line: the commonest parts of a description. */
import { EXCHANGE_VERSIONS, PLACES, SKYPE_VERSIONS, TRUST_WAYS } from '../shared/topology';
import type { TopologyDescription } from '../shared/topology';
import { oneOf, wrongUse } from './wrong-use';

/** Options for `parseArgs`. Lists are given with commas or by repeating. */
export const TOPOLOGY_OPTIONS = {
  describe: { type: 'string' },
  csv: { type: 'string' },
  save: { type: 'boolean' },
  mailboxes: { type: 'string' },
  users: { type: 'string' },
  'exchange-version': { type: 'string', multiple: true },
  'skype-version': { type: 'string', multiple: true },
  'sip-domain': { type: 'string', multiple: true },
  pool: { type: 'string' },
  'mail-domain': { type: 'string' },
  finished: { type: 'string', multiple: true },
} as const;

/** Values as `parseArgs` gives them. */
export interface TopologyValues {
  readonly describe?: string | undefined;
  readonly csv?: string | undefined;
  readonly save?: boolean | undefined;
  readonly mailboxes?: string | undefined;
  readonly users?: string | undefined;
  readonly 'exchange-version'?: string[] | undefined;
  readonly 'skype-version'?: string[] | undefined;
  readonly 'sip-domain'?: string[] | undefined;
  readonly pool?: string | undefined;
  readonly 'mail-domain'?: string | undefined;
  readonly 'tenant-domain'?: string | undefined;
  readonly finished?: string[] | undefined;
}

/** What `topology` was told. */
export interface TopologyWords {
  /** File with a description. */
  readonly describe: string | undefined;
  /** Where to write the table. */
  readonly csv: string | undefined;
  /** True: the description is stored with the customer. */
  readonly save: boolean;
  /** What was given by flags; it wins over the file and over what is stored. */
  readonly given: Partial<TopologyDescription>;
}

/** Parses them. HX-USE for what is not one of the choices, and for flags of `topology` with another verb. */
export function parseTopologyWords(values: TopologyValues, verb: string): TopologyWords {
  // The tenant's domain belongs to `customer` as well.
  const others = Object.keys(TOPOLOGY_OPTIONS).filter((name) => name in values);
  const [stray] = verb === 'topology' ? [] : others;
  if (stray !== undefined) throw wrongUse(`--${stray} (topology)`);
  return {
    describe: values.describe,
    csv: values.csv,
    save: values.save === true,
    given: verb === 'topology' ? givenBy(values) : {},
  };
}

function givenBy(values: TopologyValues): Partial<TopologyDescription> {
  const { mailboxes, users } = values;
  const exchange = values['exchange-version'];
  const skype = values['skype-version'];
  const sipDomains = values['sip-domain'];
  const mailDomain = values['mail-domain'];
  const tenantDomain = values['tenant-domain'];
  const { pool, finished } = values;
  return {
    ...(mailboxes !== undefined && { mailboxes: oneOf(mailboxes, PLACES, '--mailboxes') }),
    ...(users !== undefined && { users: oneOf(users, PLACES, '--users') }),
    ...(exchange !== undefined && {
      exchange: choices(exchange, EXCHANGE_VERSIONS, '--exchange-version'),
    }),
    ...(skype !== undefined && { skype: choices(skype, SKYPE_VERSIONS, '--skype-version') }),
    ...(sipDomains !== undefined && { sipDomains: parts(sipDomains) }),
    ...(pool !== undefined && { pool }),
    ...(mailDomain !== undefined && { mailDomain }),
    ...(tenantDomain !== undefined && { tenantDomain }),
    ...(finished !== undefined && { finished: choices(finished, TRUST_WAYS, '--finished') }),
  };
}

function parts(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function choices<T extends string>(
  values: readonly string[],
  known: readonly T[],
  option: string,
): T[] {
  return [...new Set(parts(values))].map((value) => oneOf(value, known, option));
}
