import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerCollector } from '../../../../src/adapters/powershell/answer';
import { ReplyReader } from '../../../../src/adapters/powershell/reply-reader';
import type { Reply } from '../../../../src/adapters/powershell/protocol';

const NONCE = '0123456789abcdef';
const line = (sequence: number, reply: object): string =>
  `${NONCE}|${sequence}|${Buffer.from(JSON.stringify(reply)).toString('base64')}\n`;
const DONE = {
  k: 'done',
  id: 'id',
  items: 2,
  errors: 0,
  more: false,
  cancelled: false,
  session: 'Opened',
};
const WHOLE =
  line(1, { k: 'item', values: ['台北', 1] }) +
  line(2, { k: 'warning', text: 'w' }) +
  line(3, DONE);

function read(parts: readonly string[]): { replies: Reply[]; faults: string[]; answer: unknown } {
  const replies: Reply[] = [];
  const faults: string[] = [];
  const collector = new AnswerCollector('id', () => undefined);
  const reader = new ReplyReader(
    NONCE,
    (reply, bytes) => {
      replies.push(reply);
      collector.add(reply, bytes);
    },
    (fault) => faults.push(fault),
  );
  for (const part of parts) reader.feed(part);
  return { replies, faults, answer: collector.finish() };
}

describe('reply lines', () => {
  it('are read however they are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(WHOLE.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((left, right) => left - right), WHOLE.length];
        const parts = places.slice(1).map((end, index) => WHOLE.slice(places[index], end));
        expect(read(parts)).toMatchObject({
          faults: [],
          answer: { items: ['台北', 1], warnings: ['w'] },
        });
      }),
    );
  });

  // fault powershell-killed
  it('that end at any byte are no answer', () => {
    for (let end = 0; end < WHOLE.length; end += 1) {
      const { answer } = read([WHOLE.slice(0, end)]);
      expect(answer, `after ${end} bytes`).toBeUndefined();
    }
  });

  it('stand behind and between other text', () => {
    const noise = `\u001b[?1hno end${WHOLE.replaceAll('\n', '\r\nother text\nffff|1|AAAA\n')}`;
    expect(read([noise]).answer).toMatchObject({ items: ['台北', 1] });
  });

  // fault powershell-garbage
  it('out of sequence, twice or broken are a fault', () => {
    for (const text of [
      line(2, DONE),
      line(1, { k: 'item', values: [] }) + line(1, DONE),
      `${NONCE}|1|!!!!\n`,
      line(1, { k: 'other' }),
      `${NONCE}|1\n`,
    ])
      expect(read([text]).faults).toEqual(['malformed']);
  });

  it('of another request are ignored', () => {
    expect(read([WHOLE.replaceAll(NONCE, 'fedcba9876543210')])).toMatchObject({
      replies: [],
      faults: [],
    });
  });

  it('text without end is not kept', () => {
    const part = 'x'.repeat(1_000_000);
    expect(read(Array.from({ length: 15 }, () => part)).faults).toEqual([]);
    expect(read(Array.from({ length: 17 }, () => part)).faults).toEqual(['too-much']);
  });

  it('pieces come together', () => {
    const json = JSON.stringify({ text: 'a"\\台' });
    const cut = (from: number, to: number, last: boolean): object => ({
      k: 'part',
      text: json.slice(from, to),
      last,
    });
    const text =
      line(1, cut(0, 9, false)) +
      line(2, cut(9, json.length, true)) +
      line(3, { ...DONE, items: 1 });
    expect(read([text]).answer).toMatchObject({ items: [{ text: 'a"\\台' }] });
    expect(
      read([line(1, cut(0, 9, true)) + line(2, { ...DONE, items: 1 })]).answer,
    ).toBeUndefined();
  });
});

describe('an answer', () => {
  const error = { k: 'error', fqid: 'x', category: 'x', message: 'x', type: 'x', position: '' };
  it.each<Reply>([
    { k: 'item', values: ['x'] },
    { k: 'part', text: '"x",', last: false },
    { k: 'warning', text: 'x' },
    { k: 'verbose', text: 'x' },
    { ...error, k: 'error' },
  ])('holds so much and no more, whatever comes: $k', (reply) => {
    const collector = new AnswerCollector('id', () => undefined);
    const taken = Array.from({ length: 65 }, () => collector.add(reply, 1_000_000));
    expect(taken.slice(0, 64)).toEqual(Array.from({ length: 64 }, () => 'taken'));
    expect(taken[64]).toBe('too-much');
  });

  it('counts what came on the line', () => {
    const sizes: number[] = [];
    const reader = new ReplyReader(
      NONCE,
      (_reply, bytes) => sizes.push(bytes),
      () => undefined,
    );
    const json = { k: 'item', values: ['x'.repeat(3_000)] };
    reader.feed(line(1, json));
    expect(sizes[0]).toBeGreaterThanOrEqual(JSON.stringify(json).length);
  });
});
