/** The workbench over a real practice lab, put together by main's own composition; only Electron itself is made up. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { REPORT_PARTS } from '../../../src/shared/report';
import type { CustomerView } from '../../../src/shared/ipc/views';
import type { Person, RunQuestion } from '../../../src/main/app/person';

const opened: string[] = [];
const copied: string[] = [];
const awake = new Set<number>();

vi.mock('electron', () => ({
  clipboard: { writeText: (text: string) => copied.push(text) },
  safeStorage: {},
  powerSaveBlocker: {
    start: () => {
      awake.add(1);
      return 1;
    },
    stop: (id: number) => awake.delete(id),
  },
  session: { fromPartition: () => ({ fetch: () => Promise.reject(new Error('net::ERR_FAILED')) }) },
  shell: {
    openExternal: (address: string) => Promise.resolve(void opened.push(address)),
    openPath: (path: string) => {
      opened.push(path);
      return Promise.resolve('');
    },
  },
  // A child process has all that the app uses of a utility process.
  utilityProcess: {
    fork: (file: string, words: readonly string[]) => spawn(process.execPath, [file, ...words]),
  },
}));

import type { Composition } from '../../../src/main/composition';
import { chooseOAuth, findMailboxes } from '../../../src/main/app/step-desk';
import { OUT, composeDesk, openView, whenIdle } from './support/desk';

const LAB_BUNDLE = process.env['CROSSPREM_LAB_BUNDLE'] ?? join(OUT, 'lab.cjs');

let data: string;
let answers: { run: boolean; forget: boolean; file: string | undefined };
let questions: RunQuestion[];
let app: Composition;

const person: Person = {
  confirmRun: (question) => {
    questions.push(question);
    return Promise.resolve(answers.run);
  },
  confirmMailboxTest: () => Promise.resolve(answers.run),
  confirmForget: () => Promise.resolve(answers.forget),
  confirmHosts: () => Promise.resolve(true),
  chooseFileToSave: () => Promise.resolve(answers.file),
  chooseCustomerFile: () => Promise.resolve(answers.file),
  chooseCollectedFolder: () => Promise.resolve(answers.file),
  choosePowerShell: () => Promise.resolve(answers.file),
  chooseResultFile: () => Promise.resolve(answers.file),
  choosePlanFile: () => Promise.resolve(answers.file),
  chooseBackupFile: () => Promise.resolve(answers.file),
  chooseTextFile: () => Promise.resolve(answers.file),
  chooseCheckFile: () => Promise.resolve(answers.file),
  chooseUpdateFolder: () => Promise.resolve(answers.file),
  confirmClose: () => Promise.resolve(true),
  confirmReload: () => Promise.resolve(true),
};

const start = (): Promise<Composition> => composeDesk(data, { person, labFile: LAB_BUNDLE });

beforeEach(async () => {
  process.env['CROSSPREM_LATENCY'] = 'none';
  process.env['CROSSPREM_PRACTICE'] = 'direct';
  data = await mkdtemp(join(tmpdir(), 'crossprem-desk-'));
  answers = { run: true, forget: true, file: undefined };
  questions = [];
  opened.length = 0;
  app = await start();
});
afterEach(async () => {
  await app.desk.dispose();
  await rm(data, { recursive: true, force: true });
});

const open = (): CustomerView => openView(app);
const idle = (): Promise<CustomerView> => whenIdle(app);

async function practice(start: 'empty' | 'half' = 'empty', seed = 7): Promise<CustomerView> {
  await app.desk.openPractice({ start, seed });
  app.desk.read();
  return idle();
}

/** Applies the plan with every consent it asks for. */
async function apply(): Promise<CustomerView> {
  const plan = open().plan;
  if (plan === null) throw new Error('no plan');
  const consents = plan.consents.map((item) => item.tag);
  await app.desk.startRun({ fingerprint: plan.fingerprint, consents });
  return idle();
}

const stateOf = (view: CustomerView, id: string) =>
  view.steps.find((step) => step.id === id)?.state;

describe('a whole practice', () => {
  it('reads, plans, applies, verifies, reports, undoes', async () => {
    const read = await practice();
    expect(read.error).toBeNull();
    expect(read.signIn).toMatchObject({ state: 'signed-in', tenantId: read.tenantId });
    expect(read.topology).toMatchObject({ exchange: { state: 'read' }, tenant: { state: 'read' } });
    expect(read.next).toEqual({
      kind: 'review',
      changes: read.plan?.groups.flatMap((g) => g.actions).length,
    });
    expect(Buffer.from(read.plan?.script ?? '', 'ascii').toString('utf8')).toBe(read.plan?.script);
    expect(read.certificate?.daysLeft).toBeGreaterThan(0);
    expect(read.inputs.verifiedDomain).not.toBe('');

    const applied = await apply();
    expect(questions).toHaveLength(1);
    expect(questions[0]).toMatchObject({
      practice: true,
      plan: { fingerprint: read.plan?.fingerprint },
    });
    expect(applied.run).toMatchObject({ state: 'done', fingerprint: read.plan?.fingerprint });
    expect(awake.size).toBe(0);
    expect(applied.next).toEqual({ kind: 'verify' });
    expect(stateOf(applied, 'mail-user')).toBe('applied');
    expect(app.desk.logLines(0).length).toBeGreaterThan(20);

    await app.desk.verify({});
    const verified = await idle();
    expect(verified.steps.map((step) => step.state)).toEqual(verified.steps.map(() => 'verified'));
    expect(verified.next).toEqual({ kind: 'report' });

    const choice = { language: 'fr', level: 'customer', parts: [...REPORT_PARTS] } as const;
    app.desk.reports.make({
      ...choice,
      parts: [...choice.parts],
      formats: ['html', 'json', 'ps1'],
    });
    const reported = await idle();
    expect(reported.error).toBeNull();
    const [html, , script, undo] = reported.report?.files ?? [];
    expect(html?.path).toContain(`${applied.run?.fingerprint ?? ''}-customer-fr.html`);
    const text = await readFile(html?.path ?? '', 'utf8');
    expect(text).toContain('lang="fr"');
    expect(text).not.toMatch(/ex01|\b[0-9A-F]{40}\b/i);
    for (const file of [script, undo])
      expect(await readFile(file?.path ?? '', 'utf8')).toMatch(
        /^# This copy is for reading[^]*throw /,
      );
    await app.desk.reports.show({ what: 'folder' });
    expect(opened).toEqual([join(data, 'customers/practice/reports')]);

    await app.desk.makePlan();
    expect(open().plan?.groups.flatMap((group) => group.actions)).toEqual([]);

    await app.desk.planUndo(verified.runs[0]?.id ?? '');
    expect(open().plan?.kind).toBe('undo');
    const undone = await apply();
    expect(undone.run).toMatchObject({ kind: 'undo', state: 'done' });
    expect(undone.runs[0]?.undone).toBe(true);
  });

  // threat T2
  it('asks first, and changes nothing where the person says no', async () => {
    const { plan } = await practice();
    answers.run = false;
    const view = await apply();
    expect(view.run).toBeNull();
    expect(view.lab?.changes).toBe(0);
    expect(view.plan?.fingerprint).toBe(plan?.fingerprint);
  });

  // threat T2
  it('leaves out what has no consent, whatever the window says', async () => {
    const { plan } = await practice();
    await app.desk.startRun({ fingerprint: plan?.fingerprint ?? '', consents: [] });
    const view = await idle();
    expect(view.run?.state).toBe('partly');
    expect(view.run?.actions.filter((row) => row.leftOut === 'no-consent')).not.toEqual([]);
  });

  // threat T2
  it('refuses a plan that is not the one it made, and a second operation beside the first', async () => {
    await practice();
    await expect(
      app.desk.startRun({ fingerprint: '0000-0000', consents: [] }),
    ).rejects.toMatchObject({
      error: { code: 'HX-IPC' },
    });
    app.desk.read();
    await expect(app.desk.verify({})).rejects.toMatchObject({ error: { code: 'HX-BUSY' } });
    await expect(app.desk.makePlan()).rejects.toMatchObject({ error: { code: 'HX-BUSY' } });
    app.desk.cancelRead();
    expect((await idle()).error).toBeNull();
  });
});

describe('a run', () => {
  it('pauses, goes on and stops between commands', async () => {
    const { plan } = await practice();
    const consents = plan?.consents.map((item) => item.tag) ?? [];
    await app.desk.startRun({ fingerprint: plan?.fingerprint ?? '', consents });
    app.desk.plans.pause();
    await vi.waitFor(() => expect(open().run?.state).toBe('paused'), { timeout: 20_000 });
    const { done } = open().run ?? { done: 0 };
    expect(app.desk.isRunning).toBe(true);
    await expect(app.desk.closeCustomer()).rejects.toMatchObject({ error: { code: 'HX-RUNNING' } });
    app.desk.plans.resume();
    await vi.waitFor(() => expect(open().run?.done).toBeGreaterThan(done), { timeout: 20_000 });
    app.desk.plans.stop();
    const view = await idle();
    expect(['stopped', 'done']).toContain(view.run?.state);
  });

  it('finishes its command when the app is asked to end, and the next start knows', async () => {
    const { plan } = await practice();
    await app.desk.startRun({
      fingerprint: plan?.fingerprint ?? '',
      consents: plan?.consents.map((item) => item.tag) ?? [],
    });
    await app.desk.finishCommand();
    expect(open().run?.state).toBe('stopped');
    await app.desk.dispose();
    app = await start();
    await vi.waitFor(() =>
      expect(app.desk.snapshot().customers[0]).toMatchObject({
        id: 'practice',
        status: 'attention',
      }),
    );
    await app.desk.openCustomer('practice');
    expect(open().run).toMatchObject({ state: 'stopped', fingerprint: plan?.fingerprint });
  });
});

describe('a run that ended unexpectedly', () => {
  // threat T2, T3
  it('is gone on with only once the person agreed, and only where its plan is the one that began', async () => {
    const { plan } = await practice();
    const consents = plan?.consents.map((item) => item.tag) ?? [];
    await app.desk.startRun({ fingerprint: plan?.fingerprint ?? '', consents });
    await app.desk.finishCommand();
    const folder = join(data, 'customers', 'practice', 'runs', open().run?.id ?? '');
    await app.desk.dispose();
    const journal = join(folder, 'journal.jsonl');
    const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n');
    await writeFile(journal, `${lines.slice(0, -1).join('\n')}\n`);
    await rm(join(folder, 'summary.json'), { force: true });
    app = await start();
    await app.desk.openCustomer('practice');
    expect(open().run?.state).toBe('interrupted');

    questions = [];
    answers.run = false;
    await app.desk.continueRun();
    expect(questions).toMatchObject([{ customer: open().name, consents, practice: true }]);
    expect(questions[0]?.decided).toBeInstanceOf(Set);
    expect(open()).toMatchObject({ busy: null, run: { state: 'interrupted' } });

    answers.run = true;
    const planFile = join(folder, 'plan.json');
    const whole = await readFile(planFile, 'utf8');
    await writeFile(planFile, whole.replace(/"digest": "\w{8}/, '"digest": "00000000'));
    await app.desk.continueRun();
    expect(await idle()).toMatchObject({
      error: { code: 'HX-PLANFILE' },
      run: { state: 'interrupted' },
    });

    await writeFile(planFile, whole);
    await app.desk.continueRun();
    expect((await idle()).run?.state).toBe('done');
  });
});

describe('inputs', () => {
  it('are kept as typed, checked, and planned from a new read', async () => {
    await practice();
    await app.desk.changeInputs({ values: { classicAccountName: ' bad ' } });
    expect(open().inputs.classicAccountName).toBe(' bad ');
    expect(open().inputProblems.map((item) => item.input)).toContain('classicAccountName');
    await expect(app.desk.makePlan()).rejects.toMatchObject({ error: { code: 'HX-INPUT' } });
    await app.desk.changeInputs({ values: { classicAccountName: '橋 Account' } });
    await app.desk.makePlan();
    expect(JSON.stringify(open().plan?.groups)).toContain("-Name '橋 Account'");
    await app.desk.changeInputs({ values: {}, recipe: 'teams-2025' });
    expect(open()).toMatchObject({ recipe: 'teams-2025', plan: null });
  });
});

describe('the practice lab', () => {
  it('takes faults, time and a new start', async () => {
    await practice();
    await app.desk.setLabFault({ name: 'graph-403', on: true });
    await app.desk.advanceLab(24);
    expect(open().lab).toMatchObject({ faults: ['graph-403'], start: 'empty', seed: 7 });
    await app.desk.resetLab({ start: 'half', seed: 9 });
    expect(open()).toMatchObject({
      lab: { start: 'half', seed: 9, faults: [] },
      runs: [],
      plan: null,
    });
    await app.desk.openPractice({ start: 'half', seed: 9 });
    expect(open().lab?.start).toBe('half');
    await app.desk.openPractice({ start: 'empty', seed: 7 });
    expect(open().lab).toMatchObject({ start: 'empty', seed: 7 });
  });

  it('goes with its customer', async () => {
    await practice();
    expect(existsSync(join(data, 'lab'))).toBe(true);
    answers.forget = false;
    await app.desk.forgetCustomer('practice');
    expect(app.desk.snapshot().open?.id).toBe('practice');
    answers.forget = true;
    await app.desk.forgetCustomer('practice');
    expect(app.desk.snapshot()).toMatchObject({ customers: [], open: null });
    expect(existsSync(join(data, 'lab'))).toBe(false);
    expect(existsSync(join(data, 'customers/practice'))).toBe(false);
  });
});

describe('customers', () => {
  const contoso = {
    name: ' Contoso Ltd ',
    tenantDomain: 'contoso.onmicrosoft.com',
    tenantId: '11111111-2222-4333-8444-555555555555',
    exchangeServer: 'ex01.contoso.com',
  };

  it('are made, taken from an earlier version’s file, switched and kept apart', async () => {
    await app.desk.createCustomer(contoso);
    expect(open()).toMatchObject({
      id: 'contoso-ltd',
      name: 'Contoso Ltd',
      practice: false,
      lab: null,
    });
    answers.file = join(data, 'contoso.json');
    const stored = await readFile(join(data, 'customers/contoso-ltd/customer.json'), 'utf8');
    const customer: unknown = JSON.parse(stored);
    await writeFile(
      answers.file,
      JSON.stringify({ kind: 'crossprem-customer', format: 1, customer }),
    );
    await app.desk.profiles.choose();
    expect(open()).toMatchObject({
      id: 'contoso-ltd-2',
      tenantId: contoso.tenantId,
      staging: { isReady: false },
    });
    await app.desk.openCustomer('contoso-ltd');
    expect(app.desk.snapshot().customers.map((row) => row.id)).toEqual([
      'contoso-ltd',
      'contoso-ltd-2',
    ]);
    expect(existsSync(join(data, 'customers/contoso-ltd-2/lock'))).toBe(false);
    await app.desk.closeCustomer();
    expect(app.desk.snapshot().open).toBeNull();
    await expect(app.desk.openCustomer('nobody')).rejects.toMatchObject({
      error: { code: 'HX-CUST' },
    });
  });

  it('are opened by one Crossprem at a time', async () => {
    await app.desk.createCustomer(contoso);
    const other = await start();
    await expect(other.desk.openCustomer('contoso-ltd')).rejects.toMatchObject({
      error: { code: 'HX-BUSY' },
    });
    await other.desk.dispose();
  });

  it('that cannot be read keep their row', async () => {
    await app.desk.createCustomer(contoso);
    await app.desk.closeCustomer();
    await writeFile(join(data, 'customers/contoso-ltd/customer.json'), '{');
    const again = await start();
    await vi.waitFor(() => expect(again.desk.snapshot().customersLoading).toBe(false));
    expect(again.desk.snapshot().customers).toMatchObject([
      { id: 'contoso-ltd', error: { code: 'HX-CUST' }, canRestore: true },
    ]);
    await again.desk.profiles.restore({ id: 'contoso-ltd' });
    expect(again.desk.snapshot().customers).toMatchObject([
      { id: 'contoso-ltd', name: 'Contoso Ltd', status: 'not-read' },
    ]);
    await again.desk.dispose();
  });

  it('cannot be imported from anything else', async () => {
    answers.file = join(data, 'x.json');
    await writeFile(
      answers.file,
      JSON.stringify({ kind: 'crossprem-customer', format: 1, customer: {} }),
    );
    await expect(app.desk.profiles.choose()).rejects.toMatchObject({ error: { code: 'HX-CUST' } });
  });
});

describe('files and links', () => {
  it('saves plan and scripts where the person chose', async () => {
    const { plan } = await practice();
    answers.file = join(data, 'plan.json');
    await app.desk.savePlan();
    expect(JSON.parse(await readFile(answers.file, 'utf8'))).toMatchObject({
      fingerprint: plan?.fingerprint,
    });
    answers.file = join(data, 'script.ps1');
    await app.desk.saveScript('script');
    expect(await readFile(answers.file, 'utf8')).toBe(plan?.script);
    await app.desk.saveScript('undo');
    expect(await readFile(answers.file, 'utf8')).toBe(plan?.undoScript);
    answers.file = join(data, 'no/such/folder/x.ps1');
    await expect(app.desk.saveScript('script')).rejects.toMatchObject({
      error: { code: 'HX-FILE' },
    });
  });

  it('opens documents by their id only, and copies', async () => {
    await app.desk.openLink({ id: 'article-001-step-2' });
    expect(opened[0]).toMatch(/^https:\/\/learn\.microsoft\.com\//);
    await app.desk.copy('Get-AuthConfig');
    expect(copied).toContain('Get-AuthConfig');
  });
});

it('counts every change up and shows the same to a reloaded window', async () => {
  const before = app.desk.snapshot().sequence;
  await app.desk.settings.change({ language: 'fr' });
  app.desk.settings.finishFirstRun();
  const after = app.desk.snapshot();
  expect(after.sequence).toBeGreaterThan(before);
  expect(after).toMatchObject({ language: 'fr', theme: 'system', firstRun: false });
  expect(app.desk.snapshot()).toEqual(after);
});

describe('what the wizard asks beside its fields', () => {
  it('adopts only what a read has shown, and leaves step 1 to whoever is named', async () => {
    await app.desk.openPractice({ start: 'empty', seed: 7 });
    const { openCustomerNow } = app.desk;
    expect(open().oauth).toEqual({ choice: null, found: null });
    await expect(chooseOAuth(openCustomerNow, { way: 'adopt' })).rejects.toThrow('HX-IPC');
    app.desk.read();
    expect((await idle()).oauth?.found).toContainEqual(expect.stringMatching(/^ACS - /));
    await chooseOAuth(openCustomerNow, { way: 'adopt' });
    expect(open().oauth?.choice).toEqual({ way: 'adopt' });
    const said = { way: 'elsewhere', statedBy: 'Ada Lin', doneBy: 'The wizard' } as const;
    await chooseOAuth(openCustomerNow, said);
    const statedAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
    expect(open().oauth?.choice).toEqual({ ...said, statedAt });
    expect([open().plan, stateOf(open(), 'oauth')]).toEqual([null, 'attention']);
    await app.desk.makePlan();
    const ids = open().plan?.groups.flatMap((group) => group.actions.map((item) => item.step));
    expect(ids).not.toContain('oauth');
    expect(ids).toContain('mail-user');
    await chooseOAuth(openCustomerNow, { way: 'guided' });
    expect(open().oauth?.choice).toBeNull();
  });

  it('finds mailboxes on the servers by the beginning of a name', async () => {
    await practice();
    const { openCustomerNow } = app.desk;
    const find = async (text: string) => (await findMailboxes(openCustomerNow, { text })).addresses;
    const [first = ''] = await find('a');
    expect(first).toMatch(/@/);
    expect(await find(first)).toEqual([first]);
    expect(await find("nobody' -or 'x")).toEqual([]);
    expect(open().busy).toBeNull();
    await expect(findMailboxes(null, { text: 'a' })).rejects.toThrow('HX-IPC');
  });
});
