import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import type { TenantAccess } from '../../../../src/core/model/tenant-access';
import type { OpenCustomer } from '../../../../src/main/app/open-customer';
import { TenantDesk } from '../../../../src/main/app/tenant-desk';
import { CHANNELS } from '../../../../src/shared/ipc/contract';
import { record } from '../support';

const GUID = '0000aaaa-0000-4000-8000-000000000001';
const SAVED = {
  cloud: 'auto',
  login: '',
  graph: '',
  clientId: '',
  remember: false,
  appOnly: { clientId: GUID, certificateFile: 'chosen', keyFile: 'chosen' },
} as const;

/** A desk on one open customer, which a test exchanges; `files` are what the person chooses, in turn. */
function deskFor(files: (string | undefined)[], onDialog = (): void => undefined) {
  const kept: (TenantAccess | undefined)[] = [];
  const opened = (value: CustomerRecord): OpenCustomer =>
    // Only the record of the open customer is looked at.
    ({ session: { state: { record: value } } }) as unknown as OpenCustomer;
  const customers = {
    open: opened(record()) as OpenCustomer | null,
    changeTenant: (access: TenantAccess | undefined) => Promise.resolve(void kept.push(access)),
  };
  const person = {
    chooseCheckFile: () => {
      onDialog();
      return Promise.resolve(files.shift());
    },
  };
  const enter = (value: CustomerRecord | null): void => {
    customers.open = value === null ? null : opened(value);
  };
  return { desk: new TenantDesk(customers, person), kept, enter };
}

describe('the files of the sign-in for scheduled checks', () => {
  // threat T1
  it('are named by a dialog of main’s own: the window gets a name, and no path of it is taken', async () => {
    const { desk, kept } = deskFor(['/home/ada/own.cer', '/home/ada/keys/own.key']);
    expect(await desk.choose({ which: 'certificateFile' })).toBe('own.cer');
    expect(await desk.choose({ which: 'keyFile' })).toBe('own.key');
    await desk.change(SAVED);
    expect(kept).toEqual([
      {
        appOnly: {
          clientId: GUID,
          certificateFile: '/home/ada/own.cer',
          keyFile: '/home/ada/keys/own.key',
        },
      },
    ]);
    const named = { ...SAVED, appOnly: { ...SAVED.appOnly, keyFile: '/etc/shadow' } };
    expect(v.safeParse(CHANNELS['customer.tenant'], named).success).toBe(false);
    // What was chosen counts once.
    await expect(desk.change(SAVED)).rejects.toMatchObject({ error: { code: 'HX-TENANTSET' } });
  });

  // threat T11
  it('are never another customer’s', async () => {
    const other = { ...record(), id: 'other' };
    const late = deskFor(['/a.cer'], () => late.enter(other));
    expect(await late.desk.choose({ which: 'certificateFile' })).toBeNull();
    const { desk, enter } = deskFor(['/a.cer', undefined, '/a.key']);
    expect(await desk.choose({ which: 'certificateFile' })).toBe('a.cer');
    expect(await desk.choose({ which: 'keyFile' })).toBeNull();
    await desk.choose({ which: 'keyFile' });
    enter(other);
    await expect(desk.change(SAVED)).rejects.toMatchObject({ error: { code: 'HX-TENANTSET' } });
    enter(null);
    await expect(desk.change(SAVED)).rejects.toMatchObject({ error: { code: 'HX-IPC' } });
  });
});
