/** Get- and Set-WebServicesVirtualDirectory, Get- and Set-AutodiscoverVirtualDirectory. */
import type { Bound } from '../binding';
import type { View } from '../directory';
import { configurationIdentities, getObjects, oneObject } from '../identity';
import { configurationRow } from '../rows';
import type { Row, Session } from '../session';
import type { VirtualDirectoryData } from '../state';
import { sameData, warnUnchanged } from './changes';
import type { Handler } from './handler';
import { serverFqdn, serverIdentities } from './servers';

/** Get-WebServicesVirtualDirectory. */
export const getWebServicesVirtualDirectory = virtualDirectories('EWS', {
  CertificateAuthentication: null,
  InternalNLBBypassUrl: null,
  GzipLevel: 'Low',
  MRSProxyEnabled: false,
});

/** Get-AutodiscoverVirtualDirectory. Its addresses stay empty: clients use the service connection point. */
export const getAutodiscoverVirtualDirectory = virtualDirectories('Autodiscover', {});

function virtualDirectories(kind: VirtualDirectoryData['kind'], more: Row): Handler {
  return (session, parameters) => {
    const all = session.directory
      .list('virtualDirectory')
      .filter((view) => view.data.kind === kind);
    const server = parameters.text('Server');
    const onServer =
      server === undefined
        ? all
        : all.filter((view) => view.data.server === serverNamed(session, server));
    return getObjects(
      session,
      onServer,
      (view) => configurationIdentities(session, view, [directoryIdentity(view.data)]),
      parameters.text('Identity'),
    ).map((view) => directoryRow(session, view, more));
  };
}

function serverNamed(session: Session, typed: string): string {
  const servers = session.directory.list('server');
  return oneObject(session, servers, (view) => serverIdentities(session, view), typed).data.name;
}

/** `EX01\EWS (Default Web Site)`. */
function directoryIdentity(data: VirtualDirectoryData): string {
  return `${data.server}\\${data.name}`;
}

function directoryRow(session: Session, view: View<'virtualDirectory'>, more: Row): Row {
  const { data } = view;
  const methods = data.authenticationMethods;
  const has = (method: string): boolean => methods.includes(method);
  const version = session.directory.list('server').find((item) => item.data.name === data.server)
    ?.data.version;
  return configurationRow(
    session,
    view,
    {
      ...more,
      InternalAuthenticationMethods: [...methods],
      ExternalAuthenticationMethods: [...methods],
      LiveIdNegotiateAuthentication: null,
      WSSecurityAuthentication: has('WSSecurity'),
      LiveIdBasicAuthentication: false,
      BasicAuthentication: has('Basic'),
      DigestAuthentication: false,
      WindowsAuthentication: has('WindowsIntegrated'),
      OAuthAuthentication: has('OAuth'),
      AdfsAuthentication: false,
      MetabasePath: `IIS://${serverFqdn(session, data.server)}/W3SVC/1/ROOT/${data.kind}`,
      Path: `C:\\Program Files\\Microsoft\\Exchange Server\\V15\\FrontEnd\\HttpProxy\\${data.kind}`,
      ExtendedProtectionTokenChecking: 'None',
      ExtendedProtectionFlags: [],
      ExtendedProtectionSPNList: [],
      AdminDisplayVersion: version ?? '',
      Server: data.server,
      InternalUrl: data.internalUrl,
      ExternalUrl: data.externalUrl,
    },
    directoryIdentity(data),
  );
}

/** Set-WebServicesVirtualDirectory. */
export const setWebServicesVirtualDirectory: Handler = (session, parameters) =>
  setDirectory('EWS', session, parameters);

/** Set-AutodiscoverVirtualDirectory. */
export const setAutodiscoverVirtualDirectory: Handler = (session, parameters) =>
  setDirectory('Autodiscover', session, parameters);

/** Methods of authentication and the parameters that switch them. Windows authentication brings NTLM along. */
const METHODS = [
  ['BasicAuthentication', ['Basic']],
  ['WindowsAuthentication', ['Ntlm', 'WindowsIntegrated']],
  ['WSSecurityAuthentication', ['WSSecurity']],
  ['OAuthAuthentication', ['OAuth']],
] as const;

function setDirectory(
  kind: VirtualDirectoryData['kind'],
  session: Session,
  parameters: Bound,
): readonly Row[] {
  const all = session.directory.list('virtualDirectory').filter((view) => view.data.kind === kind);
  const identities = (view: View<'virtualDirectory'>) =>
    configurationIdentities(session, view, [directoryIdentity(view.data)]);
  const view = oneObject(session, all, identities, parameters.required('Identity'));
  const address = (name: string, before: string | null): string | null => {
    const text = parameters.text(name);
    return text === undefined ? before : text === '' ? null : text;
  };
  const data: VirtualDirectoryData = {
    ...view.data,
    internalUrl: address('InternalUrl', view.data.internalUrl),
    externalUrl: address('ExternalUrl', view.data.externalUrl),
    authenticationMethods: changedMethods(view.data.authenticationMethods, parameters),
  };
  if (sameData(view.data, data)) return warnUnchanged(session, directoryIdentity(view.data));
  session.directory.update('virtualDirectory', view.guid, data);
  return [];
}

function changedMethods(before: readonly string[], parameters: Bound): readonly string[] {
  let methods = before;
  for (const [parameter, names] of METHODS) {
    const wanted = parameters.flag(parameter);
    if (wanted === undefined) continue;
    const others = methods.filter((method) => !names.some((name) => name === method));
    const missing = names.filter((name) => !methods.includes(name));
    methods = wanted ? [...methods, ...missing] : others;
  }
  return methods;
}
