/**
 * B6: the mailbox test. It writes an item, so it is a row with its own consent; verification makes it as a proof, with
 * the same consent. Source: the Test-CsExStorageConnectivity page.
 */
import type { Action } from '../model/action';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { skypePartners } from '../reads/skype';
import { storageTest, storageTestCommand } from '../reads/skype-features';
import type { PlanContext, Resource } from './context';
import { compare, planned } from './context';
import { exchangePartnerActions, exchangePartnerResource } from './exchange-partner';
import { restartActions } from './restart-iis';
import { issuerActions } from './skype-certificate';
import { ADDRESS_ACTION, skypeAutodiscoverResource } from './skype-autodiscover';
import { skypePartnerActions, skypePartnerResource } from './skype-partner';

const SELF = { id: 'mailbox-test', step: 'mailbox-test' } as const;

/** The user to test with, as `sip:…`; '' where nobody was named. */
export function testUserOf({ inputs }: PlanContext): string {
  const user = inputs.testSipAddress;
  return user === '' || /^sip:/i.test(user) ? user : `sip:${user}`;
}

/** What the test is given, as arguments of its read; null where nobody named a user. */
function testOf(context: PlanContext): Readonly<Record<string, string>> | null {
  const { storageHost: host, testFolder, keepTestItem: keep } = context.inputs;
  const sip = testUserOf(context);
  if (sip === '') return null;
  const folder = testFolder === '' ? 'ConversationHistory' : testFolder;
  return {
    sip,
    folder,
    ...(host === '' ? {} : { host }),
    ...(keep === '' ? {} : { keep }),
  };
}

/** Everything of this plan that the test rests on. */
function needed(context: PlanContext): readonly string[] {
  const hasAddress = skypeAutodiscoverResource.plan(context).actions.length > 0;
  return [
    ...issuerActions(context),
    ...(hasAddress ? [ADDRESS_ACTION] : []),
    ...skypePartnerActions(context),
    ...restartActions(context),
    ...exchangePartnerActions(context),
  ];
}

/** The test. It stands in a plan that changes something; where nothing changes, verification makes it. */
export const mailboxTestResource: Resource = {
  ...SELF,
  reads: (context) => [
    ...skypePartnerResource.reads(context),
    ...exchangePartnerResource.reads(context),
  ],
  plan: (context) => {
    const args = testOf(context);
    const title = message('core.resource.mailbox-test', { user: args?.['sip'] ?? '-' });
    const dependsOn = needed(context);
    if (args === null || dependsOn.length === 0) {
      const cannotPreview =
        args === null && dependsOn.length > 0 ? [message('core.cannot-preview.mailbox-test')] : [];
      return {
        resource: planned(SELF, title, 'not-needed', [], { cannotPreview }),
        actions: [],
        findings: [],
      };
    }
    const { name } = storageTestCommand(args);
    return {
      resource: planned(SELF, title, 'differs', [compare(name, 'Success', '-')]),
      actions: [test(args, dependsOn)],
      findings: [],
    };
  },
  proofs: (context) => {
    const args = testOf(context);
    if (args === null) return [];
    return [
      {
        resource: SELF.id,
        step: SELF.step,
        title: message('core.resource.mailbox-test', { user: args['sip'] ?? '' }),
        read: readRequest(storageTest, args),
        expect: { passed: true },
        command: 'Test-CsExStorageConnectivity',
        consent: 'writes-mailbox',
      },
    ];
  },
};

function test(args: Readonly<Record<string, string>>, dependsOn: readonly string[]): Action {
  const kept = args['keep'] === 'yes' ? '-kept' : '';
  return {
    id: 'mailbox-test.run',
    step: SELF.step,
    resource: SELF.id,
    target: 'skype',
    kind: 'change',
    operation: { kind: 'cmdlet', command: storageTestCommand(args) },
    reason: message(`core.reason.mailbox-test${kept}`, {
      user: args['sip'] ?? '',
      folder: args['folder'] ?? '',
    }),
    article: 'article-000',
    traceless: true,
    tags: ['writes-mailbox'],
    dependsOn,
    differences: [
      { property: 'Test-CsExStorageConnectivity', before: '-', after: args['sip'] ?? '' },
    ],
    read: readRequest(skypePartners),
    before: {},
    after: {},
    undo: {
      kind: 'none',
      reason: message(`core.undo.mailbox-test${kept}`),
      holds: false,
    },
  };
}
