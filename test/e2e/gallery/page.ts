/** Runs in the page before its own script: puts a fake bridge with the asked scene in place of the preload's. */
import { appError } from '../../../src/shared/errors';
import type { AppView, CustomerView, StepView } from '../../../src/shared/ipc/views';
import type { LogEntryView, LogPageView } from '../../../src/shared/ipc/log-view';
import type { Language } from '../../../src/shared/languages';
import { USUAL_SETTINGS } from '../../../src/shared/settings';
import { diagnose, textSource } from '../../../src/core/diagnosis/diagnose';
import './checks';
import { answerHistory, DRIFT, REPORT_FILES } from './history';
import { BUNDLE_CONTENTS, CUSTOMER_SCENES } from './customers';
import { answerInspections } from './inspection';
import { answerPractice, PRACTICE_SCENES } from './practice';
import { WINDOW_SCENES } from './windows';
import { FORM_SCENES } from './forms';
import { PLAN_SCENES, answerRehearsal } from './plan';
import { createFakeBridge } from '../../unit/renderer/fake-bridge';
import { aloneDoctor, brokenDoctor, SUPPORT_FILES } from '../../unit/renderer/fixture-doctor';
import { keysView } from '../../unit/renderer/fixture-keys';
import { planView, RUNS, verificationView } from '../../unit/renderer/fixture-plan';
import {
  appView,
  customerView,
  logLines,
  RESOURCES,
  stepViews,
  text,
  unreadCustomer,
} from '../../unit/renderer/fixtures';

const DONE_STEPS = {
  prepare: 'verified',
  oauth: 'verified',
  'mail-user': 'verified',
  'partner-application': 'failed',
  'export-certificate': 'applied',
  'upload-certificate': 'drifted',
  'verify-keys': 'unknown',
} as const;

const SUMMARY = {
  id: '2026-11-21-1406',
  kind: 'apply',
  fingerprint: '7F3A-91C2',
  startedAt: '2026-11-21T14:06:00Z',
  result: 'done',
  undone: false,
  carriedTo: null,
} as const;

function withRun(name: keyof typeof RUNS, changes: Partial<CustomerView> = {}): CustomerView {
  return customerView({
    run: RUNS[name](),
    runs: [SUMMARY],
    next: { kind: 'watch-run' },
    ...changes,
  });
}

const CREDENTIAL = 'd9b2d63d-a233-4123-847a-6ac6cf4a4c2e';
const lab = {
  seed: 7,
  start: 'empty',
  isCopy: false,
  now: '2026-11-21T14:02:00Z',
  faults: [],
  reads: 41,
  changes: 6,
} as const;

/** A customer with servers and a tenant of its own. */
function realCustomer(changes: Partial<CustomerView> = {}): CustomerView {
  return customerView({
    practice: false,
    lab: null,
    connection: {
      exchangeServer: 'ex01.contoso.com',
      exchange: 'remote-credential',
      tenant: 'sign-in',
      online: 'sign-in',
      skype: 'carry',
      skypeServer: '',
    },
    ...changes,
  });
}

const EMPTY_PLAN = planView({
  outcome: 'no-changes',
  counts: { add: 0, change: 0, keep: 7, remove: 0, byHand: 0, cannotPreview: 0 },
  groups: [],
  consents: [],
});

/** Every step as it is when there is nothing left to change. */
function settledSteps(): StepView[] {
  return stepViews({}, RESOURCES).map((step) => ({
    ...step,
    state: 'verified',
    resources: step.resources.map((resource) => ({
      ...resource,
      state: 'present',
      comparisons: resource.comparisons.map((row) => ({
        ...row,
        found: row.verdict === 'equal' ? row.found : row.expected,
        verdict: 'equal',
      })),
      byHand: [],
      cannotPreview: [],
    })),
  }));
}

const { topology, readAt, plan, certificate, findings } = unreadCustomer();
const UNREAD_PARTS = { topology, readAt, plan, certificate, findings };

/** A customer whose two sides are reached by hand; `collected` once looks came back. */
function byHand(collected: boolean, changes: Partial<CustomerView> = {}): CustomerView {
  const at = '2026-11-21T13:02:00Z';
  const side = (target: 'exchange' | 'tenant', host: string, ready: number) => ({
    target,
    byHand: true,
    collected: collected ? { host, at } : null,
    missing: 0,
    ready: collected ? ready : 0,
    triable: collected ? ready : 0,
    trial: null,
  });
  return customerView({
    carry: {
      onlyByHand: collected,
      sides: [side('exchange', 'ex01.contoso.com', 17), side('tenant', 'admin-pc', 0)],
    },
    runs: [{ ...SUMMARY, carriedTo: 'ex01.contoso.com' }],
    ...changes,
  });
}

const SCENES: Readonly<Record<string, () => Partial<AppView> & { open: CustomerView | null }>> = {
  ...CUSTOMER_SCENES,
  ...WINDOW_SCENES,
  'first-run': () => ({ open: null, firstRun: true, customers: [] }),
  customers: () => ({ open: null }),
  policy: () => ({
    open: null,
    settings: { ...USUAL_SETTINGS, logDays: 90 },
    policy: {
      values: {
        ReadOnly: true,
        AllowedActions: ['add', 'change', 'sfb-server-exchange:interrupts-service'],
        AllowedSignInMethods: ['browser'],
        IdleLockMinutes: 15,
        LogDays: 90,
      },
      setBy: {
        ReadOnly: 'machine',
        AllowedActions: 'machine',
        AllowedSignInMethods: 'machine',
        IdleLockMinutes: 'user',
        LogDays: 'machine',
      },
      problems: [
        appError('HX-RULEVALUE', {
          name: 'ReadOnly',
          value: 'yes',
          place: 'HKLM\\SOFTWARE\\Policies\\Crossprem',
        }),
      ],
    },
  }),
  'customers-empty': () => ({ open: null, customers: [] }),
  unread: () => ({ open: unreadCustomer() }),
  'carry-unread': () => ({
    open: byHand(false, { ...UNREAD_PARTS, next: { kind: 'carry-look', target: 'exchange' } }),
  }),
  carry: () => ({ open: byHand(true) }),
  reading: () => ({
    open: {
      ...unreadCustomer(),
      busy: 'read',
      reading: { done: 4, total: 9, current: text('core.read.partner-applications') },
    },
  }),
  read: () => ({ open: customerView() }),
  finished: () => ({
    open: customerView({
      steps: stepViews(DONE_STEPS, RESOURCES),
      next: { kind: 'report' },
      findings: [],
      runs: [SUMMARY],
    }),
  }),
  real: () => ({ open: realCustomer() }),
  'way-fallback': () => ({
    open: customerView({
      lab: {
        ...lab,
        way: { kind: 'direct', fallback: appError('HX-SHELL', { executable: '/opt/pwsh' }) },
      },
    }),
  }),
  credential: () => ({
    open: realCustomer({ busy: 'read' }),
    credential: { id: CREDENTIAL, server: 'ex01.contoso.com', user: '', refused: false },
  }),
  'credential-refused': () => ({
    open: realCustomer({ busy: 'read' }),
    credential: {
      id: CREDENTIAL,
      server: 'ex01.contoso.com',
      user: 'CONTOSO\\ada.lovelace',
      refused: true,
    },
  }),
  collected: () => ({
    open: realCustomer({ collected: '/home/ada/Documents/exchange-collected' }),
    powershell: '/opt/microsoft/powershell/7/pwsh',
  }),
  'wrong-tenant': () => ({
    open: customerView({
      signIn: {
        state: 'failed',
        error: appError('HX-TEN', { found: 'fabrikam.com', expected: 'contoso.com' }),
      },
      error: appError('HX-REACH', { target: 'exchange' }, 'WinRM cannot complete the operation.'),
    }),
  }),
  'device-code': () => ({
    open: customerView({
      signIn: {
        state: 'device-code',
        userCode: 'F7QX2LMNP',
        verificationUri: 'https://microsoft.com/devicelogin',
        secondsLeft: 840,
      },
    }),
  }),
  'input-problem': () => ({
    open: customerView({
      inputProblems: [
        {
          input: 'classicAddress',
          error: appError('HX-INPUT', { input: 'classicAddress', value: 'x' }),
        },
      ],
    }),
  }),
  outdated: () => ({
    open: customerView({
      plan: planView({
        outdated: [{ property: 'HiddenFromAddressListsEnabled', expected: 'False', found: 'True' }],
      }),
    }),
  }),
  'no-changes': () => ({
    open: customerView({ plan: EMPTY_PLAN, findings: [], steps: settledSteps() }),
  }),
  'no-plan': () => ({ open: customerView({ plan: null }) }),
  running: () => ({ open: withRun('running', { busy: 'run' }) }),
  failed: () => ({ open: withRun('failed') }),
  interrupted: () => ({ open: withRun('interrupted', { next: { kind: 'resume' } }) }),
  done: () => ({ open: withRun('done', { next: { kind: 'verify' } }) }),
  verified: () => ({ open: customerView({ verification: verificationView() }) }),
  'doctor-none': () => ({ open: null }),
  'doctor-running': () => ({
    open: customerView(),
    doctor: { running: true, result: null, error: null },
  }),
  'doctor-alone': () => ({
    open: null,
    doctor: { running: false, result: aloneDoctor(), error: null },
  }),
  'doctor-broken': () => ({
    open: customerView(),
    doctor: { running: false, result: brokenDoctor(), error: null },
  }),
  keys: () => ({ open: customerView({ keys: keysView() }) }),
  drifted: () => ({
    open: customerView({
      runs: [SUMMARY],
      steps: stepViews(DONE_STEPS),
      verification: verificationView(),
      drift: DRIFT,
    }),
  }),
  ...PRACTICE_SCENES,
  reported: () => ({
    open: customerView({
      runs: [SUMMARY],
      report: {
        madeAt: '2026-11-21T14:30:00Z',
        language: 'fr',
        level: 'customer',
        files: REPORT_FILES,
        failed: [],
      },
    }),
  }),
};

const PASTED = [
  'Detail     : challenge from https://outlook.office365.com received',
  'ResultType : Success',
  '2017.10.23 11:39:51.552 *ERROR* 10277 [Client=UX, Activity=Domain Ownership, Thread=9] PowerShell failed to invoke x: AADSTS700027',
  'AADSTS9999999: something new',
  '[PS] C:\\>Connect-MsolService',
  'The SMTP address has no mailbox associated with it.',
].join('\n');

/** What a person sees of the log: all levels, a long line, lines with and without an id. */
const LOG_PAGE: LogPageView = {
  entries: Array.from({ length: 300 }, (_, key) => logEntry(key)),
  matched: 300,
  total: 4_812,
  targets: ['EX01.contoso.com', 'graph.microsoft.com'],
  problem: null,
};

function logEntry(key: number): LogEntryView {
  const at = new Date(Date.UTC(2026, 10, 21, 14, 0, key)).toISOString();
  const correlation = '0a1b2c3d-1111-4222-8333-444455556666';
  const own = { key, at, correlation };
  if (key % 7 === 3)
    return {
      ...own,
      level: 'error',
      event: 'operation-failed',
      target: '',
      text: `code=HX-LOST stack=Error: the shell ended · ${'at Place.work (main.cjs:1:2) · '.repeat(6)}`,
    };
  if (key % 7 === 5)
    return {
      ...own,
      correlation: '',
      level: 'warn',
      event: 'page-hangs',
      target: '',
      text: 'reason=unresponsive',
    };
  return {
    ...own,
    level: 'info',
    event: 'shell.request',
    target: 'EX01.contoso.com',
    text: 'request=5f1d op=invoke command=Get-ExchangeCertificate outcome=answer milliseconds=182',
  };
}

const parameters = new URLSearchParams(location.search);
const named = parameters.get('scene') ?? 'read';
const scene = SCENES[named] ?? PLAN_SCENES[named] ?? FORM_SCENES[named] ?? SCENES['read'];
if (scene !== undefined) {
  const view: AppView = {
    ...appView(null),
    ...scene(),
    language: (parameters.get('language') ?? 'en') as Language,
    theme: (parameters.get('theme') ?? 'light') as AppView['theme'],
  };
  const bridge = createFakeBridge(view, logLines(400));
  bridge.answer('logs.read', { ok: true, value: LOG_PAGE });
  bridge.answer('about.facts', {
    ok: true,
    value: { commit: '8c1fdfc0a1b2', testPackage: true, licences: true },
  });
  bridge.answer('support.preview', { ok: true, value: { files: SUPPORT_FILES } });
  // The window asks for an explanation only after a press, long after this is done.
  void diagnose(textSource(PASTED), { redact: (text) => text }).then((value) =>
    bridge.answer('diagnose.text', { ok: true, value }),
  );
  bridge.answer('customer.contents', { ok: true, value: BUNDLE_CONTENTS });
  answerRehearsal(bridge, named);
  void answerInspections(bridge);
  answerHistory(bridge);
  answerPractice(bridge, parameters.get('scene') ?? '');
  Object.assign(window, { crossprem: bridge });
}
