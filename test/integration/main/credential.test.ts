/**
 * A server that asks for a credential, in the window's own composition: asked for once, refused, given again, kept out
 * of every place where it could be found, and gone with the customer. Over a real PowerShell.
 */
import { readFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppView } from '../../../src/shared/ipc/views';
import type { ExchangeHost } from '../powershell/support/exchange-host';
import { makeExchangeHost } from '../powershell/support/exchange-host';
import { KINDS, removeFolder, shippedBridge } from '../powershell/support/shells';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';

vi.mock('electron', () => import('./support/electron'));

import type { Composition } from '../../../src/main/composition';
import { Preferences } from '../../../src/main/app/preferences';
import { agreeable, composeDesk } from './support/desk';

const real = KINDS[1]?.executable;
const secret = 'S3cret-Pl4nted "Value" 密碼';

let lab: TestLab;
let place: string;
let host: ExchangeHost;
let data: string;
let app: Composition;
let sent: string[];

beforeAll(async () => {
  lab = await startTestLab();
  place = await mkdtemp(join(tmpdir(), 'crossprem-host-'));
  host = await makeExchangeHost(place, real ?? '', lab.ready, dirname(shippedBridge), secret);
});
afterAll(async () => {
  await lab.stop();
  await removeFolder();
  await rm(place, { recursive: true, force: true });
});

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-credential-'));
  sent = [];
  const preferences = new Preferences(data, 'en');
  preferences.change({ powershell: host.executable });
  app = await composeDesk(data, {
    person: agreeable,
    preferences,
    send: (payload) => sent.push(JSON.stringify(payload)),
  });
  await app.desk.createCustomer({
    name: 'Contoso',
    tenantDomain: 'contoso.onmicrosoft.com',
    tenantId: '11111111-2222-4333-8444-555555555555',
    exchangeServer: 'ex01.contoso.lab',
    connection: { exchange: 'remote-credential', tenant: 'sign-in' },
  });
});
afterEach(async () => {
  await app.desk.dispose();
  await rm(data, { recursive: true, force: true });
});

const wait = { timeout: 60_000, interval: 20 };
const view = (): AppView => app.desk.snapshot();
const question = (): Promise<string> =>
  vi.waitFor(() => {
    const id = view().credential?.id;
    if (id === undefined) throw new Error('nothing is asked');
    return id;
  }, wait);
const idle = (): Promise<void> => vi.waitFor(() => expect(view().open?.busy).toBeNull(), wait);
const codes = (): string[] => (view().open?.findings ?? []).map(({ code }) => code);

/** Everything that outlives the call or that others on this computer can see. */
async function places(): Promise<readonly string[]> {
  const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
  const own = (await readdir(data, { recursive: true })).map((name) => join(data, name));
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const seen = processes.flatMap((id) => [`/proc/${id}/cmdline`, `/proc/${id}/environ`]);
  const files = await Promise.all([...own, ...seen, join(place, 'log.txt')].map(read));
  return [...files, ...sent, JSON.stringify(view()), JSON.stringify(app.desk.logLines(0))];
}

describe.skipIf(real === undefined)('a credential asked for in the window', () => {
  it('reaches the server, and no other place', async () => {
    app.desk.read();
    const id = await question();
    expect(view().credential).toEqual({
      id,
      server: 'ex01.contoso.lab',
      user: '',
      refused: false,
    });
    app.desk.answerCredential({ kind: 'given', id, user: 'CONTOSO\\ada', password: secret });
    expect(view().credential).toBeNull();
    await idle();
    expect(view().open?.topology.exchange.state).toBe('read');
    expect(await host.calls()).toContainEqual(
      'open Microsoft.Exchange http://ex01.contoso.lab/PowerShell/ Kerberos CONTOSO\\ada',
    );
    const encodings = [secret, JSON.stringify(secret).slice(1, -1), btoaUtf8(secret)];
    for (const text of await places())
      for (const encoding of encodings) expect(text.includes(encoding)).toBe(false);
    // The log of the session is there, so the search above looked at something.
    expect(await readFile(join(data, 'logs/crossprem.log'), 'utf8')).toContain('shell.request');
    await app.desk.closeCustomer();
    expect((await host.calls()).at(-1)).toBe('close');
  }, 120_000);

  it('that is wrong is a finding, and is asked for again when the person reads again', async () => {
    app.desk.read();
    const first = await question();
    app.desk.answerCredential({ kind: 'given', id: first, user: 'CONTOSO\\ada', password: 'no' });
    await idle();
    expect(codes()).toContain('HX-CRED');
    // Fifteen reads and one question.
    expect(view().credential).toBeNull();
    app.desk.read();
    const second = await question();
    expect(view().credential).toMatchObject({ user: 'CONTOSO\\ada', refused: true });
    expect(() => app.desk.answerCredential({ kind: 'cancelled', id: first })).toThrow('HX-IPC');
    app.desk.answerCredential({
      kind: 'given',
      id: second,
      user: 'CONTOSO\\ada',
      password: secret,
    });
    await idle();
    expect(view().open?.topology.exchange.state).toBe('read');
  }, 120_000);

  it('that is not given leaves everything unread; closing the customer ends the question', async () => {
    app.desk.read();
    app.desk.answerCredential({ kind: 'cancelled', id: await question() });
    await idle();
    expect(codes()).toContain('HX-NOCRED');
    app.desk.read();
    await question();
    await app.desk.closeCustomer();
    expect(view()).toMatchObject({ open: null, credential: null });
  }, 120_000);
});

const btoaUtf8 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
