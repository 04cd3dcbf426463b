/**
 * What the organisation publishes to the Internet: EWS and AutoDiscover at the host names of its directories and
 * domains. The lab has one address, so the host stands in the path: `/published/HOST/…`. The challenge is that of a
 * published trace (reference: lab-truth, section 4), the answer of AutoDiscover v2 that of Microsoft's articles. What
 * AutoDiscover v2 says to an address that nobody has is inferred.
 */
import { hasMailbox } from '../exchange/cmdlets/client-access';
import type { Directory, View } from '../exchange/directory';
import { fold } from '../exchange/names';
import type { VirtualDirectoryData } from '../exchange/state';
import { latestDirectory } from '../fault-directory';
import type { World } from '../world';
import type { WebAnswer, WebRequest } from './web';
import { ConnectionDropped, json } from './web';

const PREFIX = '/published/';
const CLOUD = 'https://outlook.office365.com';
const BEARER =
  'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", ' +
  'trusted_issuers="00000001-0000-0000-c000-000000000000@*", ' +
  'token_types="app_asserted_user_v1 service_asserted_app_v1", ' +
  'authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"';

/** The answer of a published address; undefined for other paths. A host that is not the organisation's does not answer. */
export function answerPublished(world: World, request: WebRequest): WebAnswer | undefined {
  if (!request.path.startsWith(PREFIX)) return undefined;
  const [host = '', ...parts] = request.path.slice(PREFIX.length).split('/');
  const directory = latestDirectory(world.state);
  if (world.has('not-published') || !hostsOf(directory).has(host)) throw new ConnectionDropped();
  if (world.has('pre-authentication')) return gate(host);
  const path = parts.join('/').toLowerCase();
  return path === 'autodiscover/autodiscover.json'
    ? autodiscover(world, directory, request)
    : challenge(directory, path.startsWith('ews/') ? 'EWS' : 'Autodiscover');
}

function directoriesOf(directory: Directory): readonly VirtualDirectoryData[] {
  return directory.list('virtualDirectory').map(({ data }) => data);
}

function hostsOf(directory: Directory): ReadonlySet<string> {
  const addresses = directoriesOf(directory).flatMap(({ externalUrl }) => externalUrl ?? []);
  const domains = directory.list('acceptedDomain').map(({ data }) => data.domainName);
  return new Set([
    ...addresses.map((address) => new URL(address).host),
    ...domains.map((domain) => `autodiscover.${domain}`),
  ]);
}

/** A gate's own page for signing in. */
function gate(host: string): WebAnswer {
  const location = `https://${host}/my.policy`;
  return { status: 302, headers: { location, server: 'gateway' }, body: '' };
}

/** The load balancer may choose any server: one that takes tokens is enough for the challenge. */
function challenge(directory: Directory, kind: VirtualDirectoryData['kind']): WebAnswer {
  const takesTokens = directoriesOf(directory).some(
    (item) => item.kind === kind && item.authenticationMethods.includes('OAuth'),
  );
  const schemes = [...(takesTokens ? [BEARER] : []), 'Negotiate', 'NTLM'];
  return { status: 401, headers: { 'www-authenticate': schemes.join(', ') }, body: '' };
}

function autodiscover(world: World, directory: Directory, request: WebRequest): WebAnswer {
  const address = fold(`smtp:${request.query.get('Email') ?? ''}`);
  const owner = directory
    .list('account')
    .find(({ data }) => data.emailAddresses.some((item) => fold(item) === address));
  if (owner === undefined)
    return json(404, { ErrorCode: 'UserNotFound', ErrorMessage: 'practice text' });
  if (owner.data.type === 'RemoteUserMailbox') return toCloud(request);
  return json(200, { Protocol: 'EWS', Url: webServices(world, directory, owner) });
}

function toCloud(request: WebRequest): WebAnswer {
  const location = `${CLOUD}/autodiscover/autodiscover.json?${request.query.toString()}`;
  return { status: 302, headers: { location }, body: '' };
}

function webServices(world: World, directory: Directory, owner: View<'account'>): string {
  const external = directoriesOf(directory).find(
    (item) => item.kind === 'EWS' && item.externalUrl !== null,
  )?.externalUrl;
  const isHere = hasMailbox(owner) && !world.has('autodiscover-v2-wrong');
  return isHere && external !== undefined && external !== null
    ? external
    : `${CLOUD}/EWS/Exchange.asmx`;
}
