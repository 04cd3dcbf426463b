/** Views as main would show them for a practice customer: for component tests and for looking at the screens. */
import { evaluateNotices } from '../../../src/core/notices/notices';
import { appError } from '../../../src/shared/errors';
import { LONE_FRAME } from '../../../src/shared/ipc/frame-view';
import type {
  AppView,
  CustomerRowView,
  CustomerView,
  FindingView,
  InputName,
  LogLineView,
  StepIdView,
  StepStateView,
  StepView,
  TextView,
} from '../../../src/shared/ipc/views';
import { NO_POLICY } from '../../../src/shared/policy';
import { USUAL_SETTINGS } from '../../../src/shared/settings';
import { unreadKeys } from './fixture-keys';
import { planView } from './fixture-plan';

const EXCHANGE = 'EX01.contoso.lab · Practice';
const TENANT = 'contoso.onmicrosoft.com · Microsoft Graph · Practice';
const THUMBPRINT = '5A1F0C7D33B2E8494F60A1C2D9E07B6611F827C0';

/** A text of the catalogue. */
export function text(key: string, args: TextView['args'] = {}): TextView {
  return { key, args };
}

const INPUTS: Record<InputName, string> = {
  verifiedDomain: 'contoso.com',
  domainController: 'dc01.contoso.lab',
  classicAccountName: 'SfBOnline-ApplicationAccount',
  classicAddress: 'SfBOnline-ApplicationAccount@contoso.com',
  teamsAccountName: 'TeamsScheduler-ApplicationAccount',
  teamsAddress: 'TeamsScheduler-ApplicationAccount@contoso.com',
  teamsRoleName: 'TeamsSchedulerRole',
  testMailbox: '',
  effectiveDate: '',
  rollNow: '',
  pool: '',
  exchangeAutodiscoverUrl: '',
  autodiscoverAllowedDomains: '',
  issuerThumbprint: '',
  issuerEffectiveDate: '',
  testSipAddress: '',
  storageHost: '',
  testFolder: '',
  keepTestItem: '',
  archiving: '',
  contactStore: '',
  federation: '',
  restartAt: '',
};

const STEPS: readonly (readonly [StepIdView, StepView['branch'], string, StepView['article']])[] = [
  ['prepare', 'trunk', EXCHANGE, 'teams-2025'],
  ['oauth', 'trunk', EXCHANGE, 'article-001-step-1'],
  ['mail-user', 'identity', EXCHANGE, 'article-001-step-2'],
  ['partner-application', 'identity', EXCHANGE, 'article-001-step-3'],
  ['export-certificate', 'trust', EXCHANGE, 'article-001-step-4'],
  ['upload-certificate', 'trust', TENANT, 'article-001-step-5'],
  ['verify-keys', 'trust', TENANT, 'article-001-step-6'],
];
const WAITS_FOR: Partial<Record<StepIdView, StepIdView>> = {
  'partner-application': 'mail-user',
  'upload-certificate': 'export-certificate',
  'verify-keys': 'upload-certificate',
};

/** Steps in the given states; `not-started` where none is given. */
export function stepViews(
  states: Partial<Record<StepIdView, StepStateView>> = {},
  more: Partial<Record<StepIdView, Partial<StepView>>> = {},
): StepView[] {
  return STEPS.map(([id, branch, runsOn, article], number) => ({
    id,
    number,
    state: states[id] ?? 'not-started',
    waitsFor: WAITS_FOR[id] ?? null,
    branch,
    resources: [],
    findings: [],
    actions: [],
    runsOn,
    article,
    ...more[id],
  }));
}

export const RESOURCES: Partial<Record<StepIdView, Partial<StepView>>> = {
  prepare: {
    resources: [
      {
        id: 'prepare.domain',
        title: text('core.resource.domain'),
        state: 'present',
        comparisons: [
          {
            property: 'DomainName',
            expected: 'contoso.com',
            found: 'contoso.com',
            verdict: 'equal',
          },
        ],
        keeps: [],
        byHand: [],
        cannotPreview: [],
      },
      {
        id: 'prepare.certificates',
        title: text('core.resource.auth-certificate'),
        state: 'differs',
        comparisons: [
          { property: 'EX01', expected: THUMBPRINT, found: THUMBPRINT, verdict: 'equal' },
          { property: 'EX02', expected: THUMBPRINT, found: '', verdict: 'could-not-check' },
          { property: 'NotAfter', expected: '> 2026-11-21', found: '2027-01-08', verdict: 'equal' },
        ],
        keeps: [],
        byHand: [text('core.by-hand.certificate-missing', { thumbprint: THUMBPRINT })],
        cannotPreview: [],
      },
    ],
  },
  'mail-user': {
    resources: [
      {
        id: 'mail-user.classic',
        title: text('core.resource.mail-user', { name: INPUTS.classicAccountName }),
        state: 'absent',
        comparisons: [
          {
            property: 'ExternalEmailAddress',
            expected: INPUTS.classicAddress,
            found: '',
            verdict: 'differs',
          },
          {
            property: 'HiddenFromAddressListsEnabled',
            expected: 'True',
            found: '',
            verdict: 'differs',
          },
        ],
        keeps: [],
        byHand: [],
        cannotPreview: [text('core.cannot-preview.replication')],
      },
    ],
    actions: ['mail-user.classic.create', 'mail-user.classic.hide', 'mail-user.classic.role'],
  },
};

const NOTICES = evaluateNotices({
  now: new Date('2026-11-21T14:00:00Z'),
  recipe: 'both',
  serverVersions: ['Version 15.2 (Build 1748.10)'],
});

const FINDINGS: readonly FindingView[] = [
  {
    code: 'HX-CERTSOON',
    args: { thumbprint: THUMBPRINT, date: '2027-01-08', days: 48 },
    severity: 'warning',
    step: 'prepare',
  },
  {
    code: 'HX-KEYFOREIGN',
    args: { application: '00000004-0000-0ff1-ce00-000000000000', count: 2 },
    severity: 'info',
    step: 'upload-certificate',
  },
];

/** A practice customer that was read and has a plan. */
export function customerView(changes: Partial<CustomerView> = {}): CustomerView {
  return {
    id: 'contoso-practice',
    name: 'Contoso (practice)',
    badge: { letters: 'CO', colour: 7 },
    practice: true,
    tenantDomain: 'contoso.onmicrosoft.com',
    tenantId: '2f6d1c57-6e1f-4a39-9b1d-0c9f0f2f7a11',
    clockOffset: 0,
    recipe: 'both',
    scenario: 'tenant-exchange',
    oauth: { choice: null, found: ['EvoSts - contoso', 'HybridIOC'] },
    inputs: INPUTS,
    inputProblems: [],
    choices: {
      verifiedDomain: ['contoso.com', 'fabrikam.com'],
      domainController: ['dc01.contoso.lab', 'dc02.contoso.lab'],
    },
    inputMarks: { verifiedDomain: 'primary', domainController: 'reached' },
    tenantSettings: {
      cloud: 'auto',
      login: '',
      graph: '',
      clientId: '',
      remember: false,
      appOnly: { clientId: '', certificateFile: '', keyFile: '' },
    },
    connection: null,
    collected: null,
    identity: {
      organisation: { name: 'Contoso', guid: '0f4c3f0e-52f7-4d53-9f39-0a3d2f1b6c55' },
      sipDomain: null,
      recordedAt: '2026-11-21T14:02:00Z',
    },
    staging: null,
    restoredAt: null,
    signIn: {
      state: 'signed-in',
      account: 'ada@contoso.onmicrosoft.com',
      tenantId: '2f6d1c57-6e1f-4a39-9b1d-0c9f0f2f7a11',
      expiresAt: '2026-11-21T15:02:00Z',
    },
    topology: {
      exchange: {
        state: 'read',
        servers: [
          { name: 'EX01', version: 'Exchange 2019 CU15 · 15.2.1748.24' },
          { name: 'EX02', version: 'Exchange 2019 CU15 · 15.2.1748.24' },
        ],
        thumbprint: THUMBPRINT,
      },
      tenant: {
        state: 'read',
        name: 'Contoso',
        account: 'ada@contoso.onmicrosoft.com',
        keysFound: 0,
      },
      pool: null,
      sides: 'exchange-tenant',
      outbound: 'configured',
      inbound: 'unknown',
    },
    reading: null,
    readAt: new Date(Date.now() - 130_000).toISOString(),
    readBefore: null,
    steps: stepViews(
      {
        prepare: 'attention',
        oauth: 'verified',
        'partner-application': 'waits',
        'upload-certificate': 'waits',
        'verify-keys': 'waits',
      },
      RESOURCES,
    ),
    next: { kind: 'review', changes: 6 },
    certificate: {
      thumbprint: THUMBPRINT,
      notBefore: '2022-01-08T00:00:00Z',
      notAfter: '2027-01-08T00:00:00Z',
      daysLeft: 48,
    },
    findings: FINDINGS,
    notices: NOTICES,
    plan: planView(),
    run: null,
    verification: null,
    report: null,
    drift: null,
    runs: [],
    keys: unreadKeys(),
    carry: {
      onlyByHand: false,
      sides: (['exchange', 'tenant'] as const).map((target) => ({
        target,
        byHand: false,
        collected: null,
        missing: 0,
        ready: 0,
        triable: 0,
        trial: null,
      })),
    },
    lab: {
      seed: 7,
      start: 'empty',
      isCopy: false,
      now: '2026-11-21T14:02:00Z',
      faults: ['replication-lag'],
      reads: 41,
      changes: 6,
      way: { kind: 'powershell', version: '7.6.5' },
    },
    error: null,
    busy: null,
    ...changes,
  };
}

/** A customer nothing was read of yet. */
export function unreadCustomer(): CustomerView {
  return customerView({
    topology: {
      exchange: { state: 'not-read', servers: [], thumbprint: null },
      tenant: { state: 'not-read', name: null, account: null, keysFound: null },
      pool: null,
      sides: 'exchange-tenant',
      outbound: 'unknown',
      inbound: 'unknown',
    },
    signIn: { state: 'signed-out' },
    readAt: null,
    readBefore: null,
    steps: stepViews({
      oauth: 'waits',
      'mail-user': 'waits',
      'partner-application': 'waits',
      'export-certificate': 'waits',
      'upload-certificate': 'waits',
      'verify-keys': 'waits',
    }),
    next: { kind: 'read' },
    certificate: null,
    findings: [],
    plan: null,
  });
}

const ROWS: readonly CustomerRowView[] = [
  {
    id: 'contoso-practice',
    name: 'Contoso (practice)',
    badge: { letters: 'CO', colour: 7 },
    practice: true,
    tenantDomain: 'contoso.onmicrosoft.com',
    scenario: 'tenant-exchange',
    status: 'planned',
    expiry: '2027-01-08T00:00:00Z',
  },
  {
    id: 'fabrikam',
    name: 'Fabrikam Residences',
    badge: { letters: 'FA', colour: 2 },
    practice: false,
    tenantDomain: 'fabrikam.onmicrosoft.com',
    scenario: 'sfb-server-exchange',
    status: 'interrupted',
    daysLeft: 466,
    lastRun: '2026-11-20T14:02:00Z',
    expiry: '2028-03-02T00:00:00Z',
  },
  {
    id: 'wide-world',
    name: 'Wide World Importers 台北',
    badge: { letters: 'WW', colour: 4 },
    practice: false,
    tenantDomain: 'wideworld.onmicrosoft.com',
    scenario: 'tenant-exchange',
    status: 'verified',
    verifiedAt: '2026-11-18T10:00:00Z',
    daysLeft: 933,
    lastRun: '2026-11-18T09:00:00Z',
    expiry: '2029-06-11T00:00:00Z',
  },
  {
    id: 'litware',
    name: 'Litware',
    badge: { letters: 'LI', colour: 6 },
    practice: false,
    tenantDomain: '',
    error: appError('HX-CUST', { file: 'litware/customer.json' }),
    canRestore: true,
    status: 'attention',
  },
  {
    id: 'northwind',
    name: 'Northwind Traders',
    badge: { letters: 'NT', colour: 1 },
    practice: false,
    tenantDomain: 'northwind.onmicrosoft.com',
    scenario: 'tenant-exchange',
    status: 'certificate',
    lastRun: '2026-09-02T09:00:00Z',
    verifiedAt: '2026-09-02T10:00:00Z',
    expiry: '2027-01-08T00:00:00Z',
    daysLeft: 48,
  },
  {
    id: 'tailspin',
    name: 'Tailspin Toys',
    badge: { letters: 'TT', colour: 9 },
    practice: false,
    tenantDomain: 'tailspin.onmicrosoft.com',
    scenario: 'sfb-server-tenant',
    status: 'not-read',
  },
];

/** The whole view with one customer open, or none. */
export function appView(open: CustomerView | null, changes: Partial<AppView> = {}): AppView {
  return {
    sequence: 1,
    language: 'en',
    theme: 'light',
    firstRun: false,
    productVersion: '0.1.0',
    dataFolder: '/home/ada/.local/share/Crossprem',
    practiceOnly: false,
    customers: ROWS,
    customersLoading: false,
    importing: null,
    open,
    credential: null,
    powershell: null,
    practiceDirect: false,
    settings: USUAL_SETTINGS,
    policy: NO_POLICY,
    doctor: { running: false, result: null, error: null },
    download: null,
    frame: LONE_FRAME,
    ...changes,
  };
}

/** Lines of a run's log. */
export function logLines(count: number): LogLineView[] {
  return Array.from({ length: count }, (_, index) => ({
    sequence: index + 1,
    at: new Date(Date.UTC(2026, 10, 21, 14, 6, index)).toISOString(),
    target: index % 5 === 4 ? 'Tenant' : 'EX01',
    level: index === count - 2 ? 'error' : index % 11 === 10 ? 'warning' : 'info',
    text:
      index % 2 === 0
        ? `New-ManagementRoleAssignment -Role 'UserApplication' -User 'contoso.lab/Users/${INPUTS.classicAccountName}' -DomainController 'dc01.contoso.lab'`
        : `New-ManagementRoleAssignment: 1 (${String(800 + index)} ms)`,
  }));
}
