/** Every way in which a shell can fail has a defined outcome: never a false success, a hang or an unhandled rejection. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { KINDS, call, closeAll, command, folder, makeShell, removeFolder } from './support/shells';
import type { PowerShellShell } from '../../../src/adapters/powershell/shell';

afterEach(closeAll);
afterAll(removeFolder);

/** A process that nobody waited for stays listed as Z. */
const isAlive = async (id: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${String(id)}/stat`, 'utf8').catch(() => ' Z ');
  return !/^(\d+ \(.*\))? Z /.test(stat);
};

async function works(shell: PowerShellShell): Promise<void> {
  const outcome = await shell.perform(command('Test-Echo', { Text: 'still here' }), call());
  expect(outcome).toMatchObject({ kind: 'done', items: [{ Text: 'still here' }] });
}

describe.each(KINDS)('$name', (kind) => {
  const test = it.skipIf(kind.executable === undefined);

  test('text on standard error is no failure', async () => {
    const shell = makeShell(kind);
    const outcome = await shell.perform(command('Test-Stderr'), call());
    expect(outcome).toEqual({ kind: 'done', items: ['fine'], warnings: [] });
  });

  // fault powershell-hung
  test('a command that takes too long is unknown, and the next one does not wait behind it', async () => {
    const shell = makeShell(kind);
    await works(shell);
    const outcome = await shell.perform(
      command('Test-Sleep', { Milliseconds: '20000' }),
      call(300),
    );
    expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'HX-LOST' } });
    await works(shell);
  });

  test('cancel stops a command that writes, and the shell lives on', async () => {
    const shell = makeShell(kind);
    await works(shell);
    const before = shell.processId;
    const outcome = await shell.perform(
      command('Test-Tick', { Milliseconds: '20000' }),
      call(30_000, AbortSignal.timeout(300)),
    );
    expect(outcome).toMatchObject({ kind: 'unknown' });
    await works(shell);
    expect(shell.processId).toBe(before);
  });

  test('cancelled or too late while it waits: not sent', async () => {
    const shell = makeShell(kind);
    await works(shell);
    const long = shell.perform(command('Test-Sleep', { Milliseconds: '800' }), call());
    const aborted = shell.perform(command('Test-Echo'), call(30_000, AbortSignal.abort()));
    const late = shell.perform(command('Test-Echo'), call(100));
    expect((await aborted).kind).toBe('not-sent');
    expect((await late).kind).toBe('not-sent');
    expect((await long).kind).toBe('done');
  });

  test.each(['0', '3', '143'])(
    'a shell that exits with %s mid-command is unknown',
    async (code) => {
      const shell = makeShell(kind);
      const outcome = await shell.perform(command('Test-Exit', { Code: code }), call());
      expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'HX-LOST' } });
      await works(shell);
    },
  );

  // fault powershell-killed
  test('a shell that is killed mid-command is unknown', async () => {
    const shell = makeShell(kind);
    expect(await shell.perform(command('Test-Kill'), call())).toMatchObject({ kind: 'unknown' });
    await works(shell);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    '%s from outside mid-command is unknown',
    async (signal) => {
      const shell = makeShell(kind);
      await works(shell);
      const running = shell.perform(command('Test-Sleep', { Milliseconds: '20000' }), call());
      await sleep(200);
      process.kill(shell.processId!, signal);
      expect(await running).toMatchObject({ kind: 'unknown' });
      await works(shell);
    },
  );

  test('a shell that dies while nothing runs is replaced', async () => {
    const shell = makeShell(kind);
    await works(shell);
    const before = shell.processId!;
    process.kill(before, 'SIGKILL');
    await sleep(200);
    await works(shell);
    expect(shell.processId).not.toBe(before);
  });

  test('closing settles what waits and what comes later', async () => {
    const shell = makeShell(kind);
    await works(shell);
    const running = shell.perform(command('Test-Sleep', { Milliseconds: '300' }), call());
    await sleep(100);
    const waiting = shell.perform(command('Test-Echo'), call());
    const closing = shell.close();
    expect((await running).kind).toBe('done');
    expect((await waiting).kind).toBe('not-sent');
    await closing;
    expect((await shell.perform(command('Test-Echo'), call())).kind).toBe('not-sent');
  });

  test('a program that cannot be started: not sent', async () => {
    const missing = makeShell({ ...kind, executable: '/nowhere/pwsh' });
    expect(await missing.perform(command('Test-Echo'), call())).toMatchObject({
      kind: 'not-sent',
      error: { code: 'HX-SHELL' },
    });
    const wrong = makeShell({ ...kind, executable: '/bin/false' });
    expect(await wrong.perform(command('Test-Echo'), call())).toMatchObject({ kind: 'not-sent' });
    const program = join(folder, 'silent');
    await writeFile(program, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
    const silent = makeShell({ ...kind, executable: program }, { startMs: 500 });
    expect(await silent.perform(command('Test-Echo'), call())).toMatchObject({
      kind: 'not-sent',
      error: { code: 'HX-SHELL' },
    });
  });

  test.each(['Test-Prompt', 'Test-Confirm', 'Test-Mandatory'])(
    '%s fails instead of asking',
    async (name) => {
      const shell = makeShell(kind);
      const outcome = await shell.perform(command(name), call(10_000));
      expect(outcome).toMatchObject({ kind: 'failed' });
      await works(shell);
    },
  );

  test('a command that reads standard input eats the prompt’s lines: unknown or failed, never a hang', async () => {
    const shell = makeShell(kind);
    await works(shell);
    const outcome = await shell.perform(command('Test-StdIn'), call(3_000));
    expect(['unknown', 'done', 'failed']).toContain(outcome.kind);
    await works(shell);
  });

  // fault powershell-garbage
  test('text on the console does not disturb the answer', async () => {
    const shell = makeShell(kind);
    const outcome = await shell.perform(command('Test-Console'), call());
    expect(outcome).toEqual({ kind: 'done', items: ['fine'], warnings: [] });
  });

  // fault powershell-garbage
  test('a flood on the console ends the shell', async () => {
    const shell = makeShell(kind);
    const outcome = await shell.perform(command('Test-Flood', { Megabytes: '200' }), call(60_000));
    expect(outcome).toMatchObject({ kind: 'unknown' });
    await works(shell);
  });

  test('what a command started ends with it', async () => {
    let child = 0;
    const shell = makeShell(kind);
    await works(shell);
    const running = shell.perform(command('Test-Child'), call(2_500));
    for (let round = 0; round < 20 && child === 0; round += 1) {
      await sleep(100);
      for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
        const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
        if (new RegExp(`^\\d+ \\(sleep\\) \\S ${String(shell.processId)} `).test(stat))
          child = Number(id);
      }
    }
    expect(child).not.toBe(0);
    expect(await running).toMatchObject({ kind: 'unknown' });
    await sleep(200);
    expect(await isAlive(child)).toBe(false);
  });

  test('errors: a terminating one, and one among results, are failures', async () => {
    const shell = makeShell(kind);
    expect(await shell.perform(command('Test-Fault', { Text: 'it broke' }), call())).toMatchObject({
      kind: 'failed',
      record: { message: 'it broke', exceptionType: 'System.InvalidOperationException' },
    });
    const request = await shell.request(command('Test-Streams'), call());
    expect(request).toMatchObject({
      kind: 'answer',
      answer: {
        items: ['one', 'two'],
        warnings: ['a warning'],
        errors: [
          {
            message: 'a mistake',
            fullyQualifiedErrorId: expect.stringContaining('Mistake') as string,
          },
        ],
      },
    });
    if (request.kind !== 'answer') return;
    expect(request.answer.verbose).toEqual([
      'a detail',
      'a debug line',
      'to the host',
      'an information',
    ]);
    expect(await shell.perform(command('Test-Streams'), call())).toMatchObject({ kind: 'failed' });
  });

  test('half a surrogate pair in an answer is an error', async () => {
    const shell = makeShell(kind);
    expect(await shell.perform(command('Test-Lone'), call())).toMatchObject({ kind: 'failed' });
    await works(shell);
  });
});

describe.skipIf(KINDS[0]!.executable === undefined)('answers that are not whole', () => {
  it.each(['Test-Skip', 'Test-WrongId', 'Test-NoDone', 'Test-Fewer', 'Test-Broken'])(
    '%s is unknown',
    async (name) => {
      const shell = makeShell(KINDS[0]!);
      expect(await shell.perform(command(name), call(5_000))).toMatchObject({ kind: 'unknown' });
      await works(shell);
    },
  );

  it('a shell that ends anywhere in its answer is unknown, up to the last byte', async () => {
    const cut = async (bytes: number): Promise<string> => {
      const shell = makeShell(KINDS[0]!);
      const outcome = await shell.perform(command('Test-Cut', { Count: String(bytes) }), call());
      await shell.close();
      return outcome.kind;
    };
    // Each is a process of its own: every third byte here, every byte in the reader's own test.
    const outcomes: string[] = [];
    let at = 0;
    const worker = async (): Promise<void> => {
      for (let next = at++; !outcomes.includes('done'); next = at++)
        outcomes[next] = await cut(3 * next);
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    const whole = outcomes.indexOf('done');
    // An item's line and the one that says that it was all.
    expect(3 * whole).toBeGreaterThan(200);
    expect(new Set(outcomes.slice(0, whole))).toEqual(new Set(['unknown']));
    const last = [await cut(3 * whole - 2), await cut(3 * whole - 1)];
    // Without its line end, the last line is none.
    expect([
      ['unknown', 'unknown'],
      ['unknown', 'done'],
      ['done', 'done'],
    ]).toContainEqual(last);
  });
});
