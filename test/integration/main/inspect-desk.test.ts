/** What the window asks of main when something is inspected: pasted, opened, dropped, forgotten. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InspectDesk } from '../../../src/main/app/inspect-desk';
import { CodedError } from '../../../src/shared/errors';
import { DROPPED_PIECE } from '../../../src/shared/inspection';
import type { InspectedFile } from '../../../src/shared/inspection';
import {
  NOW,
  applicationToken,
  handShake,
  har,
  knownWith,
  saz,
  signer,
} from '../../unit/support/traces';

/** With the open customer. */
const OPEN = { kind: 'open' } as const;
const current = signer('Auth');
const trace = har(handShake(applicationToken(current), { status: 403 }));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-inspect-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function desk(chosen?: string): InspectDesk {
  return new InspectDesk({
    person: { chooseTextFile: () => Promise.resolve(chosen) },
    compared: () => Promise.resolve({ known: knownWith(current), open: null, keptBy: 'contoso' }),
    now: () => NOW,
  });
}

/** Hands over a file as the window does. */
async function dropOn(desk: InspectDesk, bytes: Uint8Array): Promise<[InspectedFile, number]> {
  let step = await desk.dropped({ name: 'trace', size: bytes.length, compare: OPEN });
  let pieces = 0;
  while ('next' in step) {
    const { from, length } = step.next;
    expect(length).toBeLessThanOrEqual(DROPPED_PIECE);
    pieces += 1;
    const piece = bytes.subarray(from, from + length);
    step = await desk.piece({ bytes: Buffer.from(piece).toString('base64') });
  }
  return [step.found, pieces];
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const thrown: unknown = await work.catch((error: unknown) => error);
  return thrown instanceof CodedError ? thrown.error.code : 'not refused';
};

describe('the desk of inspections', () => {
  test('answers about a text, then about its hand-shakes, until it is told to forget', async () => {
    const inspect = desk();
    const { rows } = await inspect.text({ text: trace, compare: OPEN });
    expect(rows).toHaveLength(1);
    expect((await inspect.handShake(0)).cause).toBe('no-right');
    expect(await codeOf(inspect.handShake(1))).toBe('HX-IPC');
    inspect.close();
    expect(await codeOf(inspect.handShake(0))).toBe('HX-IPC');
  });

  test('opens the file that the person chose, and none where none was', async () => {
    const file = join(folder, 'trace.har');
    await writeFile(file, trace);
    const opened = await desk(file).file(OPEN);
    expect(opened).toMatchObject({ name: 'trace.har', inspection: { kind: 'har' } });
    expect(await desk().file(OPEN)).toBeNull();
    expect(await codeOf(desk(join(folder, 'missing.har')).file(OPEN))).toBe('HX-FILE');
  });

  test('takes a dropped archive and a dropped HAR of many pieces', async () => {
    const noise = Array.from({ length: 1_500 }, () => ({ content: 'x'.repeat(400) }));
    const large = har([...noise, ...handShake(applicationToken(current), { status: 403 })]);
    const [found, pieces] = await dropOn(desk(), new TextEncoder().encode(large));
    expect(pieces).toBe(Math.ceil(large.length / DROPPED_PIECE));
    expect(found).toMatchObject({ name: 'trace', inspection: { kind: 'har', damaged: false } });
    expect(found.inspection.rows).toHaveLength(1);
    const client = 'GET / HTTP/1.1\r\nHost: a.b\r\nAuthorization: Bearer x\r\n\r\n';
    const [archive] = await dropOn(desk(), saz([{ client, server: 'HTTP/1.1 403 No\r\n\r\n' }]));
    expect(archive.inspection).toMatchObject({ kind: 'saz', counts: { refused: 1 } });
    const [empty] = await dropOn(desk(), new Uint8Array(0));
    expect(empty.inspection).toMatchObject({ kind: 'text', rows: [] });
  });

  test('refuses bytes that nobody asked for, and ends what was forgotten', async () => {
    const inspect = desk();
    expect(await codeOf(inspect.piece({ bytes: '' }))).toBe('HX-IPC');
    const bytes = new TextEncoder().encode(trace);
    const first = await inspect.dropped({ name: 'a', size: bytes.length, compare: OPEN });
    expect('next' in first).toBe(true);
    const longer = Buffer.alloc(bytes.length + 3).toString('base64');
    expect(await codeOf(inspect.piece({ bytes: longer }))).toBe('HX-IPC');
    inspect.close();
    expect(await codeOf(inspect.piece({ bytes: '' }))).toBe('HX-IPC');
  });
});
