/**
 * An organisation and its tenant as they were read, in words of neither the product's reads nor the lab's state: what
 * the practice lab builds a copy from. Public parts only; private keys never leave their servers.
 */
import * as v from 'valibot';
import { skypeDescriptionSchema } from './skype-description';

const text = v.pipe(v.string(), v.maxLength(32_768));
const flag = v.boolean();
const list = v.array(text);
const time = v.pipe(text, v.isoTimestamp());
const named = { guid: text, name: text };
/** Which auth certificate a copy's own one stands for. */
const role = v.picklist(['current', 'next']);

const connector = v.strictObject({
  ...named,
  domains: list,
  discoveryEndpoint: text,
  enabled: flag,
});

const key = v.strictObject({
  keyId: text,
  displayName: v.nullable(text),
  start: text,
  end: text,
  type: v.picklist(['AsymmetricX509Cert', 'X509CertAndPassword']),
  usage: v.picklist(['Verify', 'Sign']),
  /** Name of the auth certificate or token issuer whose key it is: the copy has its own certificate in its place. */
  role: v.nullable(text),
  /** Base64 DER. */
  bytes: text,
});

/** Schema of a description. */
export const worldDescriptionSchema = v.strictObject({
  format: v.literal(1),
  /** ISO 8601: when it was read; the copy's clock starts there. */
  now: time,
  /** None: they were not read, and the copy has its own. `autodiscoverUri` null: not read; '': there is none. */
  servers: v.array(
    v.strictObject({
      name: text,
      fqdn: text,
      version: text,
      build: text,
      autodiscoverUri: v.nullable(text),
    }),
  ),
  domainControllers: v.pipe(list, v.minLength(1)),
  acceptedDomains: v.pipe(
    v.array(
      v.strictObject({
        domainName: text,
        domainType: v.picklist(['Authoritative', 'InternalRelay', 'ExternalRelay']),
        isDefault: flag,
      }),
    ),
    v.minLength(1),
  ),
  organisation: v.strictObject({
    guid: text,
    ews: v.strictObject({
      enabled: v.nullable(flag),
      policy: v.nullable(v.picklist(['EnforceAllowList', 'EnforceBlockList'])),
      allowList: list,
      blockList: list,
    }),
  }),
  /** null: they were not read, and the copy has its own. `keyBits` below 2048 makes the copy's key short too. `servers`: names of those that have it. */
  authCertificates: v.nullable(
    v.array(
      v.strictObject({ role, notBefore: time, notAfter: time, keyBits: v.number(), servers: list }),
    ),
  ),
  authServers: v.array(
    v.strictObject({
      ...named,
      type: v.picklist(['ADFS', 'AzureAD', 'Facebook', 'LinkedIn', 'MicrosoftACS']),
      realm: text,
      issuer: text,
      metadataUrl: text,
      applicationId: text,
      domains: list,
      enabled: flag,
    }),
  ),
  connectors: v.array(connector),
  /** null: Exchange Online was not read; the copy has its usual ones. */
  onlineConnectors: v.nullable(v.array(connector)),
  addressSpaces: v.array(v.strictObject({ ...named, accessMethod: text })),
  relationships: v.array(
    v.strictObject({ ...named, domains: list, sharingAddress: text, enabled: flag }),
  ),
  overrides: v.array(
    v.strictObject({ ...named, component: text, section: text, parameters: list }),
  ),
  /** null: they were not read, and the copy has its own. */
  virtualDirectories: v.nullable(
    v.array(
      v.strictObject({
        ...named,
        kind: v.picklist(['EWS', 'Autodiscover']),
        server: text,
        internalUrl: text,
        externalUrl: text,
        authenticationMethods: list,
      }),
    ),
  ),
  roles: v.array(v.strictObject({ ...named, parent: text, entries: list })),
  accounts: v.array(
    v.strictObject({
      ...named,
      type: v.picklist([
        'UserMailbox',
        'RoomMailbox',
        'MailUser',
        'RemoteUserMailbox',
        'MailContact',
        'LinkedUser',
        'User',
      ]),
      /** Name of the container or organisational unit right above it. */
      container: text,
      hidden: flag,
      /** `SMTP:…`; '' where it has none. */
      externalAddress: text,
      /** Every name it was found by: canonical and distinguished name. */
      identities: list,
      /** null: its role assignments were not read. */
      roles: v.nullable(v.array(v.strictObject({ ...named, role: text }))),
    }),
  ),
  partnerApplications: v.array(
    v.strictObject({
      ...named,
      applicationId: text,
      realm: text,
      metadataUrl: text,
      useAuthServer: flag,
      enabled: flag,
      /** One of an account's identities; '' where none is linked. */
      linkedAccount: text,
      /** Names of certificates that it is known by. */
      certificates: v.optional(list, []),
    }),
  ),
  /** null: there is no pool, or it was not read. */
  skype: v.optional(v.nullable(skypeDescriptionSchema), null),
  /** null: it was not read, and the copy has its own. */
  tenant: v.nullable(
    v.strictObject({
      id: v.pipe(v.string(), v.uuid()),
      displayName: text,
      initialDomain: text,
      domains: list,
    }),
  ),
  principals: v.array(
    v.strictObject({ id: text, appId: text, enabled: flag, names: list, keys: v.array(key) }),
  ),
  /** Application ids that were asked for and are not in the tenant. */
  absentPrincipals: list,
  applications: v.array(
    v.strictObject({
      id: text,
      appId: text,
      displayName: text,
      access: v.array(
        v.strictObject({
          resourceAppId: text,
          roles: v.array(v.strictObject({ id: text, type: v.picklist(['Role', 'Scope']) })),
        }),
      ),
      keys: v.array(key),
    }),
  ),
  consents: v.array(
    v.strictObject({ id: text, principalId: text, roleId: text, resourceId: text }),
  ),
});

/** A description. */
export type WorldDescription = v.InferOutput<typeof worldDescriptionSchema>;
/** A key of a principal or application in a description. */
export type DescribedKey = WorldDescription['principals'][number]['keys'][number];

/** What a copy does not hold, so that nobody takes a rehearsal for more than it is. */
export const NOT_CLONED = [
  'other-certificates',
  'other-accounts',
  'other-principals',
  'private-keys',
  'names-and-network',
  'rights',
  'keys-without-bytes',
  'exchange-online',
  'previous-certificate',
  'exchange-servers',
  'tenant',
  'pool-users',
  'front-ends-apart',
] as const;
/** One of them. */
export type NotCloned = (typeof NOT_CLONED)[number];

/** Name of the file in the lab's folder that a copy is built from. */
export const WORLD_FILE = 'world.json';
