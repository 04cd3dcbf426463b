import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderShell } from '../../../../src/adapters/powershell/folder-shell';
import type { ResolvedValue } from '../../../../src/core/model/command';
import { isNotFound } from '../../../../src/core/diagnosis/shell-errors';

const folder = await mkdtemp(join(tmpdir(), 'crossprem-folder-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const xml = (...names: string[]): string =>
  `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${names
    .map((name, at) => `<Obj RefId="${at}"><MS><S N="Name">${name}</S></MS></Obj>`)
    .join('')}</Objs>`;
const shell = folderShell(folder);
const ask = (name: string, parameters: Record<string, ResolvedValue> = {}) =>
  shell.invoke({ name, parameters }, { deadlineMs: 1_000, requestId: 'x' });

describe('a folder of collected answers', () => {
  it('answers reads, in UTF-8 and in the UTF-16 of Export-Clixml', async () => {
    await writeFile(join(folder, 'get-authserver.xml'), xml('ACS', 'évo'));
    await writeFile(
      join(folder, 'Get-AuthConfig.xml'),
      `\uFEFF${xml('Auth Configuration')}`,
      'utf16le',
    );
    expect(await ask('Get-AuthServer')).toEqual({
      kind: 'done',
      items: [{ Name: 'ACS' }, { Name: 'évo' }],
      warnings: [],
    });
    expect(await ask('Get-AuthConfig')).toMatchObject({
      kind: 'done',
      items: [{ Name: 'Auth Configuration' }],
    });
  });

  it('takes the file of the server that is asked for', async () => {
    await writeFile(join(folder, 'Get-ExchangeCertificate.EX02.xml'), xml('of EX02'));
    await writeFile(join(folder, 'Get-ExchangeCertificate.xml'), xml('of any'));
    expect(await ask('Get-ExchangeCertificate', { Server: 'ex02.contoso.lab' })).toMatchObject({
      items: [{ Name: 'of EX02' }],
    });
    expect(await ask('Get-ExchangeCertificate', { Server: 'EX01' })).toMatchObject({
      items: [{ Name: 'of any' }],
    });
  });

  it('an identity addresses one object, or none', async () => {
    await writeFile(join(folder, 'Get-MailUser.xml'), xml('Ada', 'Ben'));
    expect(await ask('Get-MailUser', { Identity: 'ben' })).toMatchObject({
      kind: 'done',
      items: [{ Name: 'Ben' }],
    });
    const absent = await ask('Get-MailUser', { Identity: 'Cyd' });
    expect(absent.kind === 'failed' && isNotFound(absent.record)).toBe(true);
  });

  it('what was not collected, is damaged or changes something is refused', async () => {
    await writeFile(join(folder, 'Get-User.xml'), '<Objs><Obj>');
    expect(await ask('Get-Recipient', { Identity: 'x' })).toMatchObject({
      kind: 'not-sent',
      error: { code: 'HX-NOFILE', args: { file: 'Get-Recipient.xml' } },
    });
    expect(await ask('Get-User', { Identity: 'x' })).toMatchObject({
      kind: 'not-sent',
      error: { code: 'HX-REACH' },
    });
    expect(
      await ask('Remove-MailUser', { Identity: 'Ada', Confirm: false, DomainController: 'dc' }),
    ).toMatchObject({ kind: 'not-sent', error: { code: 'HX-REACH' } });
  });
});
