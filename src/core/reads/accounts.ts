/** Reads of accounts, roles and partner applications, all on the pinned domain controller. */
import * as v from 'valibot';
import { message } from '../model/message';
import type { Facts } from '../model/facts';
import type { ReadDefinition } from './definition';
import { cmdlet, parseItems, psBoolean, psText, required, single } from './definition';

const mailUserSchema = v.object({
  Name: psText,
  Identity: psText,
  DistinguishedName: psText,
  Guid: psText,
  ExternalEmailAddress: psText,
  HiddenFromAddressListsEnabled: psBoolean,
});
export type MailUser = v.InferOutput<typeof mailUserSchema>;

/** Get-MailUser for one identity; null when there is none. */
export const mailUser: ReadDefinition<MailUser | null> = {
  id: 'mail-user',
  target: 'exchange',
  title: (args) => message('core.read.mail-user', { name: args['identity'] ?? '' }),
  query: (args) =>
    cmdlet('Get-MailUser', {
      Identity: required(args, 'identity'),
      DomainController: required(args, 'domainController'),
    }),
  parse: (answer, _crypto, args) =>
    single(parseItems(mailUserSchema, answer), required(args, 'identity')),
  facts: (value) =>
    value === null
      ? { found: false }
      : {
          found: true,
          Identity: value.Identity,
          DistinguishedName: value.DistinguishedName,
          Guid: value.Guid,
          HiddenFromAddressListsEnabled: value.HiddenFromAddressListsEnabled,
        },
};

const recipientSchema = v.object({
  Name: psText,
  Identity: psText,
  Guid: psText,
  RecipientTypeDetails: psText,
});
export type Recipient = v.InferOutput<typeof recipientSchema>;

/** Get-Recipient: who holds a name or address; null when it is free. */
export const recipient: ReadDefinition<Recipient | null> = {
  id: 'recipient',
  target: 'exchange',
  title: (args) => message('core.read.recipient', { name: args['identity'] ?? '' }),
  query: (args) =>
    cmdlet('Get-Recipient', {
      Identity: required(args, 'identity'),
      DomainController: required(args, 'domainController'),
    }),
  parse: (answer, _crypto, args) =>
    single(parseItems(recipientSchema, answer), required(args, 'identity')),
  facts: (value) =>
    value === null
      ? { found: false }
      : { found: true, Guid: value.Guid, RecipientTypeDetails: value.RecipientTypeDetails },
};

const userSchema = v.object({
  Name: psText,
  Identity: psText,
  DistinguishedName: psText,
  Guid: psText,
  RecipientTypeDetails: psText,
});
export type User = v.InferOutput<typeof userSchema>;

/** Get-User: the account a partner application is linked to, whatever kind it is. */
export const user: ReadDefinition<User | null> = {
  id: 'user',
  target: 'exchange',
  title: (args) => message('core.read.user', { name: args['identity'] ?? '' }),
  query: (args) =>
    cmdlet('Get-User', {
      Identity: required(args, 'identity'),
      DomainController: required(args, 'domainController'),
    }),
  parse: (answer, _crypto, args) =>
    single(parseItems(userSchema, answer), required(args, 'identity')),
  facts: (value) =>
    value === null
      ? { found: false }
      : { found: true, Guid: value.Guid, DistinguishedName: value.DistinguishedName },
};

const roleSchema = v.object({ Name: psText, Parent: psText, Guid: psText });
export type ManagementRole = v.InferOutput<typeof roleSchema>;

/** Get-ManagementRole for one name; null when there is none. */
export const managementRole: ReadDefinition<ManagementRole | null> = {
  id: 'management-role',
  target: 'exchange',
  title: (args) => message('core.read.management-role', { name: args['identity'] ?? '' }),
  query: (args) =>
    cmdlet('Get-ManagementRole', {
      Identity: required(args, 'identity'),
      DomainController: required(args, 'domainController'),
    }),
  parse: (answer, _crypto, args) =>
    single(parseItems(roleSchema, answer), required(args, 'identity')),
  facts: (value) =>
    value === null ? { found: false } : { found: true, Parent: value.Parent, Guid: value.Guid },
};

const roleEntrySchema = v.object({ Name: psText });

/** Get-ManagementRoleEntry "<role>\*": names of a role's entries, sorted. Absent role: no entries. */
export const roleEntries: ReadDefinition<readonly string[]> = {
  id: 'role-entries',
  target: 'exchange',
  title: (args) => message('core.read.role-entries', { name: args['role'] ?? '' }),
  query: (args) =>
    cmdlet('Get-ManagementRoleEntry', {
      Identity: `${required(args, 'role')}\\*`,
      DomainController: required(args, 'domainController'),
    }),
  parse: (answer) =>
    parseItems(roleEntrySchema, answer)
      .map((item) => item.Name)
      .sort(),
  facts: (value) => {
    const facts: Record<string, boolean | number> = { count: value.length };
    for (const name of value) facts[`entry/${name}`] = true;
    return facts;
  },
};

const assignmentSchema = v.object({
  Name: psText,
  Role: psText,
  Guid: psText,
  RoleAssignmentDelegationType: psText,
});
export type RoleAssignment = v.InferOutput<typeof assignmentSchema>;

/**
 * Get-ManagementRoleAssignment -RoleAssignee, direct and not delegating only: without -AssignmentMethod the cmdlet
 * also returns what comes through groups (domain-corrections 28).
 */
export const roleAssignments: ReadDefinition<RoleAssignment[]> = {
  id: 'role-assignments',
  target: 'exchange',
  title: (args) => message('core.read.role-assignments', { name: args['assignee'] ?? '' }),
  query: (args) =>
    cmdlet('Get-ManagementRoleAssignment', {
      RoleAssignee: required(args, 'assignee'),
      AssignmentMethod: 'Direct',
      Delegating: false,
      DomainController: required(args, 'domainController'),
    }),
  parse: (answer) => parseItems(assignmentSchema, answer),
  facts: (value) => {
    const facts: Record<string, string | boolean> = {};
    for (const item of value) {
      facts[`role/${item.Role}`] = true;
      facts[`role/${item.Role}/Guid`] = item.Guid;
    }
    return facts;
  },
};

const partnerApplicationSchema = v.object({
  Name: psText,
  Guid: psText,
  ApplicationIdentifier: psText,
  Realm: psText,
  AuthMetadataUrl: psText,
  UseAuthServer: psBoolean,
  Enabled: psBoolean,
  LinkedAccount: psText,
});
export type PartnerApplication = v.InferOutput<typeof partnerApplicationSchema>;

/**
 * True for the cloud row of an application id: realm and metadata address empty, trusted through the auth servers.
 * The id alone is not unique: a SfB Server trust may carry 00000004 too (domain-corrections B1).
 */
export function isCloudApplication(item: PartnerApplication): boolean {
  return item.Realm === '' && item.AuthMetadataUrl === '' && item.UseAuthServer;
}

/** Get-PartnerApplication, all rows. */
export const partnerApplications: ReadDefinition<PartnerApplication[]> = {
  id: 'partner-applications',
  target: 'exchange',
  title: () => message('core.read.partner-applications'),
  query: (args) =>
    cmdlet('Get-PartnerApplication', { DomainController: required(args, 'domainController') }),
  parse: (answer) => parseItems(partnerApplicationSchema, answer),
  facts: partnerApplicationFacts,
};

/** Facts by application id, counted inside the cloud rows only. Other rows take no part in any comparison. */
function partnerApplicationFacts(value: readonly PartnerApplication[]): Facts {
  const facts: Record<string, string | boolean | number> = {};
  for (const item of value.filter(isCloudApplication)) {
    const id = item.ApplicationIdentifier.toLowerCase();
    const count = facts[`${id}/count`];
    facts[`${id}/count`] = (typeof count === 'number' ? count : 0) + 1;
    facts[`${id}/Guid`] = item.Guid;
    facts[`${id}/Enabled`] = item.Enabled;
    facts[`${id}/LinkedAccount`] = item.LinkedAccount;
  }
  return facts;
}
