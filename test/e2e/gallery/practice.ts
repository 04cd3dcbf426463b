/** What the practice lab's screen, the coach and the feature grid are shown with. */
import { appError } from '../../../src/shared/errors';
import type { AppView, CustomerView } from '../../../src/shared/ipc/views';
import type { LabStatus } from '../../../src/shared/lab';
import type { PracticeProgress } from '../../../src/shared/practice/progress';
import type { FakeBridge } from '../../unit/renderer/fake-bridge';
import { customerView, unreadCustomer } from '../../unit/renderer/fixtures';

const SEEN = { readAt: null, run: null, proof: null };
const DONE: PracticeProgress['done'] = [
  { id: 'expired-certificate', how: 'alone' },
  { id: 'missing-role', how: 'hinted' },
];

/** Progress of a scene. */
const PROGRESS: Readonly<Record<string, PracticeProgress>> = {
  'practice-offer': { tour: 'offered', drill: null, done: [] },
  'practice-tour': { tour: 'on', drill: null, done: [] },
  'practice-drill': {
    tour: 'left',
    drill: { id: 'expired-certificate', hinted: true, solved: false, seen: SEEN },
    done: DONE,
  },
  'practice-solved': {
    tour: 'left',
    drill: { id: 'stale-plan', hinted: false, solved: true, seen: SEEN },
    done: DONE,
  },
  practice: { tour: 'left', drill: null, done: DONE },
};

const WORLD: LabStatus = {
  seed: 7,
  isCopy: false,
  start: 'half',
  now: '2026-11-21T14:02:00Z',
  faults: ['replication-lag'],
  calls: { reads: 41, changes: 6 },
  organisation: {
    servers: ['EX01', 'EX02'],
    domainControllers: ['dc01.contoso.lab', 'dc02.contoso.lab'],
    acceptedDomains: ['contoso.com', 'fabrikam.com', 'contoso.mail.onmicrosoft.com'],
    mailUsers: ['SfBOnline-ApplicationAccount'],
    partnerApplications: ['Exchange Online', 'LyncOnline'],
  },
  tenant: {
    id: '11111111-2222-4333-8444-555555555555',
    domain: 'contoso.onmicrosoft.com',
    servicePrincipals: [
      '00000002-0000-0ff1-ce00-000000000000',
      '00000004-0000-0ff1-ce00-000000000000',
    ],
  },
  premises: { pools: [], iis: [], serviceConnectionPoints: [], dns: [], testItems: [] },
};

/** An organisation whose certificate is past its end, in the lab. */
function expired(): CustomerView {
  const { lab } = customerView();
  const fault = lab === null ? null : { ...lab, faults: ['expired-certificate'] as const };
  return customerView({
    lab: fault,
    error: appError('HX-CERTEXP', { thumbprint: '9A41', date: '2026-03-11' }),
  });
}

/** Scenes by name. */
export const PRACTICE_SCENES: Readonly<
  Record<string, () => Partial<AppView> & { open: CustomerView | null }>
> = {
  practice: () => ({ open: customerView() }),
  'practice-offer': () => ({ open: unreadCustomer() }),
  'practice-tour': () => ({ open: customerView() }),
  'practice-drill': () => ({ open: expired() }),
  'practice-solved': () => ({ open: customerView() }),
};

/** Prepares main's answers. */
export function answerPractice(bridge: FakeBridge, scene: string): void {
  const progress = PROGRESS[scene];
  if (progress !== undefined) bridge.answer('practice.progress', { ok: true, value: progress });
  bridge.answer('practice.world', { ok: true, value: WORLD });
}
