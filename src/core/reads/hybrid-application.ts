/** Reads of the dedicated hybrid application: in the tenant, and what makes the servers use it. */
import * as v from 'valibot';
import type { Facts } from '../model/facts';
import { message } from '../model/message';
import type { ReadDefinition } from './definition';
import { cmdlet, parseBody, parseItems, psBoolean, psList, psText, required } from './definition';
import type { PrincipalKey } from './tenant';
import { keyCredentialSchema, keyFact, toKey } from './tenant';

const resourceAccess = v.array(
  v.object({
    resourceAppId: v.string(),
    resourceAccess: v.array(v.object({ id: v.string(), type: v.string() })),
  }),
);

const applicationsSchema = v.object({
  value: v.array(
    v.object({
      id: v.string(),
      appId: v.string(),
      displayName: v.string(),
      requiredResourceAccess: v.nullish(resourceAccess, []),
    }),
  ),
});
export type TenantApplication = v.InferOutput<typeof applicationsSchema>['value'][number];

/** A role that an application asks for, as a comparable text. */
export function roleFact(resourceApplicationId: string, roleId: string): string {
  return `role/${resourceApplicationId}/${roleId}`;
}

function applicationFacts(value: readonly TenantApplication[]): Facts {
  const [first] = value;
  if (first === undefined) return { applications: 0 };
  const roles = first.requiredResourceAccess.flatMap((resource) =>
    resource.resourceAccess
      .filter((item) => item.type === 'Role')
      .map((item) => [roleFact(resource.resourceAppId, item.id), true] as const),
  );
  return {
    applications: value.length,
    id: first.id,
    appId: first.appId,
    ...Object.fromEntries(roles),
  };
}

/** GET /applications by display name: the wizard and the script of Microsoft find the application by its exact name. */
export const applicationsByName: ReadDefinition<readonly TenantApplication[]> = {
  id: 'applications-by-name',
  target: 'tenant',
  title: (args) => message('core.read.applications-by-name', { name: args['name'] ?? '' }),
  query: (args) => {
    const name = encodeURIComponent(required(args, 'name').replaceAll("'", "''"));
    return {
      kind: 'graph',
      request: {
        method: 'GET',
        url: `/applications?$filter=displayName%20eq%20'${name}'&$select=id,appId,displayName,requiredResourceAccess`,
      },
    };
  },
  parse: (answer) => parseBody(applicationsSchema, answer)?.value ?? [],
  facts: applicationFacts,
};

const keysSchema = v.object({
  id: v.string(),
  appId: v.string(),
  displayName: v.nullish(v.string(), ''),
  keyCredentials: v.nullish(v.array(keyCredentialSchema), []),
});

/** Keys of an application; null where the application is gone. */
export interface ApplicationKeys {
  readonly id: string;
  readonly appId: string;
  readonly name: string;
  readonly keys: readonly PrincipalKey[];
}

/** GET /applications/{id} with its keys. */
export const applicationKeys: ReadDefinition<ApplicationKeys | null> = {
  id: 'application-keys',
  target: 'tenant',
  title: () => message('core.read.application-keys'),
  query: (args) => ({
    kind: 'graph',
    request: {
      method: 'GET',
      url: `/applications/${encodeURIComponent(required(args, 'id'))}?$select=id,appId,displayName,keyCredentials`,
    },
  }),
  parse: (answer, crypto) => {
    const body = parseBody(keysSchema, answer);
    if (body === undefined) return null;
    return {
      id: body.id,
      appId: body.appId,
      name: body.displayName === '' ? body.appId : body.displayName,
      keys: body.keyCredentials.map((item) => toKey(item, crypto)),
    };
  },
  facts: (value) =>
    value === null
      ? { found: false }
      : { found: true, id: value.id, keys: value.keys.map(keyFact).sort() },
};

const assignmentsSchema = v.object({
  value: v.array(v.object({ id: v.string(), appRoleId: v.string(), resourceId: v.string() })),
});
export type AppRoleAssignment = v.InferOutput<typeof assignmentsSchema>['value'][number];

/** GET /servicePrincipals/{id}/appRoleAssignments: the roles an administrator consented to. */
export const appRoleAssignments: ReadDefinition<readonly AppRoleAssignment[]> = {
  id: 'app-role-assignments',
  target: 'tenant',
  title: () => message('core.read.app-role-assignments'),
  query: (args) => ({
    kind: 'graph',
    request: {
      method: 'GET',
      url: `/servicePrincipals/${encodeURIComponent(required(args, 'principalId'))}/appRoleAssignments`,
    },
  }),
  parse: (answer) => parseBody(assignmentsSchema, answer)?.value ?? [],
  facts: (value) =>
    Object.fromEntries(
      value.flatMap((item): [string, string | boolean][] => [
        [`${item.resourceId}/${item.appRoleId}`, true],
        [`${item.resourceId}/${item.appRoleId}/id`, item.id],
      ]),
    ),
};

const relationship = v.object({
  Name: psText,
  DomainNames: psList,
  TargetSharingEpr: psText,
  Enabled: psBoolean,
  Guid: psText,
});
export type OrganisationRelationship = v.InferOutput<typeof relationship>;

/** Get-OrganizationRelationship. */
export const organisationRelationships: ReadDefinition<OrganisationRelationship[]> = {
  id: 'organisation-relationships',
  target: 'exchange',
  title: () => message('core.read.organisation-relationships'),
  query: (args) =>
    cmdlet('Get-OrganizationRelationship', {
      DomainController: required(args, 'domainController'),
    }),
  parse: (answer) => parseItems(relationship, answer),
  facts: (value) =>
    Object.fromEntries(
      value.map((item) => [`${item.Guid}/TargetSharingEpr`, item.TargetSharingEpr]),
    ),
};

const settingOverride = v.object({
  Name: psText,
  ComponentName: psText,
  SectionName: psText,
  Parameters: psList,
  Guid: psText,
});
export type SettingOverride = v.InferOutput<typeof settingOverride>;

/**
 * True for `Enabled=true` among the parameters. The text is read, because any text counts as true where it is not
 * (the script of April 2026 took `Enabled=false` for enabled).
 */
export function isEnabledOverride(item: SettingOverride): boolean {
  return item.Parameters.some((parameter) => /^\s*enabled\s*=\s*true\s*$/i.test(parameter));
}

/** Get-SettingOverride. */
export const settingOverrides: ReadDefinition<SettingOverride[]> = {
  id: 'setting-overrides',
  target: 'exchange',
  title: () => message('core.read.setting-overrides'),
  query: (args) =>
    cmdlet('Get-SettingOverride', { DomainController: required(args, 'domainController') }),
  parse: (answer) => parseItems(settingOverride, answer),
  facts: (value) => {
    const facts: Record<string, Facts[string]> = {};
    for (const item of value) {
      const key = `${item.ComponentName}/${item.SectionName}`;
      const count = facts[`${key}/count`];
      facts[`${key}/count`] = (typeof count === 'number' ? count : 0) + 1;
      facts[`${key}/Enabled`] = isEnabledOverride(item);
      facts[`${key}/Guid`] = item.Guid;
    }
    return facts;
  },
};

/** How the state of a server's settings is asked for. */
export const DIAGNOSTICS = {
  Process: 'Microsoft.Exchange.Directory.TopologyService',
  Component: 'VariantConfiguration',
} as const;

const diagnostics = v.object({ Result: psText });

/** What a server says of itself. */
export interface ServerDiagnostics {
  /** Build of its program files, such as `15.2.1748.24`; '' where it does not say. Shows hotfix updates, if at all. */
  readonly build: string;
  /** True when it has loaded an override of the dedicated hybrid application. */
  readonly usesApplication: boolean;
}

/** Section of the setting that makes servers use the dedicated hybrid application. */
export const APPLICATION_SECTION = 'ExchangeOnpremAsThirdPartyAppId';

/**
 * Get-ExchangeDiagnosticInfo -Argument Overrides: which overrides a server works with. The form of one is not published,
 * so only its section's name is looked for.
 */
export const serverDiagnostics: ReadDefinition<ServerDiagnostics> = {
  id: 'server-diagnostics',
  target: 'exchange',
  title: (args) => message('core.read.server-diagnostics', { server: args['server'] ?? '' }),
  query: (args) =>
    cmdlet('Get-ExchangeDiagnosticInfo', {
      Server: required(args, 'server'),
      ...DIAGNOSTICS,
      Argument: 'Overrides',
    }),
  parse: (answer) => {
    const text = parseItems(diagnostics, answer)
      .map((item) => item.Result)
      .join('');
    return {
      build: /<fastTrainExchangeVersion>\s*([\d.]+)/.exec(text)?.[1] ?? '',
      usesApplication: text.includes(APPLICATION_SECTION),
    };
  },
  facts: (value) => ({ build: value.build, usesApplication: value.usesApplication }),
};
