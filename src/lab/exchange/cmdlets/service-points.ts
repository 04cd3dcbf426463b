/** Get- and Set-ClientAccessService: the service connection point of a server. ClientAccessServer is its older name. */
import { getObjects, oneObject } from '../identity';
import { configurationRow } from '../rows';
import type { Session } from '../session';
import type { View } from '../directory';
import type { Row } from '../session';
import { sameData, warnUnchanged } from './changes';
import type { Handler } from './handler';
import { serverFqdn, serverIdentities } from './servers';

/** Keyword of every AutoDiscover service connection point (general knowledge). */
const KEYWORD = '77378f46-2c66-4aa9-a6a6-3e7a48b19596';

/** Get-ClientAccessService and Get-ClientAccessServer. */
export const getClientAccessService: Handler = (session, parameters) =>
  getObjects(
    session,
    session.directory.list('server'),
    (view) => serverIdentities(session, view),
    parameters.text('Identity'),
  ).map((view) => row(session, view));

/** Set-ClientAccessService and Set-ClientAccessServer. $null empties the address. */
export const setClientAccessService: Handler = (session, parameters) => {
  const view = oneObject(
    session,
    session.directory.list('server'),
    (item) => serverIdentities(session, item),
    parameters.required('Identity'),
  );
  const uri = parameters.text('AutoDiscoverServiceInternalUri');
  const data =
    uri === undefined ? view.data : { ...view.data, autodiscoverUri: uri === '' ? null : uri };
  if (sameData(view.data, data)) return warnUnchanged(session, view.data.name);
  session.directory.update('server', view.guid, data);
  return [];
};

function row(session: Session, view: View<'server'>): Row {
  const { name, autodiscoverUri } = view.data;
  return configurationRow(session, view, {
    Fqdn: serverFqdn(session, name).toLowerCase(),
    ClientAccessArray: '',
    OutlookAnywhereEnabled: true,
    AutoDiscoverServiceCN: name,
    AutoDiscoverServiceClassName: 'ms-Exchange-AutoDiscover-Service',
    AutoDiscoverServiceInternalUri: autodiscoverUri,
    AutoDiscoverServiceGuid: KEYWORD,
    AutoDiscoverSiteScope: ['Default-First-Site-Name'],
    AlternateServiceAccountConfiguration: null,
  });
}
