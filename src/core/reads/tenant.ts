/** Reads of the tenant over Microsoft Graph v1.0, and of files this product wrote. */
import * as v from 'valibot';
import { applicationName } from '../../shared/applications';
import { message } from '../model/message';
import type { CertificateInfo, Crypto } from '../ports';
import type { ReadDefinition } from './definition';
import { parseBody, required } from './definition';

const organizationSchema = v.object({
  value: v.array(
    v.object({
      id: v.string(),
      displayName: v.nullish(v.string(), ''),
      verifiedDomains: v.array(
        v.object({
          name: v.string(),
          isInitial: v.nullish(v.boolean(), false),
          isDefault: v.nullish(v.boolean(), false),
        }),
      ),
    }),
  ),
});
export interface TenantOrganization {
  readonly id: string;
  readonly displayName: string;
  readonly verifiedDomains: readonly string[];
  /** The domain the tenant was made with, such as `contoso.onmicrosoft.com`; '' where it is not told. */
  readonly initialDomain: string;
}

/** GET /organization: tenant id and verified domains. */
export const tenantOrganization: ReadDefinition<TenantOrganization | null> = {
  id: 'tenant-organization',
  target: 'tenant',
  title: () => message('core.read.tenant-organization'),
  query: () => ({
    kind: 'graph',
    request: { method: 'GET', url: '/organization?$select=id,displayName,verifiedDomains' },
  }),
  parse: (answer) => {
    const found = parseBody(organizationSchema, answer)?.value[0];
    return found === undefined
      ? null
      : {
          id: found.id,
          displayName: found.displayName,
          verifiedDomains: found.verifiedDomains.map((item) => item.name.toLowerCase()),
          initialDomain:
            found.verifiedDomains.find((item) => item.isInitial)?.name.toLowerCase() ?? '',
        };
  },
  facts: (value) => ({
    id: value?.id ?? null,
    initialDomain: value?.initialDomain ?? null,
    domains: [...(value?.verifiedDomains ?? [])].sort(),
  }),
};

/** One key of a service principal. `certificate` is undefined when the key came without readable bytes. */
export interface PrincipalKey {
  readonly keyId: string;
  readonly displayName: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly type: string;
  readonly usage: string;
  /** Base64 DER as returned, or null. */
  readonly key: string | null;
  /** SHA-1 of `key`, upper-case hex; '' when there are no bytes. An empty thumbprint never matches anything. */
  readonly thumbprint: string;
  readonly certificate: CertificateInfo | undefined;
}

export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly accountEnabled: boolean;
  readonly servicePrincipalNames: readonly string[];
  readonly keys: readonly PrincipalKey[];
}

/** A keyCredential as Graph answers it. */
export const keyCredentialSchema = v.object({
  keyId: v.string(),
  displayName: v.nullish(v.string(), ''),
  startDateTime: v.string(),
  endDateTime: v.string(),
  type: v.string(),
  usage: v.string(),
  key: v.nullish(v.string(), null),
});

const principalSchema = v.object({
  id: v.string(),
  appId: v.string(),
  accountEnabled: v.nullish(v.boolean(), true),
  servicePrincipalNames: v.nullish(v.array(v.string()), []),
  keyCredentials: v.nullish(v.array(keyCredentialSchema), []),
});

/**
 * GET /servicePrincipals(appId='…'): the single-object form with $select, because only that form is documented
 * everywhere to return `key` (Graph keyCredential resource page). null: not in this tenant.
 */
export const servicePrincipal: ReadDefinition<ServicePrincipal | null> = {
  id: 'service-principal',
  target: 'tenant',
  title: (args) =>
    message('core.read.service-principal', {
      application: applicationName(args['applicationId'] ?? ''),
    }),
  query: (args) => ({
    kind: 'graph',
    request: {
      method: 'GET',
      url: `/servicePrincipals(appId='${required(args, 'applicationId')}')?$select=id,appId,accountEnabled,servicePrincipalNames,keyCredentials`,
    },
  }),
  parse: (answer, crypto) => {
    const body = parseBody(principalSchema, answer);
    return body === undefined ? null : toPrincipal(body, crypto);
  },
  facts: principalFacts,
};

function toPrincipal(
  body: v.InferOutput<typeof principalSchema>,
  crypto: Crypto,
): ServicePrincipal {
  return {
    id: body.id,
    appId: body.appId,
    accountEnabled: body.accountEnabled,
    servicePrincipalNames: body.servicePrincipalNames,
    keys: body.keyCredentials.map((item) => toKey(item, crypto)),
  };
}

/** A key with what its bytes say. */
export function toKey(
  item: v.InferOutput<typeof keyCredentialSchema>,
  crypto: Crypto,
): PrincipalKey {
  const certificate = item.key === null ? undefined : readKeyBytes(item.key, crypto);
  return { ...item, thumbprint: certificate?.thumbprint ?? '', certificate };
}

/** Some writers stored base64 twice (SK25): a second decoding is tried when the first gives no certificate. */
export function readKeyBytes(key: string, crypto: Crypto): CertificateInfo | undefined {
  const once = crypto.certificate(key);
  if (once !== undefined) return once;
  try {
    return crypto.certificate(atob(key));
  } catch {
    return undefined;
  }
}

/** keyId and displayName take no part: a PATCH may renew them without changing any key. */
function principalFacts(
  value: ServicePrincipal | null,
): Record<string, string | boolean | readonly string[]> {
  if (value === null) return { found: false };
  return {
    found: true,
    id: value.id,
    names: [...value.servicePrincipalNames].map((item) => item.toLowerCase()).sort(),
    keys: value.keys.map(keyFact).sort(),
  };
}

/** One key as a comparable text. A key without bytes is told apart by its keyId. */
export function keyFact(key: PrincipalKey): string {
  return key.thumbprint === ''
    ? `no bytes ${key.keyId}`
    : `${key.thumbprint} ${key.type} ${key.usage}`;
}

/** A certificate file this product wrote into the customer's exports folder; undefined content when it is not there. */
export const certificateFile: ReadDefinition<CertificateInfo | 'unreadable' | null> = {
  id: 'certificate-file',
  target: 'workstation',
  title: (args) => message('core.read.certificate-file', { file: args['file'] ?? '' }),
  query: (args) => ({ kind: 'file', path: required(args, 'file') }),
  parse: (answer, crypto) => {
    if (answer.kind !== 'bytes') return null;
    let binary = '';
    for (const byte of answer.bytes) binary += String.fromCharCode(byte);
    return crypto.certificate(btoa(binary)) ?? 'unreadable';
  },
  facts: (value) =>
    value === null
      ? { found: false }
      : { found: true, thumbprint: value === 'unreadable' ? null : value.thumbprint },
};
