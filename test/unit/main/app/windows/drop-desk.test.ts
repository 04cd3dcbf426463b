import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DropDesk, kindOf } from '../../../../../src/main/app/windows/drop-desk';
import { CodedError } from '../../../../../src/shared/errors';
import type { FileStep } from '../../../../../src/shared/ipc/window-limits';

const CUSTOMER = `{\n  "kind": "crossprem-customer",\n  "format": 1,\n  "note": "${'x'.repeat(400_000)}"}`;
const RESULT = '{"content":{"actions":[]},"end":"crossprem-end","sha256":"00"}';
const PLAN = '{"format":1,"kind":"apply","customer":"contoso","fingerprint":"7F3A-91C2"}';

const COMPARED = {
  kind: 'same',
  fingerprint: '7F3A-91C2',
  madeAt: '2026-11-21T14:00:00Z',
} as const;

let folder: string;
let open: boolean;
let planned: boolean;
let taken: { kind: string; path: string; text: string }[];
let desk: DropDesk;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'crossprem-drop-')), 'dropped');
  open = true;
  planned = true;
  taken = [];
  desk = new DropDesk({
    folder,
    hasCustomer: () => open,
    hasPlan: () => planned,
    take: (kind, path) => {
      taken.push({ kind, path, text: readFileSync(path, 'utf8') });
      return Promise.resolve(
        kind === 'plan' ? { taken: kind, compared: COMPARED } : { taken: kind },
      );
    },
  });
});

/** Hands over a file as the window does. */
async function drop(name: string, text: string): Promise<FileStep> {
  const bytes = Buffer.from(text);
  let step = await desk.dropped({ name, size: bytes.length });
  while ('next' in step) {
    const { from, length } = step.next;
    step = await desk.piece({ bytes: bytes.subarray(from, from + length).toString('base64') });
  }
  return step;
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (fault: unknown) => (fault instanceof CodedError ? fault.error : fault),
  );

describe('a dropped file', () => {
  it('is told by its content, not by its name alone', () => {
    expect(kindOf('x.json', CUSTOMER)).toBe('customer');
    expect(kindOf('x.txt', RESULT)).toBe('result');
    expect(kindOf('plan.json', PLAN)).toBe('plan');
    expect(kindOf('contoso-7F3A-91C2.hplan', PLAN)).toBe('plan');
    expect(kindOf('x.CROSSPREM', '\u0000\u0001')).toBe('customer');
    expect(kindOf('customer.json', '{"log":{"entries":[]}}')).toBe('other');
  });

  it('is taken in whole, with every byte as it was', async () => {
    expect(await drop('contoso.json', CUSTOMER)).toEqual({ taken: 'customer' });
    expect(taken).toMatchObject([{ kind: 'customer', text: CUSTOMER }]);
    expect(await drop('result.json', RESULT)).toEqual({ taken: 'result' });
    expect(taken[1]).toMatchObject({ kind: 'result', text: RESULT });
    // The copy of the first is gone.
    expect(existsSync(taken[0]?.path ?? '')).toBe(false);
    await desk.end();
    expect(existsSync(folder)).toBe(false);
  });

  it('that is a saved plan is compared, and its copy goes with the next', async () => {
    expect(await drop('plan.json', PLAN)).toEqual({ taken: 'plan', compared: COMPARED });
    expect(taken).toMatchObject([{ kind: 'plan', text: PLAN }]);
    await desk.end();
    expect(existsSync(taken[0]?.path ?? '')).toBe(false);
  });

  it('is refused with the reason: a plan beside none, something else, a result without a customer', async () => {
    planned = false;
    expect(await refusal(drop('plan.json', PLAN))).toMatchObject({
      code: 'HX-DROP',
      args: { file: 'plan.json', kind: 'plan' },
    });
    expect(await refusal(drop('photo.png', 'PNG'))).toMatchObject({ args: { kind: 'other' } });
    expect(await refusal(drop('empty', ''))).toMatchObject({ args: { kind: 'other' } });
    open = false;
    expect(await refusal(drop('result.json', RESULT))).toMatchObject({ args: { kind: 'result' } });
    expect(taken).toEqual([]);
  });

  it('cannot name a place outside its folder', async () => {
    for (const name of ['../../evil.json', '..\\..\\evil.json', '/etc/passwd', '..', 'a\u0000b']) {
      await drop(name, RESULT);
      const path = taken.at(-1)?.path ?? '';
      expect(path.startsWith(`${folder}/`)).toBe(true);
      expect(path.slice(folder.length).split('/')).toHaveLength(3);
      expect(basename(path)).toMatch(/^[\w][\w .()-]*$/);
    }
  });

  it('ends when a newer one comes, and takes no bytes that were not asked for', async () => {
    const first = await desk.dropped({ name: 'a.json', size: CUSTOMER.length });
    expect(first).toMatchObject({ next: { from: 0 } });
    expect(await drop('result.json', RESULT)).toEqual({ taken: 'result' });
    expect(await refusal(desk.piece({ bytes: 'AAAA' }))).toMatchObject({ code: 'HX-IPC' });
    expect(taken).toHaveLength(1);
  });
});
