/**
 * A whole run with planted secrets. While it runs, arguments and environments of all processes are sampled; afterwards
 * every file, everything printed and every error is searched, byte by byte.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import type { PowerShellShell } from '../../../src/adapters/powershell/shell';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import { renderScript, renderUndoScript } from '../../../src/core/commands/script';
import { foldJournal, resultsOf } from '../../../src/core/engine/progress';
import { TAGS } from '../../../src/core/model/action';
import { renderHtml } from '../../../src/core/report/html';
import { renderJson } from '../../../src/core/report/json';
import { buildReport } from '../../../src/core/report/model';
import type { CustomerSession } from '../../../src/core/session';
import { LANGUAGES } from '../../../src/shared/languages';
import { createTranslator } from '../../../src/shared/messages';
import { messagesOf } from '../../../src/shared/messages/sync';
import {
  KINDS,
  call,
  closeAll,
  command,
  folder,
  makeShell,
  removeFolder,
  shippedBridge,
} from '../powershell/support/shells';
import type { Kind } from '../powershell/support/shells';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
import { SecretSearch } from './forms';
import { ProcessWatch } from './processes';
import { captureTokens } from './tokens';

const PASSWORD = 'Pl4nted "P@ss" $(w0rd) é-7391';

afterEach(async () => {
  await closeAll();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(removeFolder);

const CHAINS: readonly { readonly name: string; readonly kind: Kind | undefined }[] = [
  { name: 'straight to the lab', kind: undefined },
  ...KINDS.map((kind) => ({ name: `through ${kind.name}`, kind })),
];

for (const { name, kind } of CHAINS) {
  const isHere =
    process.platform === 'linux' && (kind === undefined || kind.executable !== undefined);
  it.skipIf(!isHere)(`no secret is left anywhere by a run ${name}`, () => check(kind), 240_000);
}

async function check(kind: Kind | undefined): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'crossprem-secrets-'));
  vi.stubEnv('TMPDIR', place);
  // PowerShell writes caches and profiles there.
  vi.stubEnv('HOME', place);
  const search = new SecretSearch();
  const printed = collectOutput();
  const stopCapture = captureTokens((secret) => search.plant(secret));
  const watch = new ProcessWatch();
  const lab = await startTestLab({ start: 'half' });
  search.plant({ name: 'lab token', value: lab.ready.secret });
  search.plant({ name: 'password', value: PASSWORD });
  const seen: unknown[] = [];
  const shellIds: (number | undefined)[] = [];
  try {
    const shell = kind === undefined ? undefined : await shellWithSecrets(kind, lab, seen);
    const bench = await openBench(lab, {}, nodeFileSystem, shell);
    await wholeRun(lab, bench.session, join(place, 'reports'), seen);
    if (shell !== undefined) shellIds.push(shell.processId);
    const samples = await watch.stop();
    for (const { place: where, bytes } of samples) search.look(where, bytes);
    expect(await search.lookThrough(place)).toBeGreaterThan(10);
    await search.lookThrough(folder);
    // States, outcomes, errors and log fields, as somebody who prints them would see them.
    search.look(
      'values and errors',
      Buffer.from(inspect(seen, { depth: 30, maxArrayLength: null, maxStringLength: null })),
    );
    search.look('output', Buffer.from(printed.text(), 'latin1'));
  } finally {
    stopCapture();
    await watch.stop();
    await closeAll();
    await lab.stop();
    await rm(place, { recursive: true, force: true });
  }
  expect(search.names).toEqual(
    expect.arrayContaining(['lab token', 'password', 'bearer token', 'code_verifier']),
  );
  expect([...watch.programs].some((program) => program.includes('lab.cjs'))).toBe(true);
  expect([...watch.ids]).toEqual(expect.arrayContaining(shellIds));
  expect([...search.found]).toEqual([]);
}

/** The lab's token and a person's password, each handed to a shell over its private pipe. */
async function shellWithSecrets(
  kind: Kind,
  lab: TestLab,
  seen: unknown[],
): Promise<PowerShellShell> {
  const note = (...parts: unknown[]): void => void seen.push(parts);
  const log = { info: note, warn: note, error: note };
  const other = makeShell(kind, {
    log,
    secret: () => ({ name: 'exchange', user: 'CONTOSO\\ada', secret: PASSWORD }),
  });
  // Its process lives through the run.
  seen.push(await other.perform(command('Test-Echo', { Text: 'x' }), call()), other.hello);
  seen.push(await other.perform(command('Test-Fault', { Text: 'it broke' }), call()));
  return makeShell(kind, {
    log,
    modulePath: shippedBridge,
    connect: { op: 'connect-practice', endpoint: lab.ready.endpoint },
    secret: () => ({ name: 'practice', user: 'practice', secret: lab.ready.secret }),
  });
}

/** Read, plan, apply, verify, report and undo, with faults on the way so that errors are made, too. */
async function wholeRun(
  lab: TestLab,
  session: CustomerSession,
  reports: string,
  seen: unknown[],
): Promise<void> {
  for (const fault of ['sign-in-refused', 'graph-401', 'broken-certificate-list'] as const) {
    await lab.fault(fault);
    await session.read().catch((thrown: unknown) => seen.push(thrown));
    seen.push(session.state);
    await lab.fault(fault, false);
  }
  await session.read();
  const plan = await session.makePlan();
  await lab.fault('dropped-connection');
  seen.push(await session.apply(TAGS), session.state);
  await session.makePlan();
  seen.push(await session.apply(TAGS), session.state);
  seen.push(await session.verify());
  await writeReports(session, reports);
  seen.push(await session.planUndo(session.state.run?.id ?? ''), plan);
  seen.push(await session.apply(TAGS), session.state);
  await writeReports(session, reports);
}

async function writeReports(session: CustomerSession, folder: string): Promise<void> {
  const verification = session.state.verification ?? (await session.verify());
  const { record, run } = session.state;
  if (run === null) throw new Error('nothing ran');
  await mkdir(folder, { recursive: true });
  const results = resultsOf(foldJournal(run.entries));
  await writeFile(join(folder, `${run.id}.ps1`), renderScript(run.plan, record).text);
  await writeFile(
    join(folder, `${run.id}.undo.ps1`),
    renderUndoScript(run.plan, record, results).text,
  );
  for (const language of LANGUAGES) {
    const report = buildReport({
      customer: record,
      plan: run.plan,
      entries: run.entries,
      verification,
      language,
      now: new Date(),
      productVersion: 'test',
      practice: true,
    });
    const html = renderHtml(report, createTranslator(language, messagesOf(language)));
    await writeFile(join(folder, `${run.id}.${language}.html`), html);
    await writeFile(join(folder, `${run.id}.${language}.json`), renderJson(report));
  }
}

/** Everything this process prints. */
function collectOutput(): { readonly text: () => string } {
  const parts: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((part) => {
      parts.push(
        typeof part === 'string'
          ? Buffer.from(part).toString('latin1')
          : Buffer.from(part).toString('latin1'),
      );
      return true;
    });
  return { text: () => parts.join('') };
}
