/**
 * Metadata documents of server-to-server authentication, as both sides publish them. The form is the one published for
 * Exchange; that Skype for Business Server's has the same, and which certificates it lists, is inferred.
 */
import { createHash } from 'node:crypto';
import { APPLICATIONS } from '../../shared/applications';
import { guidOf } from '../deterministic';
import { parseUrl } from '../oauth/metadata';
import { settledDirectory } from '../fault-directory';
import { certificateOf, issuerOn } from '../skype/issuer';
import type { WorldState } from '../world';
import { isPoolHost, reach } from './hosts';

/** What a document says. Keys are base64 DER. */
export interface AuthDocument {
  readonly id: string;
  readonly name: string;
  readonly realm: string;
  readonly keys: readonly string[];
}

/** A document, or the end of the web exception's text. */
export type FetchedDocument =
  | { readonly ok: true; readonly document: AuthDocument }
  | { readonly ok: false; readonly reason: string };

/** A page of one of the hosts. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const SKYPE_PATH = '/metadata/json/1';
const EXCHANGE_PATH = '/autodiscover/metadata/json/1';
const HEALTH = /^\/(autodiscover|ews|mapi|oab|owa)\/healthcheck\.htm$/;
const SERVICES = /^\/(autodiscover|ews|owa|ecp|powershell)(\/|$)/;

/** The document that a front end publishes. */
function skypeDocument(world: WorldState, computer: string): AuthDocument | undefined {
  const { skype, now } = world;
  if (skype === null) return undefined;
  const { current, previous, next } = issuerOn(skype, computer, now);
  const keys = [current, next, previous].flatMap(
    (thumbprint) => certificateOf(skype, thumbprint)?.raw ?? [],
  );
  const { serviceName: id, realm } = skype.oauth;
  return { id, realm, name: 'Skype for Business Server', keys };
}

/** The document of the Exchange organisation. */
function exchangeDocument(world: WorldState): AuthDocument {
  const directory = settledDirectory(world);
  const [config] = directory.list('authConfig');
  const domain = directory.list('acceptedDomain').find((view) => view.data.isDefault);
  const keys = [config?.data.current, config?.data.next].flatMap(
    (wanted) =>
      world.organisation.certificates.find((item) => item.thumbprint === wanted)?.raw ?? [],
  );
  return {
    id: APPLICATIONS.exchangeOnline,
    realm: domain?.data.domainName ?? world.organisation.forest,
    name: 'Exchange',
    keys,
  };
}

function documentAt(world: WorldState, host: string, path: string): AuthDocument | undefined {
  const reached = reach(world, host);
  const wanted = path.toLowerCase();
  if (reached.kind === 'front-end' && wanted === SKYPE_PATH)
    return skypeDocument(world, reached.computer);
  return reached.kind === 'exchange' && wanted === EXCHANGE_PATH
    ? exchangeDocument(world)
    : undefined;
}

/** What a host answers to a GET. */
export function pageAt(world: WorldState, host: string, path: string): Page {
  const document = documentAt(world, host, path);
  if (document !== undefined) return jsonPage(world, document, `https://${host}${path}`);
  const reached = reach(world, host);
  const text = (status: number, body: string): Page => ({ status, type: 'text/html', body });
  if (reached.kind !== 'exchange') return text(404, 'Not Found');
  const wanted = path.toLowerCase();
  const { forest } = world.organisation;
  if (HEALTH.test(wanted))
    return text(200, `200 OK<br/>${`${reached.server}.${forest}`.toUpperCase()}`);
  return SERVICES.test(wanted) ? text(401, 'Unauthorized') : text(404, 'Not Found');
}

function jsonPage(world: WorldState, document: AuthDocument, address: string): Page {
  const { id, realm, name } = document;
  const party = `${id}@${realm}`;
  const body = {
    id: `_${guidOf(world.seed, 'metadata', party)}`,
    version: '1.0',
    name,
    realm,
    serviceName: id,
    issuer: party,
    allowedAudiences: [party],
    keys: document.keys.map((raw) => ({
      usage: 'signing',
      keyinfo: { x5t: createHash('sha1').update(raw, 'base64').digest('base64url') },
      keyvalue: { type: 'x509Certificate', value: raw },
    })),
    endpoints: [{ location: address, protocol: 'OAuth2', usage: 'metadata' }],
  };
  return { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

/** Fetches a document as the servers do. `anyCertificate` is -TrustAnySSLCertificate. */
export function fetchDocument(
  world: WorldState,
  address: string,
  anyCertificate: boolean,
): FetchedDocument {
  const url = parseUrl(address);
  if (url === undefined)
    return failed('Invalid URI: The format of the URI could not be determined.');
  const reached = reach(world, url.hostname);
  if (reached.kind === 'no-name')
    return failed(`The remote name could not be resolved: '${url.hostname}'`);
  if (reached.kind === 'no-answer') return failed('Unable to connect to the remote server');
  const isDistrusted =
    world.faults.includes('sfb-metadata-untrusted') && isPoolHost(world, url.hostname);
  if (isDistrusted && !anyCertificate)
    return failed(
      'The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.',
    );
  const document =
    url.protocol === 'https:' ? documentAt(world, url.hostname, url.pathname) : undefined;
  return document === undefined
    ? failed('The remote server returned an error: (404) Not Found.')
    : { ok: true, document };
}

function failed(reason: string): FetchedDocument {
  return { ok: false, reason };
}
