/** A pool of Skype for Business Server as it was read, in the words of a world description. */
import * as v from 'valibot';

const text = v.pipe(v.string(), v.maxLength(32_768));
const flag = v.boolean();
/** Name of one of `issuers`; null: none is assigned. */
const issuer = v.nullable(text);

/** Schema of a pool's description. */
export const skypeDescriptionSchema = v.strictObject({
  product: v.picklist(['2019', 'Lync 2013']),
  pools: v.pipe(
    v.array(
      v.strictObject({
        fqdn: text,
        kind: v.picklist(['front-end', 'edge']),
        computers: v.array(text),
        internalWeb: text,
        externalWeb: text,
      }),
    ),
    v.minLength(1),
  ),
  sipDomains: v.pipe(v.array(v.strictObject({ name: text, isDefault: flag })), v.minLength(1)),
  /** Certificates of the token issuer. The copy has its own in their place. */
  issuers: v.array(
    v.strictObject({
      name: text,
      commonName: text,
      hostNames: v.array(text),
      notBefore: v.pipe(text, v.isoTimestamp()),
      notAfter: v.pipe(text, v.isoTimestamp()),
      keyBits: v.number(),
    }),
  ),
  /** What each front end signs with. `nextEffective`: ISO 8601; '' where nothing is staged. */
  frontEnds: v.array(
    v.strictObject({ computer: text, current: issuer, next: issuer, nextEffective: text }),
  ),
  /** Computers that the last change of the management store has not reached. */
  stale: v.array(text),
  oauth: v.nullable(
    v.strictObject({ realm: text, serviceName: text, autodiscoverUrl: text, allowedDomains: text }),
  ),
  partners: v.array(
    v.strictObject({
      identity: text,
      applicationId: text,
      realm: text,
      trustLevel: v.picklist(['Full', 'Application', 'User']),
      enabled: flag,
      metadataUrl: text,
      usesOAuthServer: flag,
    }),
  ),
  tokenServers: v.array(
    v.strictObject({ identity: text, issuer: text, realm: text, metadataUrl: text }),
  ),
  /** Of the rest, what was not read is null: the copy has it as a new pool does. */
  hostingProviders: v.nullable(
    v.array(
      v.strictObject({
        identity: text,
        proxyFqdn: text,
        verificationLevel: v.picklist([
          'AlwaysVerifiable',
          'AlwaysUnverifiable',
          'UseSourceVerification',
        ]),
        enabled: flag,
        enabledSharedAddressSpace: flag,
        hostsOcsUsers: flag,
        isLocal: flag,
        autodiscoverUrl: text,
      }),
    ),
  ),
  accessEdge: v.nullable(
    v.strictObject({
      allowOutsideUsers: flag,
      allowFederatedUsers: flag,
      enablePartnerDiscovery: flag,
      routingMethod: v.picklist(['UseDnsSrvRouting', 'UseDefaultRouting']),
    }),
  ),
  archiving: v.nullable(
    v.strictObject({
      enableArchiving: v.picklist(['None', 'ImOnly', 'ImAndWebConf']),
      enableExchangeArchiving: flag,
    }),
  ),
  userServices: v.nullable(v.array(v.strictObject({ identity: text, ucsAllowed: flag }))),
  users: v.array(
    v.strictObject({
      sipAddress: text,
      mail: text,
      registrarPool: text,
      archivingPolicy: text,
      exchangeArchiving: v.picklist([
        'Uninitialized',
        'UseLyncArchivingPolicy',
        'NoArchiving',
        'ArchivingToExchange',
      ]),
    }),
  ),
  /** Names that were looked up, and whether they have an address. */
  names: v.array(v.strictObject({ host: text, exists: flag })),
});

/** A pool's description. */
export type SkypeDescription = v.InferOutput<typeof skypeDescriptionSchema>;
