/** Archiving and the unified contact store. Values of a fresh installation; lists of properties are inferred. */
import type { Row } from '../../exchange/session';
import { fold } from '../../exchange/names';
import type { SkypeSession } from '../session';
import type { ArchivingPolicyState, ArchivingState } from '../state';
import type { SkypeHandler } from './handler';

/** Get-CsArchivingConfiguration. */
export const getCsArchivingConfiguration: SkypeHandler = (session, parameters) => {
  session.onlyGlobal(parameters.text('Identity'));
  const { enableArchiving, enableExchangeArchiving } = session.skype.archiving;
  return [
    session.row({
      Identity: 'Global',
      EnableArchiving: enableArchiving,
      EnableExchangeArchiving: enableExchangeArchiving,
      EnablePurging: false,
      PurgeExportedArchivesOnly: false,
      BlockOnArchiveFailure: false,
      KeepArchivingDataForDays: 14,
      PurgeHourOfDay: 2,
      ArchiveDuplicateMessages: true,
      CachePurgingInterval: 24,
    }),
  ];
};

/** Set-CsArchivingConfiguration. */
export const setCsArchivingConfiguration: SkypeHandler = (session, parameters) => {
  session.onlyGlobal(parameters.text('Identity'));
  const before = session.skype.archiving;
  session.skype.archiving = {
    enableArchiving: kind(parameters.text('EnableArchiving')) ?? before.enableArchiving,
    enableExchangeArchiving:
      parameters.flag('EnableExchangeArchiving') ?? before.enableExchangeArchiving,
  };
  return [];
};

function kind(text: string | undefined): ArchivingState['enableArchiving'] | undefined {
  return text === 'None' || text === 'ImOnly' || text === 'ImAndWebConf' ? text : undefined;
}

/** Get-CsArchivingPolicy. */
export const getCsArchivingPolicy: SkypeHandler = (session, parameters) =>
  session
    .named(session.skype.archivingPolicies, parameters.text('Identity'))
    .map((item) => policyRow(session, item));

function policyRow(session: SkypeSession, item: ArchivingPolicyState): Row {
  return session.row({
    Identity: item.identity,
    Description: item.description,
    ArchiveInternal: item.archiveInternal,
    ArchiveExternal: item.archiveExternal,
  });
}

/** New-CsArchivingPolicy: a policy for users has `Tag:` in front of its name. */
export const newCsArchivingPolicy: SkypeHandler = (session, parameters) => {
  const typed = parameters.required('Identity');
  const identity = typed.includes(':') ? typed : `Tag:${typed}`;
  const { archivingPolicies } = session.skype;
  if (archivingPolicies.some((item) => fold(item.identity) === fold(identity)))
    throw session.refusal('ItemExists', `"${identity}" is there already.`);
  const made: ArchivingPolicyState = {
    identity,
    description: parameters.text('Description') ?? '',
    archiveInternal: parameters.flag('ArchiveInternal') ?? false,
    archiveExternal: parameters.flag('ArchiveExternal') ?? false,
  };
  archivingPolicies.push(made);
  return [policyRow(session, made)];
};

/** Set-CsArchivingPolicy; without an identity the global one. */
export const setCsArchivingPolicy: SkypeHandler = (session, parameters) => {
  const { archivingPolicies } = session.skype;
  const before = session.one(archivingPolicies, parameters.text('Identity') ?? 'Global');
  const changed: ArchivingPolicyState = {
    ...before,
    description: parameters.text('Description') ?? before.description,
    archiveInternal: parameters.flag('ArchiveInternal') ?? before.archiveInternal,
    archiveExternal: parameters.flag('ArchiveExternal') ?? before.archiveExternal,
  };
  session.skype.archivingPolicies = archivingPolicies.map((item) =>
    item === before ? changed : item,
  );
  return [];
};

/** Get-CsUserServicesPolicy. */
export const getCsUserServicesPolicy: SkypeHandler = (session, parameters) =>
  session.named(session.skype.userServicesPolicies, parameters.text('Identity')).map((item) =>
    session.row({
      Identity: item.identity,
      UcsAllowed: item.ucsAllowed,
      MigrationDelayInDays: 0,
      EnableAwaySinceIndication: false,
    }),
  );

/** Set-CsUserServicesPolicy; without an identity the global one. */
export const setCsUserServicesPolicy: SkypeHandler = (session, parameters) => {
  const { userServicesPolicies } = session.skype;
  const before = session.one(userServicesPolicies, parameters.text('Identity') ?? 'Global');
  const ucsAllowed = parameters.flag('UcsAllowed') ?? before.ucsAllowed;
  session.skype.userServicesPolicies = userServicesPolicies.map((item) =>
    item === before ? { ...before, ucsAllowed } : item,
  );
  return [];
};
