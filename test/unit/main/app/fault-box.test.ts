import { describe, expect, it, vi } from 'vitest';
import { FaultBox, type Box } from '../../../../src/main/app/fault-box';
import { CodedError, appError } from '../../../../src/shared/errors';
import { LANGUAGES, type Language } from '../../../../src/shared/languages';

function box(language: Language = 'en', chosen = 2) {
  const asked: Box[] = [];
  const copy = vi.fn();
  const openLogFolder = vi.fn();
  const time = { now: 0 };
  let answer = (): void => undefined;
  const faults = new FaultBox({
    language: () => language,
    ask: (one) => {
      asked.push(one);
      return new Promise((resolve) => {
        answer = () => resolve(chosen);
      });
    },
    copy,
    openLogFolder,
    now: () => time.now,
  });
  return { faults, asked, copy, openLogFolder, time, answer: () => answer() };
}

const SECRET = 'Bearer abcdefghijklmnop of ada.lovelace@contoso.com';

describe('the box of a fault', () => {
  it.each(LANGUAGES)(
    'says in %s what happened, without secrets, and what was not touched',
    (language) => {
      const { faults, asked } = box(language);
      void faults.tell(new Error(SECRET), 'the-id');
      const [{ message, detail, buttons } = { message: '', detail: '', buttons: [] }] = asked;
      expect(message).not.toBe('');
      expect(detail).toContain('HX-BUG');
      expect(detail).toContain('the-id');
      expect(detail).not.toMatch(/abcdefghij|lovelace/);
      expect(detail).not.toContain(' at ');
      expect(buttons).toHaveLength(3);
      expect(new Set(buttons).size).toBe(3);
    },
  );

  it('keeps the code of a coded error', () => {
    const { faults, asked } = box();
    void faults.tell(new CodedError(appError('HX-FULL', { path: '/data' })), 'id');
    expect(asked[0]?.detail).toContain('HX-FULL');
  });

  it.each([
    [0, 1, 0],
    [1, 0, 1],
    [2, 0, 0],
  ])('does what button %d says', async (chosen, copies, opens) => {
    const { faults, answer, copy, openLogFolder } = box('en', chosen);
    const told = faults.tell('no', 'id');
    answer();
    await told;
    expect(copy).toHaveBeenCalledTimes(copies);
    expect(openLogFolder).toHaveBeenCalledTimes(opens);
  });

  it('is one at a time, and the same not again within a minute', async () => {
    const { faults, asked, answer, time } = box();
    const told = faults.tell('first', 'id');
    await faults.tell('second', 'id');
    expect(asked).toHaveLength(1);
    answer();
    await told;
    await faults.tell('first', 'id');
    expect(asked).toHaveLength(1);
    time.now = 61_000;
    void faults.tell('first', 'id');
    expect(asked).toHaveLength(2);
  });
});
