import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { RecentCustomers } from '../../../../../src/main/app/windows/recent';

const file = (): string => join(mkdtempSync(join(tmpdir(), 'crossprem-recent-')), 'recent.json');

describe('recent customers', () => {
  it('are the newest five, each once, and are kept', () => {
    const path = file();
    const recent = new RecentCustomers(path, () => undefined);
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'b']) recent.add(id);
    expect(recent.customers).toEqual(['b', 'f', 'e', 'd', 'c']);
    expect(new RecentCustomers(path, () => undefined).customers).toEqual(recent.customers);
  });

  it('are told when they change, and leave nothing of a customer that was removed', () => {
    const path = file();
    const onChange = vi.fn();
    const recent = new RecentCustomers(path, onChange);
    recent.add('contoso');
    recent.add('contoso');
    recent.forget('fabrikam');
    expect(onChange).toHaveBeenCalledTimes(1);
    recent.forget('contoso');
    expect(onChange).toHaveBeenCalledTimes(2);
    expect(readFileSync(path, 'utf8')).not.toContain('contoso');
  });

  it('are none where the file says nonsense, and hold where it cannot be written', () => {
    const path = file();
    writeFileSync(path, '{"version":1,"customers":["../x"]}');
    expect(new RecentCustomers(path, () => undefined).customers).toEqual([]);
    const nowhere = new RecentCustomers(join(path, 'below-a-file', 'x.json'), () => undefined);
    nowhere.add('contoso');
    expect(nowhere.customers).toEqual(['contoso']);
  });
});
