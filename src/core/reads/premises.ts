/** Looks at the organisation's own network: metadata documents, health pages, names. Null where this computer is not within it. */
import * as v from 'valibot';
import { message } from '../model/message';
import type { CertificateInfo, Crypto } from '../ports';
import type { WebAnswer } from '../web';
import type { Query, ReadDefinition } from './definition';
import { required } from './definition';
import { hostOf } from './published';

function inside(url: string): Query {
  return { kind: 'inside', request: { url, hosts: [hostOf(url)], redirects: 0 } };
}

/** A metadata document, or why there is none. */
export type MetadataDocument =
  | {
      readonly kind: 'document';
      readonly issuer: string;
      readonly realm: string;
      readonly serviceName: string;
      /** The certificates of its keys. */
      readonly keys: readonly CertificateInfo[];
    }
  /** `reason`: see WebAnswer; `status`: an HTTP status that is no success; `content`: the page is no such document. */
  | { readonly kind: 'none'; readonly reason: string; readonly detail: string };

const document = v.object({
  realm: v.optional(v.string(), ''),
  serviceName: v.optional(v.string(), ''),
  issuer: v.string(),
  keys: v.array(
    v.object({ keyvalue: v.optional(v.object({ value: v.optional(v.string(), '') })) }),
  ),
});

function readDocument(answer: WebAnswer, crypto: Crypto): MetadataDocument {
  if (answer.kind === 'no-answer')
    return { kind: 'none', reason: answer.reason, detail: answer.detail };
  if (answer.status !== 200)
    return { kind: 'none', reason: 'status', detail: String(answer.status) };
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), document), answer.body);
  if (!parsed.success) return { kind: 'none', reason: 'content', detail: parsed.issues[0].message };
  const { issuer, realm, serviceName, keys } = parsed.output;
  const known = keys.flatMap(({ keyvalue }) => crypto.certificate(keyvalue?.value ?? '') ?? []);
  return {
    kind: 'document',
    issuer,
    realm,
    serviceName,
    keys: known,
  };
}

/** The metadata document of server-to-server authentication at an address; its TLS certificate is checked. */
export const metadataDocument: ReadDefinition<MetadataDocument | null> = {
  id: 'metadata-document',
  target: 'workstation',
  title: (args) => message('core.read.metadata-document', { address: args['url'] ?? '' }),
  query: (args) => inside(required(args, 'url')),
  parse: (answer, crypto) => (answer.kind === 'web' ? readDocument(answer.answer, crypto) : null),
  facts: (value) => {
    if (value === null) return {};
    if (value.kind === 'none') return { none: value.reason };
    const { issuer, realm, serviceName } = value;
    return { issuer, realm, serviceName, keys: value.keys.map((key) => key.thumbprint).sort() };
  },
};

/** Whether a server's web services answer. Every build since Exchange 2013 has this page, without a sign-in. */
export const serverHealth: ReadDefinition<boolean | null> = {
  id: 'server-health',
  target: 'workstation',
  title: (args) => message('core.read.server-health', { server: args['server'] ?? '' }),
  query: (args) => inside(`https://${required(args, 'server')}/owa/healthcheck.htm`),
  parse: (answer) =>
    answer.kind === 'web' ? answer.answer.kind === 'answer' && answer.answer.status === 200 : null,
  facts: (value) => (value === null ? {} : { healthy: value }),
};

/** Whether a name has an address in the organisation's DNS. */
export const nameAddresses: ReadDefinition<readonly string[] | null> = {
  id: 'name-addresses',
  target: 'workstation',
  title: (args) => message('core.read.name-addresses', { host: args['host'] ?? '' }),
  query: (args) => ({ kind: 'name', host: required(args, 'host') }),
  parse: (answer) => (answer.kind === 'name' ? answer.addresses : null),
  facts: (value) => (value === null ? {} : { exists: value.length > 0 }),
};
