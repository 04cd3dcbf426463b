/** A plan, runs and a verification of the practice customer. */
import type { LookBackView } from '../../../src/shared/ipc/known-view';
import { appError } from '../../../src/shared/errors';
import type {
  ActionView,
  PlanView,
  ProofView,
  RunActionView,
  RunView,
  VerificationView,
} from '../../../src/shared/ipc/views';

const EXCHANGE = 'EX01.contoso.lab · Practice';
const TENANT = 'contoso.onmicrosoft.com · Microsoft Graph · Practice';
const CLASSIC = 'SfBOnline-ApplicationAccount';
const SFB = '00000004-0000-0ff1-ce00-000000000000';

function action(changes: Partial<ActionView> & Pick<ActionView, 'id' | 'command'>): ActionView {
  return {
    step: 'mail-user',
    kind: 'add',
    reason: { key: 'core.reason.create-account-classic', args: { name: CLASSIC } },
    where: EXCHANGE,
    tags: [],
    consentTags: [],
    differences: [],
    article: 'article-001-step-2',
    source: {
      title:
        'Configure Integration and OAuth between Skype for Business Online and Exchange Server',
      step: 2,
    },
    departs: null,
    transport: null,
    notBefore: null,
    undo: { key: 'core.undo.operation', args: {} },
    refused: null,
    ...changes,
  };
}

const ACTIONS: readonly ActionView[] = [
  action({
    id: 'mail-user.classic.create',
    command: `New-MailUser -Name '${CLASSIC}' -ExternalEmailAddress '${CLASSIC}@contoso.com' -DomainController 'dc01.contoso.lab'`,
    differences: [
      { property: 'ExternalEmailAddress', before: '', after: `${CLASSIC}@contoso.com` },
    ],
  }),
  action({
    id: 'mail-user.classic.hide',
    kind: 'change',
    reason: { key: 'core.reason.hide-account', args: { name: CLASSIC } },
    command: `Set-MailUser -Identity 'contoso.lab/Users/${CLASSIC}' -HiddenFromAddressListsEnabled $true -DomainController 'dc01.contoso.lab'`,
    differences: [{ property: 'HiddenFromAddressListsEnabled', before: 'False', after: 'True' }],
    departs: { key: 'core.departs.identity-stored', args: {} },
  }),
  action({
    id: 'mail-user.classic.role',
    reason: { key: 'core.reason.assign-role', args: { name: CLASSIC, role: 'UserApplication' } },
    command: `New-ManagementRoleAssignment -Role 'UserApplication' -User 'contoso.lab/Users/${CLASSIC}' -DomainController 'dc01.contoso.lab'`,
    differences: [{ property: 'UserApplication', before: '', after: CLASSIC }],
  }),
  action({
    id: 'partner-application.classic.create',
    step: 'partner-application',
    reason: { key: 'core.reason.create-application', args: { application: SFB } },
    command: `New-PartnerApplication -Name 'SfBOnline' -ApplicationIdentifier '00000004-0000-0ff1-ce00-000000000000' -Enabled $true -LinkedAccount 'contoso.lab/Users/${CLASSIC}' -DomainController 'dc01.contoso.lab'`,
    differences: [
      { property: 'Enabled', before: '', after: 'True' },
      { property: 'LinkedAccount', before: '', after: `contoso.lab/Users/${CLASSIC}` },
    ],
    article: 'article-001-step-3',
    departs: { key: 'core.departs.same-domain-controller', args: {} },
  }),
];

const KEY_ACTIONS: readonly ActionView[] = [
  action({
    id: 'keys.skype.replace',
    step: 'upload-certificate',
    reason: {
      key: 'core.reason.add-keys',
      args: { application: SFB, count: 1, dropped: 1 },
    },
    where: TENANT,
    command:
      'PATCH /servicePrincipals(appId=\'00000004-0000-0ff1-ce00-000000000000\')\n{\n  "keyCredentials": [\n    { "type": "AsymmetricX509Cert", "usage": "Verify", "key": "MIIDQ…" }\n  ]\n}',
    tags: ['adds-credential', 'removes-credential', 'needs-tenant-admin'],
    consentTags: ['adds-credential', 'removes-credential'],
    differences: [{ property: 'keyCredentials', before: '3', after: '3' }],
    article: 'article-001-step-5',
    departs: { key: 'core.departs.graph', args: {} },
    undo: { key: 'core.undo.remove-keys', args: { count: 1 } },
  }),
  action({
    id: 'keys.teams.replace',
    step: 'upload-certificate',
    reason: {
      key: 'core.reason.add-keys',
      args: {
        application: '7557eb47-c689-4224-abcf-aef9bd7573df',
        count: 1,
        dropped: 0,
      },
    },
    where: TENANT,
    command:
      'PATCH /servicePrincipals(appId=\'7557eb47-c689-4224-abcf-aef9bd7573df\')\n{\n  "keyCredentials": []\n}',
    tags: ['adds-credential', 'needs-tenant-admin'],
    consentTags: ['adds-credential'],
    article: 'article-001-step-5',
    undo: { key: 'core.undo.remove-keys', args: { count: 1 } },
  }),
];

const SCRIPT = `# Crossprem plan 7F3A-91C2
# Target: EX01.contoso.lab
${ACTIONS.map((item) => item.command).join('\n')}
`;

/** Six changes on two systems; two of them need consents. */
export function planView(changes: Partial<PlanView> = {}): PlanView {
  return {
    kind: 'apply',
    fingerprint: '7F3A-91C2',
    madeAt: new Date(Date.now() - 125_000).toISOString(),
    outcome: 'changes',
    parts: { read: 14, total: 14 },
    unknown: [],
    counts: { add: 5, change: 1, keep: 2, remove: 0, byHand: 0, cannotPreview: 1 },
    groups: [
      {
        target: 'exchange',
        where: EXCHANGE,
        actions: ACTIONS,
        keeps: [],
        byHand: [],
        cannotPreview: [
          {
            key: 'core.cannot-preview.replication',
            args: { name: 'SfBOnline-ApplicationAccount' },
          },
        ],
      },
      {
        target: 'tenant',
        where: TENANT,
        actions: KEY_ACTIONS,
        keeps: [
          {
            title: { key: 'core.keep.key', args: { thumbprint: '…91AF' } },
            differences: [{ property: 'endDateTime', before: '2028-02-01', after: '2028-02-01' }],
          },
          { title: { key: 'core.keep.key', args: { thumbprint: '…03D2' } }, differences: [] },
        ],
        byHand: [],
        cannotPreview: [],
      },
    ],
    consents: [
      { tag: 'adds-credential', actions: ['keys.skype.replace', 'keys.teams.replace'] },
      { tag: 'removes-credential', actions: ['keys.skype.replace'] },
    ],
    script: SCRIPT,
    undoScript: `# Undo of 7F3A-91C2\nRemove-PartnerApplication -Identity 'SfBOnline' -Confirm:$false\n`,
    findings: [],
    outdated: null,
    ...changes,
  };
}

function runAction(item: ActionView, changes: Partial<RunActionView>): RunActionView {
  const { id, step, reason, command, where } = item;
  return {
    id,
    step,
    reason,
    command,
    where,
    state: 'not-started',
    waitsUntil: null,
    sentAt: null,
    decidedByReading: false,
    byHand: false,
    durationMs: null,
    leftOut: null,
    skipped: null,
    error: null,
    notes: [],
    ...changes,
  };
}

const DONE = { state: 'done', durationMs: 1_840 } as const;

function run(state: RunView['state'], states: readonly Partial<RunActionView>[]): RunView {
  const actions = [...ACTIONS, ...KEY_ACTIONS].map((item, index) =>
    runAction(item, states[index] ?? {}),
  );
  const live = state === 'running' || state === 'pausing' || state === 'interrupted';
  return {
    id: '2026-11-21-1406',
    kind: 'apply',
    fingerprint: '7F3A-91C2',
    startedAt: new Date(Date.now() - 41_000).toISOString(),
    endedAt: live ? null : new Date().toISOString(),
    state,
    actions,
    done: actions.filter((item) => item.state === 'done').length,
    total: actions.filter((item) => item.state !== 'left-out').length,
    error: null,
    failures: [],
    usual: null,
    lookBack: null,
  };
}

/** Runs by how they stand. */
export const RUNS = {
  running: () => run('running', [DONE, { ...DONE, durationMs: 920 }, { state: 'running' }]),
  failed: () =>
    run('failed', [
      DONE,
      DONE,
      {
        state: 'failed',
        durationMs: 2_200,
        error: appError(
          'HX-RIGHT',
          { name: 'New-ManagementRoleAssignment' },
          "The term 'New-ManagementRoleAssignment' is not recognized as the name of a cmdlet, function, script file, or operable program.",
        ),
      },
      { state: 'left-out', leftOut: 'blocked' },
      DONE,
      { state: 'left-out', leftOut: 'no-consent' },
    ]),
  /** Actions were in flight, and were looked at. */
  interrupted: (change: Partial<LookBackView> = {}): RunView => {
    const made = run('interrupted', [DONE, DONE, { state: 'unknown' }]);
    const answers = ['done', 'not-done', 'unknown'] as const;
    const actions = answers.flatMap((outcome, index) => {
      const found = made.actions[index];
      return found === undefined
        ? []
        : [{ id: found.id, reason: found.reason, outcome, error: null }];
    });
    return { ...made, lookBack: { state: 'looked', needs: [], actions, ...change } };
  },
  done: () => run('done', [DONE, DONE, DONE, DONE, DONE, { ...DONE, decidedByReading: true }]),
};

function proof(changes: Partial<ProofView> & Pick<ProofView, 'resource'>): ProofView {
  return {
    step: 'mail-user',
    title: { key: 'core.resource.mail-user', args: { name: CLASSIC } },
    rung: 'configured',
    verdict: 'verified',
    comparisons: [
      {
        property: 'HiddenFromAddressListsEnabled',
        expected: 'True',
        found: 'True',
        verdict: 'equal',
      },
    ],
    signed: null,
    ...changes,
  };
}

/** A verification with each verdict. */
export function verificationView(): VerificationView {
  return {
    at: new Date(Date.now() - 60_000).toISOString(),
    fingerprint: '7F3A-91C2',
    proofs: [
      proof({ resource: 'mail-user.classic' }),
      proof({
        resource: 'partner-application.classic',
        step: 'partner-application',
        title: { key: 'core.resource.partner-application', args: { id: SFB } },
        verdict: 'failed',
        comparisons: [
          { property: 'Enabled', expected: 'True', found: 'False', verdict: 'differs' },
          { property: 'LinkedAccount', expected: CLASSIC, found: CLASSIC, verdict: 'equal' },
        ],
      }),
      proof({
        resource: 'key-verification.classic',
        step: 'verify-keys',
        title: { key: 'core.resource.key-verification', args: { id: SFB } },
        verdict: 'could-not-check',
        comparisons: [
          { property: 'NotAfter', expected: '2027-01-08', found: '', verdict: 'could-not-check' },
        ],
      }),
      proof({
        resource: 'feature.voicemail-greeting',
        step: 'verify-keys',
        title: { key: 'core.resource.feature-voicemail-greeting', args: {} },
        rung: 'feature-seen',
        verdict: 'by-hand',
        comparisons: [],
      }),
    ],
  };
}
