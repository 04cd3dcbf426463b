/** One contract for every shell on the practice lab: in-process, stand-in, and proxies in a real PowerShell. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { labShell } from '../../../src/adapters/practice/lab-client';
import { OUTPUT_PROPERTIES } from '../../../src/core/commands/output-properties';
import { isNotFound } from '../../../src/core/diagnosis/shell-errors';
import type { Shell, ShellOutcome } from '../../../src/core/ports';
import type { ResolvedValue } from '../../../src/core/model/command';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';
import { KINDS, call, closeAll, makeShell, removeFolder, shippedBridge } from './support/shells';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterEach(closeAll);
afterAll(async () => {
  await lab.stop();
  await removeFolder();
  console.info(
    [
      'in-process lab shell',
      ...KINDS.map(({ name, executable }) =>
        executable === undefined ? `not run: ${name}` : name,
      ),
    ].join('\n'),
  );
});

const ROWS = [
  { name: 'in-process lab shell', make: (): Shell => labShell(lab.ready), isHere: true },
  ...KINDS.map((kind) => ({
    name: kind.name,
    isHere: kind.executable !== undefined,
    make: (): Shell =>
      makeShell(kind, {
        modulePath: shippedBridge,
        connect: { op: 'connect-practice', endpoint: lab.ready.endpoint },
        secret: () => ({ name: 'practice', user: 'practice', secret: lab.ready.secret }),
      }),
  })),
];

const DC = 'DC01.contoso.lab';
const ask = (
  shell: Shell,
  name: string,
  parameters: Record<string, ResolvedValue> = {},
): Promise<ShellOutcome> => shell.invoke({ name, parameters }, call());

/** What the product takes of an answer. */
function taken(name: string, outcome: ShellOutcome): unknown {
  if (outcome.kind !== 'done') return outcome;
  const names = OUTPUT_PROPERTIES[name] ?? [];
  return outcome.items.map((item) =>
    Object.fromEntries(
      Object.entries(item as object).filter(([property]) => names.includes(property)),
    ),
  );
}

describe.each(ROWS)('$name', ({ make, isHere }) => {
  const test = it.skipIf(!isHere);

  test('every read answers as the lab itself does', async () => {
    await lab.reset('articles');
    const shell = make();
    const direct = labShell(lab.ready);
    const reads: [string, Record<string, ResolvedValue>][] = [
      ['Get-ExchangeServer', {}],
      ['Get-DomainController', {}],
      ['Get-AcceptedDomain', {}],
      ['Get-AuthConfig', {}],
      ['Get-AuthServer', {}],
      ['Get-IntraOrganizationConnector', {}],
      ['Get-WebServicesVirtualDirectory', { ADPropertiesOnly: true }],
      ['Get-ExchangeCertificate', { Server: 'EX01' }],
      ['Get-PartnerApplication', { DomainController: DC }],
      ['Get-ManagementRoleEntry', { Identity: 'UserApplication\\*', DomainController: DC }],
    ];
    for (const [name, parameters] of reads) {
      const outcome = await ask(shell, name, parameters);
      expect(outcome.kind, `${name} ${JSON.stringify(outcome).slice(0, 500)}`).toBe('done');
      const expected = await ask(direct, name, parameters);
      expect(taken(name, outcome), name).toEqual(taken(name, expected));
    }
  });

  test('changes happen once, with any name', async () => {
    await lab.reset('empty');
    const shell = make();
    const name = `O'Brien $(1) "x" 台北`;
    const before = (await lab.changes()).length;
    const made = await ask(shell, 'New-MailUser', {
      Name: name,
      ExternalEmailAddress: 'SMTP:obrien@contoso.com',
      DomainController: DC,
    });
    expect(made, JSON.stringify(made)).toMatchObject({ kind: 'done' });
    expect((await lab.changes()).length - before).toBe(1);
    const found = await ask(shell, 'Get-MailUser', { Identity: name, DomainController: DC });
    expect(found).toMatchObject({ kind: 'done', items: [{ Name: name }] });
    const hidden = await ask(shell, 'Set-MailUser', {
      Identity: name,
      HiddenFromAddressListsEnabled: true,
      DomainController: DC,
    });
    expect(hidden.kind).toBe('done');
    const again = await ask(shell, 'Set-MailUser', {
      Identity: name,
      HiddenFromAddressListsEnabled: true,
      DomainController: DC,
    });
    expect(again).toMatchObject({
      kind: 'done',
      warnings: [expect.stringContaining('no settings of') as string],
    });
    expect(
      await ask(shell, 'Remove-MailUser', { Identity: name, Confirm: false, DomainController: DC }),
    ).toMatchObject({ kind: 'done' });
    expect((await lab.changes()).length - before).toBe(4);
  });

  test('errors keep their id, category and type', async () => {
    await lab.reset('empty');
    const shell = make();
    const absent = await ask(shell, 'Get-MailUser', { Identity: 'nobody', DomainController: DC });
    expect(absent.kind).toBe('failed');
    if (absent.kind !== 'failed') return;
    expect(isNotFound(absent.record)).toBe(true);
    expect(absent.record.exceptionType).toBe('System.Management.Automation.RemoteException');
    expect(absent.record.category).toBe(
      'NotSpecified: (:) [Get-MailUser], ManagementObjectNotFoundException',
    );
    expect(absent.record.message).toContain("object 'nobody' couldn't be found");
    await lab.fault('missing-role');
    const role = await ask(shell, 'New-ManagementRoleAssignment', {
      Role: 'UserApplication',
      User: 'x',
      DomainController: DC,
    });
    await lab.fault('missing-role', false);
    expect(role).toMatchObject({
      kind: 'failed',
      record: {
        fullyQualifiedErrorId: expect.stringContaining('CommandNotFoundException') as string,
      },
    });
  });

  test.each(['dropped-connection', 'dropped-before'] as const)(
    '%s is unknown, and nothing is repeated',
    async (fault) => {
      await lab.reset('empty');
      const shell = make();
      await ask(shell, 'Get-AcceptedDomain');
      await lab.fault(fault);
      const before = (await lab.calls()).length;
      const outcome = await ask(shell, 'New-MailUser', {
        Name: 'Lost',
        ExternalEmailAddress: 'SMTP:lost@contoso.com',
        DomainController: DC,
      });
      expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'HX-LOST' } });
      const begun = (await lab.calls()).slice(before).filter((item) => item.phase === 'begin');
      expect(begun).toHaveLength(1);
      const found = await ask(shell, 'Get-MailUser', { Identity: 'Lost', DomainController: DC });
      expect(found.kind).toBe(fault === 'dropped-connection' ? 'done' : 'failed');
    },
  );

  test('a cmdlet outside the table never leaves', async () => {
    if (!('request' in make())) return;
    expect(await ask(make(), 'Remove-Mailbox', { Identity: 'x' })).toMatchObject({
      kind: 'not-sent',
      error: { code: 'HX-BUG' },
    });
    expect(
      await ask(make(), 'Get-MailUser', { Identity: 'a\ud800', DomainController: DC }),
    ).toMatchObject({ kind: 'not-sent', error: { code: 'HX-INPUT' } });
  });
});
