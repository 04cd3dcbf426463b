import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CustomerDraft } from '../../../../src/main/app/customer-draft';
import type { NewCustomerTyped } from '../../../../src/shared/ipc/draft-channels';

const folder = (): string => mkdtempSync(join(tmpdir(), 'crossprem-draft-'));
const typed = (name: string): NewCustomerTyped => ({
  template: '',
  values: {
    name,
    tenantDomain: 'fabrikam.onmicrosoft.com',
    tenantId: 'half-an-',
    exchangeServer: '',
    connection: { exchange: 'remote', tenant: 'sign-in', online: 'sign-in' },
  },
});

describe('the draft of a new customer', () => {
  it('outlives the program, half typed as it is', async () => {
    const data = folder();
    await new CustomerDraft(data).keep(typed('Fabrikam'));
    const kept = await new CustomerDraft(data).read();
    expect(kept?.typed).toEqual(typed('Fabrikam'));
    expect(Date.parse(kept?.typedAt ?? '')).not.toBeNaN();
  });

  it('is what was typed last, however fast', async () => {
    const draft = new CustomerDraft(folder());
    await Promise.all(['F', 'Fa', 'Fab'].map((name) => draft.keep(typed(name))));
    expect((await draft.read())?.typed.values.name).toBe('Fab');
  });

  it('is gone once it was called off, also where it is being written', async () => {
    const data = folder();
    const draft = new CustomerDraft(data);
    const writing = draft.keep(typed('Fabrikam'));
    await draft.keep(null);
    await writing;
    expect(await draft.read()).toBeNull();
    expect(readdirSync(join(data, 'window'))).toEqual([]);
  });

  it.each(['{', '[]', '{"version":2}', '{"version":1,"typedAt":"now","typed":{"__proto__":{}}}'])(
    'is none where the file says %s',
    async (text) => {
      const data = folder();
      const draft = new CustomerDraft(data);
      await draft.keep(typed('Fabrikam'));
      const file = join(data, 'window', 'new-customer.json');
      expect(readFileSync(file, 'utf8')).toContain('Fabrikam');
      writeFileSync(file, text);
      expect(await draft.read()).toBeNull();
    },
  );
});
