/**
 * OAuth on the virtual directories of EWS and AutoDiscover, server by server. A 401 to a token that is right is most
 * often a directory that does not take tokens. Sources: Set-WebServicesVirtualDirectory and
 * Set-AutodiscoverVirtualDirectory pages; FreeBusyChecker of CSS-Exchange.
 */
import type { Action } from '../model/action';
import { message } from '../model/message';
import type { ReadDefinition } from '../reads/definition';
import type { VirtualDirectory } from '../reads/web-services';
import { autodiscoverDirectories, takesOAuth, webServicesDirectories } from '../reads/web-services';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, pinned, planned, stateOf } from './context';
import type { Self } from './oauth-common';
import {
  STEP,
  finding,
  lookPinned,
  pinnedReads,
  pinnedRequest,
  selfOf,
  unread,
} from './oauth-common';

interface Kind {
  readonly id: string;
  readonly name: string;
  readonly cmdlet: string;
  readonly read: ReadDefinition<VirtualDirectory[]>;
}

function directoryResource(kind: Kind): Resource {
  const self = selfOf(kind.id);
  return {
    ...self,
    reads: (context) => pinnedReads(context, [kind.read]),
    plan: (context) => planDirectories(context, kind, self),
  };
}

/** EWS: what Teams and Exchange Online call. */
export const webServicesOAuthResource = directoryResource({
  id: 'web-services-oauth',
  name: 'EWS',
  cmdlet: 'Set-WebServicesVirtualDirectory',
  read: webServicesDirectories,
});

/** AutoDiscover: where they ask for the address of EWS. */
export const autodiscoverOAuthResource = directoryResource({
  id: 'autodiscover-oauth',
  name: 'AutoDiscover',
  cmdlet: 'Set-AutodiscoverVirtualDirectory',
  read: autodiscoverDirectories,
});

function planDirectories(context: PlanContext, kind: Kind, self: Self): ResourcePlan {
  const title = message(`core.resource.${kind.id}`);
  const looked = lookPinned(context, kind.read);
  if (looked.status !== 'read') return unread(self, title, kind.name, [looked]);
  const rows = looked.value.map((item) =>
    compare(`${item.Server} ${kind.name}`, 'OAuth', takesOAuth(item) ? 'OAuth' : '-'),
  );
  const off = looked.value.filter((item) => !takesOAuth(item));
  return {
    resource: planned(self, title, stateOf(rows), rows),
    actions: off.map((item) => allowTokens(context, kind, item, self)),
    findings: off.map((item) =>
      finding(self, 'HX-VDIR', { server: item.Server, directory: kind.name }),
    ),
  };
}

function allowTokens(
  context: PlanContext,
  kind: Kind,
  found: VirtualDirectory,
  self: Self,
): Action {
  const read = pinnedRequest(context, kind.read);
  const set = (OAuthAuthentication: boolean): Action['operation'] =>
    pinned(context, kind.cmdlet, { Identity: found.Guid, OAuthAuthentication });
  const state = (on: boolean): Action['before'] => ({ [`${found.Guid}/OAuth`]: on });
  return {
    id: `${kind.id}.${found.Server}.${found.Guid}`,
    step: STEP,
    resource: self.id,
    target: 'exchange',
    kind: 'change',
    operation: set(true),
    reason: message('core.reason.allow-tokens', { server: found.Server, directory: kind.name }),
    article: 'oauth-exchange',
    tags: ['interrupts-service'],
    dependsOn: [],
    differences: [
      {
        property: `${found.Server} ${found.Name} OAuthAuthentication`,
        before: 'False',
        after: 'True',
      },
    ],
    read,
    before: state(false),
    after: state(true),
    undo: {
      kind: 'operation',
      operation: set(false),
      read,
      before: state(true),
      after: state(false),
    },
  };
}
