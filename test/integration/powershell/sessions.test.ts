/** What an Exchange session may say, each with its finding, over the stand-in; exchange.test.ts has the real one. */
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { certificates } from '../../../src/core/reads/organisation';
import { diagnoseShellError } from '../../../src/core/diagnosis/shell-errors';
import { KINDS, call, closeAll, makeShell, removeFolder } from './support/shells';
import type { PowerShellShell } from '../../../src/adapters/powershell/shell';

afterEach(closeAll);
afterAll(removeFolder);

const standIn = KINDS[0]!;
const shellTo = (server: string): PowerShellShell =>
  makeShell(standIn, { target: server, connect: { op: 'connect-exchange', server } });
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
