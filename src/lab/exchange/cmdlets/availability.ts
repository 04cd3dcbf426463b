/** Get-, Add- and Remove-AvailabilityAddressSpace. */
import { configurationName } from '../configuration';
import type { View } from '../directory';
import { configurationIdentities, getObjects, oneObject } from '../identity';
import { fold } from '../names';
import { configurationRow } from '../rows';
import type { Row, Session } from '../session';
import type { AddressSpaceData } from '../state';
import type { Handler } from './handler';

/** Get-AvailabilityAddressSpace. */
export const getAvailabilityAddressSpace: Handler = (session, parameters) =>
  getObjects(
    session,
    session.directory.list('addressSpace'),
    (view) => configurationIdentities(session, view),
    parameters.text('Identity'),
  ).map((view) => spaceRow(session, view));

/** Add-AvailabilityAddressSpace. The object is named after its forest. */
export const addAvailabilityAddressSpace: Handler = (session, parameters) => {
  const data: AddressSpaceData = {
    name: parameters.required('ForestName'),
    accessMethod: parameters.required('AccessMethod'),
    proxyUrl: parameters.text('ProxyUrl') ?? null,
    targetAutodiscoverEpr: parameters.text('TargetAutodiscoverEpr') ?? null,
    useServiceAccount: parameters.flag('UseServiceAccount') ?? false,
  };
  const holder = session.directory
    .list('addressSpace')
    .find((view) => fold(view.data.name) === fold(data.name));
  if (holder !== undefined) throw session.alreadyExists(configurationName(session, holder));
  const view = session.directory.create('addressSpace', session.guid('address space'), data);
  return [spaceRow(session, view)];
};

/** Remove-AvailabilityAddressSpace. */
export const removeAvailabilityAddressSpace: Handler = (session, parameters) => {
  const all = session.directory.list('addressSpace');
  const identities = (view: View<'addressSpace'>) => configurationIdentities(session, view);
  const view = oneObject(session, all, identities, parameters.required('Identity'));
  session.directory.remove('addressSpace', view.guid);
  return [];
};

function spaceRow(session: Session, view: View<'addressSpace'>): Row {
  const { data } = view;
  return configurationRow(session, view, {
    ForestName: data.name,
    UserName: '',
    UseServiceAccount: data.useServiceAccount,
    AccessMethod: data.accessMethod,
    ProxyUrl: data.proxyUrl,
    TargetAutodiscoverEpr: data.targetAutodiscoverEpr,
    ParentPathId: 'CN=Availability Configuration',
  });
}
