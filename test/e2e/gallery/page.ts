/** Runs in the page before its own script: puts a fake bridge with the asked scene in place of the preload's. */
import { appError } from '../../../src/shared/errors';
import type { AppView, CustomerView } from '../../../src/shared/ipc/views';
import type { Language } from '../../../src/shared/languages';
import { diagnose, textSource } from '../../../src/core/diagnosis/diagnose';
import { createFakeBridge } from '../../unit/renderer/fake-bridge';
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
} as const;

function withRun(name: keyof typeof RUNS, changes: Partial<CustomerView> = {}): CustomerView {
  return customerView({
    run: RUNS[name](),
    runs: [SUMMARY],
    next: { kind: 'watch-run' },
    ...changes,
  });
}

const EMPTY_PLAN = planView({
  counts: { add: 0, change: 0, keep: 7, remove: 0, byHand: 0, cannotPreview: 0 },
  groups: [],
  consents: [],
});

const SCENES: Readonly<Record<string, () => Partial<AppView> & { open: CustomerView | null }>> = {
  'first-run': () => ({ open: null, firstRun: true, customers: [] }),
  customers: () => ({ open: null }),
  'customers-empty': () => ({ open: null, customers: [] }),
  unread: () => ({ open: unreadCustomer() }),
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
    open: customerView({ plan: EMPTY_PLAN, steps: stepViews(DONE_STEPS, RESOURCES) }),
  }),
  'no-plan': () => ({ open: customerView({ plan: null }) }),
  running: () => ({ open: withRun('running', { busy: 'run' }) }),
  failed: () => ({ open: withRun('failed') }),
  interrupted: () => ({ open: withRun('interrupted', { next: { kind: 'resume' } }) }),
  done: () => ({ open: withRun('done', { next: { kind: 'verify' } }) }),
  verified: () => ({ open: customerView({ verification: verificationView() }) }),
  reported: () => ({
    open: customerView({
      runs: [SUMMARY],
      report: {
        madeAt: '2026-11-21T14:30:00Z',
        language: 'fr',
        html: '/home/ada/Crossprem/contoso/reports/7F3A-91C2-fr.html',
        json: '/home/ada/Crossprem/contoso/reports/7F3A-91C2.json',
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

const parameters = new URLSearchParams(location.search);
const scene = SCENES[parameters.get('scene') ?? 'read'] ?? SCENES['read'];
if (scene !== undefined) {
  const view: AppView = {
    ...appView(null),
    ...scene(),
    language: (parameters.get('language') ?? 'en') as Language,
    theme: (parameters.get('theme') ?? 'light') as AppView['theme'],
  };
  const bridge = createFakeBridge(view, logLines(400));
  // The window asks for an explanation only after a press, long after this is done.
  void diagnose(textSource(PASTED), { redact: (text) => text }).then((value) =>
    bridge.answer('diagnose.text', { ok: true, value }),
  );
  Object.assign(window, { crossprem: bridge });
}
