/** Get-, New-, Set- and Remove-SettingOverride, and Get-ExchangeDiagnosticInfo, which makes a server load them. */
import { configurationName } from '../configuration';
import type { View } from '../directory';
import { PRACTICE } from '../errors';
import { configurationIdentities, getObjects, oneObject } from '../identity';
import { fold } from '../names';
import { loadedOverrides } from '../overrides';
import { configurationRow, remoting, utc } from '../rows';
import { sessionServer } from '../session';
import type { Row, Session } from '../session';
import type { SettingOverrideData } from '../state';
import { escapeXml } from '../xml';
import { sameData, warnUnchanged } from './changes';
import type { Handler } from './handler';
import { serverIdentities } from './servers';

/** Get-SettingOverride. */
export const getSettingOverride: Handler = (session, parameters) =>
  getObjects(
    session,
    session.directory.list('settingOverride'),
    (view) => configurationIdentities(session, view),
    parameters.text('Identity'),
  ).map((view) => settingOverrideRow(session, view));

function settingOverrideRow(session: Session, view: View<'settingOverride'>): Row {
  const { component, section, parameters, reason, servers } = view.data;
  const modifiedBy = `${session.organisation.forest}/Users/Administrator`;
  const attributes = [
    ['CN', component],
    ['SN', section],
    ['MB', modifiedBy],
    ['R', reason],
  ].map(([name, value]) => ` ${name ?? ''}="${escapeXml(value ?? '')}"`);
  const items = parameters.map((item) => `<P>${escapeXml(item)}</P>`).join('');
  return configurationRow(session, view, {
    ComponentName: component,
    SectionName: section,
    AppId: 'EXO',
    FlightName: null,
    ModifiedBy: modifiedBy,
    Reason: reason,
    MinVersion: null,
    MaxVersion: null,
    FixVersion: null,
    Server: servers.length === 0 ? null : [...servers],
    IsFlight: false,
    Parameters: [...parameters],
    Status: 'Accepted',
    XmlRaw: `<S${attributes.join('')}><Ps>${items}</Ps></S>`,
  });
}

/** New-SettingOverride. Refusals of an unknown component or section are not published: the lab takes any. */
export const newSettingOverride: Handler = (session, parameters) => {
  const data: SettingOverrideData = {
    name: parameters.required('Name'),
    component: parameters.required('Component'),
    section: parameters.required('Section'),
    parameters: parameters.texts('Parameters') ?? [],
    reason: parameters.required('Reason'),
    servers: parameters.texts('Server') ?? [],
  };
  const holder = session.directory
    .list('settingOverride')
    .find((view) => fold(view.data.name) === fold(data.name));
  if (holder !== undefined) throw session.alreadyExists(configurationName(session, holder));
  const guid = session.guid('setting override');
  return [settingOverrideRow(session, session.directory.create('settingOverride', guid, data))];
};

/** Set-SettingOverride. */
export const setSettingOverride: Handler = (session, parameters) => {
  const view = find(session, parameters.required('Identity'));
  const data: SettingOverrideData = {
    ...view.data,
    parameters: parameters.texts('Parameters') ?? view.data.parameters,
    reason: parameters.text('Reason') ?? view.data.reason,
    servers: parameters.texts('Server') ?? view.data.servers,
  };
  if (sameData(view.data, data)) return warnUnchanged(session, view.data.name);
  session.directory.update('settingOverride', view.guid, data);
  return [];
};

/** Remove-SettingOverride. */
export const removeSettingOverride: Handler = (session, parameters) => {
  session.directory.remove('settingOverride', find(session, parameters.required('Identity')).guid);
  return [];
};

function find(session: Session, typed: string): View<'settingOverride'> {
  const all = session.directory.list('settingOverride');
  return oneObject(session, all, (view) => configurationIdentities(session, view), typed);
}

const TOPOLOGY_SERVICE = /^(microsoft\.exchange\.directory\.topologyservice)(\.exe)?$/i;

/**
 * Get-ExchangeDiagnosticInfo of the topology service's VariantConfiguration. With `Refresh` the server loads the
 * setting overrides; without, it tells those it has. The form of an override in it is inferred.
 */
export const getExchangeDiagnosticInfo: Handler = (session, parameters) => {
  const server = diagnosedServer(session, parameters.text('Server'));
  const component = parameters.text('Component') ?? '';
  const isKnown =
    TOPOLOGY_SERVICE.test(parameters.text('Process') ?? '') &&
    fold(component) === 'variantconfiguration';
  if (!isKnown)
    throw session.error('InvalidOperationException', `${PRACTICE} No such process or component.`);
  if (/(^|,)\s*refresh\s*(,|$)/i.test(parameters.text('Argument') ?? ''))
    session.organisation.overridesLoaded[server.data.name] = session.now;
  const { SerializationData, ...note } = remoting(session, `diagnostics ${server.data.name}`);
  return [
    {
      SerializationData,
      ...note,
      Result: report(session, server),
      Identity: null,
      IsValid: true,
      ObjectState: 'New',
    },
  ];
};

function diagnosedServer(session: Session, typed: string | undefined): View<'server'> {
  const wanted = typed === undefined || typed === '' ? sessionServer(session.organisation) : typed;
  const all = session.directory.list('server');
  return oneObject(session, all, (view) => serverIdentities(session, view), wanted);
}

/** The report. Its build is that of the program file, which shows hotfix updates; AdminDisplayVersion does not. */
function report(session: Session, { data, created }: View<'server'>): string {
  const overrides = loadedOverrides(session, data.name).map(
    (item) =>
      `<Override Name="${escapeXml(item.name)}" ComponentName="${escapeXml(item.component)}" SectionName="${escapeXml(item.section)}">` +
      `${item.parameters.map((text) => `<Parameter>${escapeXml(text)}</Parameter>`).join('')}</Override>`,
  );
  const updated = utc(session.organisation.overridesLoaded[data.name] ?? created);
  return [
    '<Diagnostics>',
    '  <ProcessInfo>',
    '    <id>4564</id>',
    `    <serverName>${escapeXml(data.name)}</serverName>`,
    `    <startTime>${utc(created)}</startTime>`,
    `    <currentTime>${utc(session.now)}</currentTime>`,
    `    <fastTrainExchangeVersion>${data.build}</fastTrainExchangeVersion>`,
    '  </ProcessInfo>',
    '  <Components>',
    '    <VariantConfiguration>',
    `      <Overrides Updated="${updated}">${overrides.join('')}</Overrides>`,
    '    </VariantConfiguration>',
    '  </Components>',
    '</Diagnostics>',
  ].join('\r\n');
}
