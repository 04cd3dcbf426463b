/** What an Exchange session may say, each with its finding, over the stand-in; exchange.test.ts has the real one. */
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { certificates } from '../../../src/core/reads/organisation';
import { diagnoseShellError } from '../../../src/core/diagnosis/shell-errors';
import { KINDS, call, closeAll, command, folder, makeShell, removeFolder } from './support/shells';
import type { PowerShellShell } from '../../../src/adapters/powershell/shell';

afterEach(closeAll);
afterAll(removeFolder);

const standIn = KINDS[0]!;
let place: string;
beforeEach(async () => {
  await mkdir(folder, { recursive: true });
  place = await mkdtemp(join(folder, 'sessions-'));
});
const shellTo = (server: string): PowerShellShell =>
  makeShell(standIn, {
    target: server,
    connect: { op: 'connect-exchange', server },
    folder: place,
  });
const sessions = async (): Promise<string[]> =>
  (await readFile(join(place, 'sessions.txt'), 'utf8')).trim().split('\n');
const domains = { name: 'Get-AcceptedDomain', parameters: {} };

describe.skipIf(standIn.executable === undefined)('an Exchange session in the stand-in', () => {
  it('answers', async () => {
    expect(await shellTo('ex01.contoso.lab').invoke(domains, call())).toMatchObject({
      kind: 'done',
      items: [{ DomainName: 'contoso.com' }],
    });
  });

  it.each([
    ['mail.contoso.lab', 'HX-KERB'],
    ['full.contoso.lab', 'HX-SHELLS'],
    ['nolang.contoso.lab', 'HX-NOLANG'],
    ['gone.contoso.lab', 'HX-REACH'],
    ['denied.contoso.lab', 'HX-SESSION'],
  ])('%s: %s, nothing was sent, and the next command tries again', async (server, code) => {
    const shell = shellTo(server);
    const expected = { kind: 'not-sent', error: { code, args: { target: server } } };
    expect(await shell.invoke(domains, call())).toMatchObject(expected);
    expect(await shell.invoke(domains, call())).toMatchObject(expected);
  });

  it('a session that the server closed while idle is replaced, and the command sent once', async () => {
    const shell = shellTo('ex01.contoso.lab');
    await shell.perform(command('Test-Idle'), call());
    const before = shell.processId;
    expect(await shell.invoke(domains, call())).toMatchObject({
      kind: 'done',
      items: [{ DomainName: 'contoso.com' }],
    });
    expect(shell.processId).not.toBe(before);
    expect(await sessions()).toEqual(['opened', 'closed through the pipe', 'opened']);
  });

  it('a session that is gone again is told, not tried for ever', async () => {
    const shell = shellTo('idle.contoso.lab');
    expect(await shell.invoke(domains, call())).toMatchObject({
      kind: 'not-sent',
      error: { code: 'HX-REACH', args: { target: 'idle.contoso.lab' } },
    });
    expect((await sessions()).filter((line) => line === 'opened')).toHaveLength(2);
  });

  it('a shell that is given up in the middle of a command closes its session first', async () => {
    const shell = shellTo('ex01.contoso.lab');
    const late = command('Test-Sleep', { Milliseconds: '20000' });
    await shell.invoke(domains, call());
    expect(await shell.perform(late, call(300))).toMatchObject({ kind: 'unknown' });
    expect(await sessions()).toEqual(['opened', 'closed through the pipe']);
  });

  it('a shell that does not even close its session is ended', async () => {
    const shell = shellTo('ex01.contoso.lab');
    await shell.invoke(domains, call());
    const before = shell.processId ?? 0;
    expect(await shell.perform(command('Test-Hang'), call(300))).toMatchObject({ kind: 'unknown' });
    await sleep(100);
    expect(() => process.kill(before, 0)).toThrow('ESRCH');
    expect(await sessions()).toEqual(['opened']);
  });

  it('closing closes it once', async () => {
    const shell = shellTo('ex01.contoso.lab');
    await shell.invoke(domains, call());
    await shell.close();
    expect(await sessions()).toEqual(['opened', 'closed']);
  });

  it('a cmdlet that the account’s roles do not grant has its own finding', async () => {
    const command = {
      name: 'New-ManagementRoleAssignment',
      parameters: { Role: 'UserApplication', User: 'x', DomainController: 'dc01' },
    };
    const outcome = await shellTo('ex01.contoso.lab').invoke(command, call());
    if (outcome.kind !== 'failed') throw new Error(JSON.stringify(outcome));
    expect(diagnoseShellError(outcome.record, command)).toMatchObject({ code: 'HX-RIGHT' });
  });

  it('certificates without thumbprint are read from their bytes', async () => {
    const outcome = await shellTo('ex01.contoso.lab').invoke(
      { name: 'Get-ExchangeCertificate', parameters: { Server: 'EX01' } },
      call(),
    );
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    const crypto = { sha256: () => '', certificate: () => undefined };
    expect(certificates.parse({ kind: 'items', items: outcome.items }, crypto, {})).toEqual({
      certificates: [],
      unreadable: 1,
    });
  });
});
