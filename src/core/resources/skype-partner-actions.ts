/** Actions on the pool's partner application in Exchange. Sources: article 000; the Set-PartnerApplication page. */
import type { Action } from '../model/action';
import type { ParameterValue } from '../model/command';
import type { ExpectedFacts } from '../model/facts';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import type { DocumentApplication } from '../reads/service-points';
import { documentApplications } from '../reads/service-points';
import type { PlanContext } from './context';
import { pinned, truth } from './context';
import type { SkypeLink } from './skype-account';
import { skypeAccountActions } from './skype-account';
import { issuerActions } from './skype-certificate';
import { applicationsRequest } from './skype-state';

/** The resource of the application. */
export const SELF = { id: 'skype-partner', step: 'sfb-partner' } as const;

/** Runs the script: makes the application where there is none. */
export function runScript(context: PlanContext, url: string): Action {
  const key = url.toLowerCase();
  const id = 'skype-partner.configure';
  const guid = { from: id, property: `${key}/Guid` };
  const read = applicationsRequest(context);
  return {
    id,
    step: SELF.step,
    resource: SELF.id,
    target: 'local',
    kind: 'add',
    operation: pinned(context, 'Configure-EnterprisePartnerApplication.ps1', {
      AuthMetaDataUrl: url,
      ApplicationType: 'Lync',
    }),
    reason: message('core.reason.skype-partner', { address: url }),
    article: 'article-000',
    departs: message('core.departs.skype-partner'),
    tags: [],
    dependsOn: [...issuerActions(context), ...skypeAccountActions(context)],
    differences: [
      { property: 'PartnerApplication', before: '-', after: 'LyncEnterprise-…' },
      { property: 'AuthMetadataUrl', before: '-', after: url },
    ],
    read,
    before: { [`${key}/count`]: 0 },
    after: { [`${key}/count`]: 1, [`${key}/Enabled`]: true },
    undo: {
      kind: 'operation',
      operation: pinned(context, 'Remove-PartnerApplication', { Identity: guid, Confirm: false }),
      target: 'exchange',
      read,
      before: { [`${key}/Guid`]: guid },
      after: { [`${key}/count`]: 0 },
    },
  };
}

/** Links an application that has no account. */
export function linkAction(
  context: PlanContext,
  item: DocumentApplication,
  link: Exclude<SkypeLink, { kind: 'unavailable' }>,
): Action {
  return setAction(context, item, {
    verb: 'link',
    property: 'LinkedAccount',
    send: link.value,
    expect: link.value,
    old: '',
    shown: link.name,
    dependsOn: skypeAccountActions(context),
  });
}

interface Setting {
  readonly verb: string;
  readonly property: 'Enabled' | 'LinkedAccount';
  readonly send: ParameterValue;
  readonly expect: ExpectedFacts[string];
  readonly old: string | boolean;
  readonly shown?: string;
  readonly dependsOn: readonly string[];
}

/** Sets one property of an application, with its way back. */
export function setAction(
  context: PlanContext,
  item: DocumentApplication,
  setting: Setting,
): Action {
  const { verb, property, send, expect, old, dependsOn } = setting;
  const key = item.metadataUrl.toLowerCase();
  const read = readRequest(documentApplications, {
    domainController: context.inputs.domainController,
  });
  const set = (value: ParameterValue): Action['operation'] =>
    pinned(context, 'Set-PartnerApplication', { Identity: item.guid, [property]: value });
  const state = (value: ExpectedFacts[string]): ExpectedFacts => ({
    [`${key}/Guid`]: item.guid,
    [`${key}/${property}`]: value,
  });
  return {
    id: `skype-partner.${verb}`,
    step: SELF.step,
    resource: SELF.id,
    target: 'exchange',
    kind: 'change',
    operation: set(send),
    reason: message(`core.reason.skype-partner-${verb}`, {
      name: item.name,
      account: setting.shown ?? '',
    }),
    article: 'article-000',
    tags: [],
    dependsOn,
    differences: [
      {
        property,
        before: typeof old === 'boolean' ? truth(old) : '-',
        after: setting.shown ?? 'True',
      },
    ],
    read,
    before: state(old),
    after: state(expect),
    undo: {
      kind: 'operation',
      operation: set(old),
      read,
      before: state(expect),
      after: state(old),
    },
  };
}

/** Lets an application take the pool’s present keys. */
export function refreshAction(
  context: PlanContext,
  item: DocumentApplication,
  missing: readonly string[],
  dependsOn: readonly string[],
): Action {
  const key = item.metadataUrl.toLowerCase();
  const named = dependsOn.length > 0 ? [context.inputs.issuerThumbprint.toUpperCase()] : [];
  const added = [...new Set([...missing, ...named])].filter((thumbprint) => thumbprint !== '');
  const state = (is: boolean): ExpectedFacts =>
    Object.fromEntries(added.map((thumbprint) => [`${key}/key/${thumbprint}`, is]));
  return {
    id: 'skype-partner.refresh',
    step: SELF.step,
    resource: SELF.id,
    target: 'exchange',
    kind: 'change',
    operation: pinned(context, 'Set-PartnerApplication', {
      Identity: item.guid,
      RefreshAuthMetadata: true,
    }),
    reason: message('core.reason.skype-partner-refresh', { name: item.name }),
    article: 'article-000',
    tags: [],
    dependsOn,
    differences: [
      {
        property: 'CertificateStrings',
        before: item.thumbprints.join(', ') || '-',
        after: added.join(', '),
      },
    ],
    read: applicationsRequest(context),
    before: { [`${key}/Guid`]: item.guid, ...state(false) },
    after: { [`${key}/Guid`]: item.guid, ...state(true) },
    undo: { kind: 'none', reason: message('core.undo.skype-partner-refresh'), holds: false },
  };
}
