/** Whether an address leads anywhere, before anything is opened. */
import { describe, expect, it } from 'vitest';
import type { CustomerStore } from '../../../../src/core/ports';
import { findAddress } from '../../../../src/main/app/find-address';
import { CodedError } from '../../../../src/shared/errors';

const RUN = '20261121-140200-0a1b2c3d';
const CUSTOMERS = [{ id: 'contoso' }, { id: 'fabrikam' }];
const asked: string[] = [];
const store: Pick<CustomerStore, 'runs'> = {
  runs: (id) => {
    asked.push(id);
    if (id === 'fabrikam') return Promise.reject(new Error('damaged'));
    return Promise.resolve([
      {
        id: RUN,
        kind: 'apply',
        fingerprint: '7F3A-91C2',
        startedAt: '2026-11-21T14:02:00.000Z',
        result: 'done',
      },
    ]);
  },
};
const problemOf = async (text: string): Promise<unknown> =>
  findAddress(text, CUSTOMERS, store).then(
    (address) => address,
    (thrown: unknown) => (thrown instanceof CodedError ? thrown.error : thrown),
  );

describe('an address', () => {
  it('leads to a place, a customer or a run that is there', async () => {
    expect(await problemOf('app://settings')).toEqual({ kind: 'common', place: 'settings' });
    expect(await problemOf(' app://customer/fabrikam/plan ')).toEqual({
      kind: 'customer',
      customer: 'fabrikam',
      place: 'plan',
    });
    expect(await problemOf(`app://customer/contoso/run/${RUN}`)).toEqual({
      kind: 'run',
      customer: 'contoso',
      run: RUN,
    });
  });

  it.each([
    ['app://customer/contoso/apply', 'form'],
    ['app://customer/litware', 'customer'],
    [`app://customer/litware/run/${RUN}`, 'customer'],
    ['app://customer/contoso/run/20261121-140200-ffffffff', 'run'],
    [`app://customer/fabrikam/run/${RUN}`, 'run'],
  ])('%s is refused for its %s', async (address, problem) => {
    expect(await problemOf(address)).toMatchObject({
      code: 'HX-ADDRESS',
      args: { address, problem },
    });
    // The folder of a customer that is not listed is never looked into.
    expect(asked).not.toContain('litware');
  });
});
