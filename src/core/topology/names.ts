/** Names that follow from a description: realm, certificate names, addresses. */
import { isHostName } from '../../shared/profile';
import type { ComputedName, TopologyColumnId, TopologyDescription } from '../../shared/topology';

/** Subject of the certificate that Exchange setup makes for server-to-server authentication (article 003). */
const EXCHANGE_CERTIFICATE = 'CN=Microsoft Exchange Server Auth Certificate';
/** Initial domains of the cloud whose coexistence domain is known: `<tenant>.mail.onmicrosoft.com`. */
const INITIAL = /^([a-z0-9-]{1,63})\.onmicrosoft\.com$/;

/** A name as it is compared: lower case, without spaces around it and without a last dot. */
function plainName(text: string): string {
  return text.trim().toLowerCase().replace(/\.$/, '');
}

/** The names of a description that are host names, and the other texts. Empty texts are neither. */
export interface CheckedNames {
  /** The default one first, each once. */
  readonly sipDomains: readonly string[];
  readonly pool: string | null;
  readonly mailDomain: string | null;
  readonly tenantDomain: string | null;
  readonly refused: readonly string[];
}

/** Checks the names of a description. */
export function checkNames(described: TopologyDescription): CheckedNames {
  const refused: string[] = [];
  const checked = (text: string): string | null => {
    const plain = plainName(text);
    if (plain === '') return null;
    if (isHostName(plain)) return plain;
    refused.push(text.trim());
    return null;
  };
  const sipDomains = described.sipDomains.map(checked).filter((item) => item !== null);
  return {
    sipDomains: [...new Set(sipDomains)],
    pool: checked(described.pool),
    mailDomain: checked(described.mailDomain),
    tenantDomain: checked(described.tenantDomain),
    refused: [...new Set(refused)],
  };
}

interface NameRule {
  readonly id: string;
  readonly columns: readonly TopologyColumnId[];
  readonly needs: ComputedName['needs'];
  readonly value: (names: CheckedNames) => string | null;
}

const withMail =
  (make: (domain: string) => string) =>
  ({ mailDomain }: CheckedNames): string | null =>
    mailDomain === null ? null : make(mailDomain);
const withSip =
  (make: (first: string, others: readonly string[]) => string) =>
  ({ sipDomains: [first, ...others] }: CheckedNames): string | null =>
    first === undefined ? null : make(first, others);

const RULES: readonly NameRule[] = [
  // Article 002: the default SIP domain is the realm; further ones stand in the certificate.
  { id: 'realm', columns: ['A'], needs: 'sipDomains', value: withSip((first) => first) },
  {
    id: 'issuer-subject',
    columns: ['A', 'B'],
    needs: 'sipDomains',
    value: withSip((first) => `CN=${first}`),
  },
  {
    id: 'issuer-names',
    columns: ['A', 'B'],
    needs: 'sipDomains',
    value: withSip((first, others) => [first, ...others].join(', ')),
  },
  // Article 000.
  {
    id: 'skype-metadata',
    columns: ['A'],
    needs: 'pool',
    value: ({ pool }) => (pool === null ? null : `https://${pool}/metadata/json/1`),
  },
  {
    id: 'exchange-metadata',
    columns: ['A'],
    needs: 'mailDomain',
    value: withMail((domain) => `https://autodiscover.${domain}/autodiscover/metadata/json/1`),
  },
  // Article 003: the service connection point ends in .xml, the address for Skype for Business Server in .svc.
  {
    id: 'autodiscover-host',
    columns: ['A', 'D'],
    needs: 'mailDomain',
    value: withMail((domain) => `autodiscover.${domain}`),
  },
  {
    id: 'autodiscover-xml',
    columns: ['A'],
    needs: 'mailDomain',
    value: withMail((domain) => `https://autodiscover.${domain}/autodiscover/autodiscover.xml`),
  },
  {
    id: 'autodiscover-svc',
    columns: ['A', 'D'],
    needs: 'mailDomain',
    value: withMail((domain) => `https://autodiscover.${domain}/autodiscover/autodiscover.svc`),
  },
  {
    id: 'exchange-certificate',
    columns: ['A', 'D'],
    needs: null,
    value: () => EXCHANGE_CERTIFICATE,
  },
  {
    id: 'coexistence-domain',
    columns: ['D'],
    needs: 'tenantDomain',
    value: ({ tenantDomain }) => {
      const [, tenant] = INITIAL.exec(tenantDomain ?? '') ?? [];
      return tenant === undefined ? null : `${tenant}.mail.onmicrosoft.com`;
    },
  },
];

/** The names that matter in these columns. */
export function computedNames(
  columns: readonly TopologyColumnId[],
  names: CheckedNames,
): readonly ComputedName[] {
  return RULES.filter((rule) => rule.columns.some((column) => columns.includes(column))).map(
    ({ id, needs, value }) => {
      const found = value(names);
      return { id, value: found, needs: found === null ? needs : null };
    },
  );
}
