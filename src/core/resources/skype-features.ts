/**
 * Optional: archiving of conversations into mailboxes, and the unified contact store. Only what a person asks for is
 * switched on; what is on stays on. Sources: the Set-CsArchivingConfiguration and Set-CsUserServicesPolicy pages.
 */
import type { Action } from '../model/action';
import type { Cmdlet } from '../model/command';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { archivingConfiguration, userServicesPolicies } from '../reads/skype-features';
import { contactStoreTest, skypeUser } from '../reads/skype-users';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, look, planned, stateOf, truth, valueOf } from './context';
import { exchangePartnerActions } from './exchange-partner';
import { mailboxTestResource, testUserOf } from './mailbox-test';
import { poolAction } from './pool-common';
import { chosenPool, notRead } from './skype-state';
import { skypePartnerActions } from './skype-partner';

const ARCHIVING = { id: 'skype-archiving', step: 'archiving' } as const;
const CONTACTS = { id: 'skype-contact-store', step: 'contact-store' } as const;

/** Both directions have to be there first; where a test is planned, it has to pass. */
function needed(context: PlanContext): readonly string[] {
  return [
    ...skypePartnerActions(context),
    ...exchangePartnerActions(context),
    ...mailboxTestResource.plan(context).actions.map((action) => action.id),
  ];
}

/** Archiving into Exchange. What of a meeting and a conversation is archived is for the person to say. */
export const archivingResource: Resource = {
  ...ARCHIVING,
  reads: (context) => [readRequest(archivingConfiguration), ...mailboxTestResource.reads(context)],
  plan: (context) => {
    const title = message('core.resource.skype-archiving');
    const looked = look(context, archivingConfiguration);
    const found = valueOf(looked);
    const wanted = context.inputs.archiving;
    if (found === undefined || found === null) {
      if (wanted === '') return notWanted(ARCHIVING, title);
      const rows = [compare('EnableExchangeArchiving', 'True', undefined)];
      const findings = notRead([looked], ARCHIVING.step, ARCHIVING.id);
      return { resource: planned(ARCHIVING, title, 'unknown', rows), actions: [], findings };
    }
    if (wanted === '' && !found.EnableExchangeArchiving) return notWanted(ARCHIVING, title);
    // More than asked for is kept: nobody asked to archive less.
    const isEnough =
      wanted === '' || found.EnableArchiving === wanted || found.EnableArchiving === 'ImAndWebConf';
    const after = isEnough ? found.EnableArchiving : wanted;
    const rows = [
      compare('EnableArchiving', after, found.EnableArchiving),
      compare('EnableExchangeArchiving', 'True', truth(found.EnableExchangeArchiving)),
    ];
    const before = {
      EnableArchiving: found.EnableArchiving,
      EnableExchangeArchiving: found.EnableExchangeArchiving,
    };
    const target = { EnableArchiving: after, EnableExchangeArchiving: true };
    const state = stateOf(rows);
    return {
      resource: planned(ARCHIVING, title, state, rows),
      actions:
        state === 'present'
          ? []
          : [
              setFeature(ARCHIVING, context, {
                name: 'Set-CsArchivingConfiguration',
                read: readRequest(archivingConfiguration),
                before,
                after: target,
                key: (property) => property,
              }),
            ],
      findings: [],
    };
  },
};

/** The unified contact store of the global policy; policies of sites and users are somebody's own. */
export const contactStoreResource: Resource = {
  ...CONTACTS,
  reads: (context) => [readRequest(userServicesPolicies), ...mailboxTestResource.reads(context)],
  proofs: (context) => {
    const policies = valueOf(look(context, userServicesPolicies)) ?? [];
    const sip = testUserOf(context);
    const user = valueOf(look(context, skypeUser, { sip }));
    const pool = user?.RegistrarPool ?? chosenPool(context)?.fqdn ?? '';
    if (sip === '' || pool === '' || !policies.some((item) => item.UcsAllowed)) return [];
    return [
      {
        resource: CONTACTS.id,
        step: CONTACTS.step,
        title: message('core.read.contact-store-test', { user: sip }),
        read: readRequest(contactStoreTest, { pool, sip }),
        expect: { passed: true },
        command: 'Test-CsUnifiedContactStore',
      },
    ];
  },
  plan: (context) => {
    const title = message('core.resource.skype-contact-store');
    const looked = look(context, userServicesPolicies);
    const policies = valueOf(looked);
    const isWanted = context.inputs.contactStore !== '';
    const global = policies?.find((item) => item.Identity.toLowerCase() === 'global');
    if (!isWanted && global?.UcsAllowed !== true) return notWanted(CONTACTS, title);
    if (global === undefined) {
      const rows = [compare('UcsAllowed', 'True', undefined)];
      const findings = notRead([looked], CONTACTS.step, CONTACTS.id);
      return { resource: planned(CONTACTS, title, 'unknown', rows), actions: [], findings };
    }
    const rows = [
      compared(
        `UcsAllowed (${global.Identity})`,
        'True',
        truth(global.UcsAllowed),
        global.UcsAllowed,
      ),
    ];
    return {
      resource: planned(CONTACTS, title, stateOf(rows), rows),
      actions: global.UcsAllowed
        ? []
        : [
            setFeature(CONTACTS, context, {
              name: 'Set-CsUserServicesPolicy',
              read: readRequest(userServicesPolicies),
              before: { UcsAllowed: false },
              after: { UcsAllowed: true },
              key: (property) => `${global.Identity}/${property}`,
            }),
          ],
      findings: [],
    };
  },
};

function notWanted(
  self: typeof ARCHIVING | typeof CONTACTS,
  title: ResourcePlan['resource']['title'],
): ResourcePlan {
  return { resource: planned(self, title, 'not-needed', []), actions: [], findings: [] };
}

/** The switch of a feature: its properties before and after, and under which names the read has them. */
interface Feature {
  readonly name: string;
  readonly read: Action['read'];
  readonly before: Readonly<Record<string, string | boolean>>;
  readonly after: Readonly<Record<string, string | boolean>>;
  readonly key: (property: string) => string;
}

function setFeature(
  self: typeof ARCHIVING | typeof CONTACTS,
  context: PlanContext,
  { name, read, before, after, key }: Feature,
): Action {
  const command = (values: Feature['before']): Cmdlet => ({
    name,
    parameters: { Identity: 'global', ...values, Confirm: false },
  });
  const facts = (values: Feature['before']): Record<string, string | boolean> =>
    Object.fromEntries(Object.entries(values).map(([property, value]) => [key(property), value]));
  const text = (value: string | boolean | undefined): string =>
    typeof value === 'boolean' ? truth(value) : (value ?? '-');
  return poolAction(self, {
    id: `${self.id}.enable`,
    kind: 'change',
    command: command(after),
    back: command(before),
    reason: `core.reason.${self.id}`,
    article: 'article-003',
    dependsOn: needed(context),
    differences: Object.entries(after).map(([property, value]) => ({
      property,
      before: text(before[property]),
      after: text(value),
    })),
    read,
    before: facts(before),
    after: facts(after),
  });
}
