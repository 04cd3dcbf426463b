/** Scenes of the list of customers and of a profile. */
import type { BundleContents } from '../../../src/shared/bundle';
import type { AppView, CustomerRowView, CustomerView } from '../../../src/shared/ipc/views';
import { appView, customerView, unreadCustomer } from '../../unit/renderer/fixtures';

/** What an export would hold. */
export const BUNDLE_CONTENTS: BundleContents = {
  parts: [
    { part: 'profile', files: 1, bytes: 1_400 },
    { part: 'runs', files: 6, bytes: 412_000 },
    { part: 'verification', files: 1, bytes: 38_000 },
    { part: 'checks', files: 1, bytes: 900 },
    { part: 'certificates', files: 2, bytes: 2_300 },
    { part: 'backups', files: 4, bytes: 51_000 },
    { part: 'reports', files: 2, bytes: 230_000 },
  ],
  leftOut: ['reports/note.json'],
};

type Scene = Partial<AppView> & { open: CustomerView | null };

const STATES: readonly CustomerRowView['status'][] = ['verified', 'certificate', 'not-read'];

/** A thousand customers, three states in turn. */
function many(): readonly CustomerRowView[] {
  return Array.from({ length: 1_000 }, (_, index): CustomerRowView => {
    const number = String(index + 1).padStart(4, '0');
    return {
      id: `customer-${number}`,
      name: `Customer ${number}`,
      badge: { letters: 'CU', colour: index % 12 },
      practice: false,
      tenantDomain: `customer${number}.onmicrosoft.com`,
      scenario: 'tenant-exchange',
      status: STATES[index % 3] ?? 'not-read',
      verifiedAt: '2026-11-18T10:00:00Z',
      expiry: '2027-01-08T00:00:00Z',
      daysLeft: 48,
    };
  });
}

const real = { practice: false, lab: null } as const;
const importedAt = '2026-11-21T13:40:00Z';

export const CUSTOMER_SCENES: Readonly<Record<string, () => Scene>> = {
  'customers-loading': () => ({ open: null, customers: [], customersLoading: true }),
  'customers-many': () => ({ open: null, customers: many() }),
  staged: () => ({
    open: customerView({
      ...real,
      staging: {
        importedAt,
        isReady: false,
        checks: [
          { id: 'tenant', state: 'passed' },
          { id: 'organisation', state: 'failed' },
          { id: 'rights', state: 'open' },
        ],
      },
    }),
  }),
  'staged-unread': () => ({
    open: {
      ...unreadCustomer(),
      ...real,
      identity: { organisation: null, sipDomain: null, recordedAt: null },
      staging: {
        importedAt,
        isReady: false,
        checks: [
          { id: 'tenant', state: 'open' },
          { id: 'organisation', state: 'open' },
          { id: 'rights', state: 'open' },
        ],
      },
    },
  }),
  importing: () => ({
    open: null,
    importing: { id: 'd9b2d63d-a233-4123-847a-6ac6cf4a4c2e', file: 'contoso.crossprem' },
    customers: appView(null).customers,
  }),
  profile: () => ({ open: customerView(real) }),
  restored: () => ({ open: customerView({ restoredAt: '2026-11-21T14:01:00Z' }) }),
};
