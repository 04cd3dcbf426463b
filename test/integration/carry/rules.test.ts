/** What a result must be before anything of it is taken over, and what loading it leaves. */
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { Tag } from '../../../src/core/model/action';
import { CARRY_TARGETS } from '../../../src/core/carry/manifest';
import type { CarryTarget } from '../../../src/core/carry/manifest';
import type { CarryContent } from '../../../src/core/carry/result';
import type { CarriedScript } from '../../../src/core/carry/script';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import type { FileSystem } from '../../../src/adapters/storage/file-system';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';
import type { CarryBench } from '../support/carry';
import {
  byHand,
  codeOf,
  load,
  lookBoth,
  lookOn,
  openCarryBench,
  takeAccountName,
} from '../support/carry';
import { CutOff, resultText, runCarried } from '../support/carry-runner';

let lab: TestLab;
let bench: CarryBench;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());
beforeEach(async () => {
  await lab.reset('empty');
  bench = await openCarryBench(lab);
});
afterEach(() => bench.remove());

/** Every file of the customer with its hash. */
async function snapshot(): Promise<Record<string, string>> {
  const names = await readdir(bench.folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name));
  const entries = await Promise.all(
    files.map(async (file) => [
      file,
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    ]),
  );
  return Object.fromEntries(entries.sort()) as Record<string, string>;
}

/** Refused with this code, and nothing on disk or in the lab is other than before. */
async function expectRefused(text: string, code: string): Promise<void> {
  const before = await snapshot();
  const changes = (await lab.changes()).length;
  expect(await codeOf(load(bench, text))).toBe(code);
  expect(await snapshot()).toEqual(before);
  expect((await lab.changes()).length).toBe(changes);
}

/** A result with something changed and a hash that fits again. */
function forged(text: string, change: (content: CarryContent) => Partial<CarryContent>): string {
  const { content } = JSON.parse(text) as { content: CarryContent };
  return resultText({ ...content, ...change(content) });
}

/** Looks, plans, and makes the Exchange script. */
async function exchangeScript(): Promise<CarriedScript> {
  await lookBoth(bench);
  await bench.session.makePlan();
  return bench.hand.script('exchange');
}

const run = (script: CarriedScript, consents: readonly Tag[] = TAGS) =>
  runCarried(script, bench.computerOf(script), { consents });

describe('out of order', () => {
  test('what is left for Exchange Online waits for the tenant', async () => {
    await bench.remove();
    await lab.reset('hcw-certificate');
    bench = await openCarryBench(lab);
    await lookBoth(bench);
    await bench.session.makePlan();
    // The connector itself can be made at once, switched off.
    const script = await bench.hand.script('online');
    expect(script.plan?.actions.map((action) => action.id)).toEqual(['connector.online.create']);
    await load(bench, await run(script));
    const { actions } = await bench.session.makePlan();
    const left = actions.filter((action) => action.target === 'online').map(({ id }) => id);
    expect(left).toEqual(['connector.online.enable']);
    expect(await codeOf(bench.hand.script('online'))).toBe('HX-CARRYORDER');
  });

  test('a script of a plan that was carried out already changes nothing', async () => {
    const early = await exchangeScript();
    const late = await bench.hand.script('exchange');
    await load(bench, await run(late));
    const done = await lab.changes();
    const loaded = await load(bench, await run(early));
    expect((await lab.changes()).length).toBe(done.length);
    const summary = bench.session.state.runs.find((item) => item.id === loaded.run);
    expect(summary?.result).toBe('outdated');
  });

  test('a script whose plan no longer fits stops before its first command, and its result says why', async () => {
    const script = await exchangeScript();
    await takeAccountName(bench);
    const changes = (await lab.changes()).length;
    await load(bench, await run(script));
    expect((await lab.changes()).length).toBe(changes);
    expect(bench.session.state.run).toMatchObject({
      result: 'outdated',
      error: { code: 'HX-OLD' },
    });
  });

  test('nothing is applied from here to a side that is reached by hand', async () => {
    await lookBoth(bench);
    await bench.session.makePlan();
    expect(await codeOf(bench.session.apply(TAGS))).toBe('HX-CARRYHERE');
    expect(await lab.changes()).toEqual([]);
  });

  test('without a known server there is a look, and no script that changes Exchange', async () => {
    await bench.remove();
    bench = await openCarryBench(lab, { exchangeServer: '' });
    expect((await bench.hand.look('exchange')).manifest.hosts).toEqual([]);
    await bench.session.makePlan();
    expect(await codeOf(bench.hand.script('exchange'))).toBe('HX-CARRYSERVER');
  });

  test('a place that is none of the customer’s is refused', async () => {
    await lookBoth(bench);
    expect(await codeOf(bench.hand.look('EX99'))).toBe('HX-CARRYTARGET');
    const { manifest } = await bench.hand.look('ex01');
    expect(manifest.hosts).toEqual([lab.ready.exchangeServer.toLowerCase()]);
  });
});

describe('run twice', () => {
  test('the second result says that it was done, and undo offers only what the first did', async () => {
    const script = await exchangeScript();
    const first = await load(bench, await run(script));
    const changes = await lab.changes();
    const second = await load(bench, await run(script));
    expect((await lab.changes()).length).toBe(changes.length);
    const results = bench.session.state.runs.map((item) => item.result);
    expect(results).toEqual(['done', 'nothing-to-do']);
    expect((await bench.session.planUndo(second.run ?? '')).actions).toEqual([]);
    const undo = await bench.session.planUndo(first.run ?? '');
    expect(undo.actions.length).toBeGreaterThan(10);
  });

  test('loaded in the other order, the changes count once', async () => {
    const script = await exchangeScript();
    const first = await run(script);
    await bench.server.ports.clock.sleep(60_000);
    const second = await load(bench, await run(script));
    const late = await load(bench, first);
    expect(bench.session.state.runs.map((item) => item.result)).toEqual(['done', 'nothing-to-do']);
    expect((await bench.session.planUndo(late.run ?? '')).actions).toEqual([]);
    expect((await bench.session.planUndo(second.run ?? '')).actions.length).toBeGreaterThan(10);
  });

  test('what was taken back and done again by the same script counts again', async () => {
    const script = await exchangeScript();
    const first = await load(bench, await run(script));
    await bench.session.planUndo(first.run ?? '');
    await load(bench, await run(await bench.hand.script('exchange')));
    await bench.server.ports.clock.sleep(60_000);
    const again = await load(bench, await run(script));
    const summary = bench.session.state.runs.find((item) => item.id === again.run);
    expect(summary?.result).toBe('done');
  });

  test('after it was cut off, its record counts what it did, and nothing is done twice', async () => {
    const script = await exchangeScript();
    const cut = runCarried(script, bench.server, { consents: TAGS, cutOffAfter: 4 });
    await expect(cut).rejects.toThrow(CutOff);
    const before = (await lab.changes()).length;
    expect(before).toBeGreaterThan(3);
    await load(bench, await run(script));
    const plan = script.plan?.actions ?? [];
    const commands = plan.filter((action) => action.operation.kind === 'cmdlet');
    expect((await lab.changes()).length).toBe(commands.length);
    const entries = bench.session.state.run?.entries ?? [];
    const done = entries.filter((entry) => entry.type === 'outcome' && entry.outcome === 'done');
    expect(done).toHaveLength(plan.length);
    expect(bench.session.state.run?.result).toBe('done');
  });

  test('without its record it stops, and what it finds is not counted as ours', async () => {
    const script = await exchangeScript();
    await run(script);
    bench.server.records.clear();
    const changes = (await lab.changes()).length;
    await load(bench, await run(script));
    expect((await lab.changes()).length).toBe(changes);
    expect(bench.session.state.run?.result).toBe('outdated');
    const undo = await bench.session.planUndo(bench.session.state.run?.id ?? '');
    expect(undo.actions).toEqual([]);
  });
});

describe('consents', () => {
  test('without them the rows are left out, and the next plan holds what remains', async () => {
    await load(bench, await run(await exchangeScript()));
    await bench.session.makePlan();
    const script = await bench.hand.script('tenant');
    await load(bench, await run(script, []));
    expect(bench.session.state.run?.result).toBe('partly');
    const leftOut = (bench.session.state.run?.entries ?? []).flatMap((entry) =>
      entry.type === 'left-out' ? [entry.action] : [],
    );
    const idsOn = async (target: CarryTarget): Promise<readonly string[]> => {
      const { actions } = await bench.session.makePlan();
      return actions.filter((action) => action.target === target).map((action) => action.id);
    };
    // The application was made, and what it has is asked for by its id.
    await lookOn(bench, 'tenant');
    expect(leftOut.length).toBeGreaterThan(0);
    expect(await idsOn('tenant')).toEqual(leftOut);
    expect(await idsOn('exchange')).toContain('hybrid-application.override');
    const own = await bench.hand.script('exchange');
    const carried = own.plan?.actions.map((action) => action.id);
    expect(carried).not.toContain('hybrid-application.override');
  });
});

describe('a result is refused', () => {
  let script: CarriedScript;
  let text = '';
  /** The customer's files before anything was loaded. */
  let pristine: string;
  beforeAll(async () => {
    pristine = await mkdtemp(join(tmpdir(), 'crossprem-pristine-'));
  });
  afterAll(() => rm(pristine, { recursive: true, force: true }));
  beforeEach(async () => {
    const folder = join(bench.folder, 'customers');
    // One script and its result serve all: what is refused leaves no trace, and what is loaded is put away again.
    if (text === '') {
      script = await exchangeScript();
      text = await run(script);
      await cp(folder, pristine, { recursive: true });
      return;
    }
    await rm(folder, { recursive: true });
    await cp(pristine, folder, { recursive: true });
    bench = { ...bench, ...(await bench.reopen()) };
  });

  test('when it is half-written, wherever it ends', async () => {
    for (const part of [0, 1, 0.25, 0.5, 0.75].map((share) => Math.floor(text.length * share)))
      if (part < text.length) await expectRefused(text.slice(0, part), 'HX-CARRYFILE');
    await expectRefused(text.slice(0, -1), 'HX-CARRYFILE');
  });

  test('when it was changed', async () => {
    await expectRefused(text.replace('"outcome":"done"', '"outcome":"already"'), 'HX-CARRYHASH');
  });

  test('when the script was edited', async () => {
    await expectRefused(
      forged(text, () => ({ body: '0'.repeat(64) })),
      'HX-CARRYSCRIPT',
    );
  });

  test('when it ran on another host', async () => {
    await expectRefused(
      forged(text, () => ({ host: 'ex99.contoso.lab' })),
      'HX-CARRYHOST',
    );
  });

  test('when it names another plan, customer or script', async () => {
    await expectRefused(
      forged(text, () => ({ digest: 'f'.repeat(64) })),
      'HX-CARRYUNKNOWN',
    );
    await expectRefused(
      forged(text, () => ({ customer: 'other' })),
      'HX-CARRYUNKNOWN',
    );
    const other = '11111111-2222-4333-8444-555555555555';
    await expectRefused(
      forged(text, () => ({ script: other })),
      'HX-CARRYUNKNOWN',
    );
  });

  test('when it is too old or from the future', async () => {
    const at = (days: number): string =>
      new Date(bench.server.ports.clock.now().getTime() + days * 86_400_000).toISOString();
    const times = (days: number) => ({ startedAt: at(days), endedAt: at(days) });
    await expectRefused(
      forged(text, () => times(-8)),
      'HX-CARRYOLD',
    );
    await expectRefused(
      forged(text, () => times(2)),
      'HX-CARRYOLD',
    );
  });

  test('when it says done of something that its own facts deny', async () => {
    const liar = forged(text, ({ actions }) => ({
      actions: actions.map((item) => ({ ...item, facts: { found: false } })),
    }));
    await expectRefused(liar, 'HX-CARRYFILE');
  });

  test('when it brings a file or an answer that was not asked for', async () => {
    const [file] = (JSON.parse(text) as { content: CarryContent }).content.files;
    const stray = { name: 'exports/other.cer', content: file?.content ?? '' };
    await expectRefused(
      forged(text, ({ files }) => ({ files: [...files, stray] })),
      'HX-CARRYFILE',
    );
  });

  test('when it is a look with an answer that cannot be used; of a change the answer is dropped', async () => {
    const answer = (name: string, Identity: string, items: string[] = []) => ({
      command: { name, parameters: { Identity } },
      at: new Date(0).toISOString(),
      items,
      error: null,
    });
    const bad = [
      answer('Remove-MailUser', 'x'),
      answer('Get-MailUser', ''),
      answer('Get-MailUser', 'x', ['<Objs>']),
    ];
    const look = await run(await bench.hand.look('exchange'));
    for (const one of bad)
      await expectRefused(
        forged(look, ({ answers }) => ({ answers: [...answers, one] })),
        'HX-CARRYFILE',
      );
    await load(
      bench,
      forged(text, ({ answers }) => ({ answers: [...answers, ...bad] })),
    );
    expect(bench.session.state.run?.result).toBe('done');
    const file = join(bench.folder, 'customers/practice/carried/exchange.json');
    const { answers } = JSON.parse(await readFile(file, 'utf8')) as Pick<CarryContent, 'answers'>;
    expect(answers).toEqual((JSON.parse(text) as { content: CarryContent }).content.answers);
  });

  test('what comes behind the certificate in a file stays out', async () => {
    const { files } = (JSON.parse(text) as { content: CarryContent }).content;
    const longer = files.map(({ name, content }) => ({
      name,
      content: Buffer.concat([Buffer.from(content, 'base64'), Buffer.from('KEY')]).toString(
        'base64',
      ),
    }));
    await load(
      bench,
      forged(text, () => ({ files: longer })),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const { name, content } of files) {
      const written = await readFile(join(bench.folder, 'customers/practice', name));
      expect(written.toString('base64')).toBe(content);
    }
  });

  test('when it was loaded already', async () => {
    await load(bench, text);
    await expectRefused(text, 'HX-CARRYAGAIN');
  });

  test('when the sign-in was for another tenant', async () => {
    const look = await run(await bench.hand.look('tenant'));
    const foreign = '99999999-2222-4333-8444-555555555555';
    await expectRefused(
      forged(look, () => ({ signedInTenant: foreign })),
      'HX-TEN',
    );
  });
});

test('a look that is older than the answers in use is refused', async () => {
  const early = await run(await bench.hand.look('exchange'));
  await bench.server.ports.clock.sleep(60_000);
  await load(bench, await run(await bench.hand.look('exchange')));
  await expectRefused(early, 'HX-CARRYOLD');
});

test('what was not collected is named, and the next look asks for it', async () => {
  await lookBoth(bench);
  const text = await run(await bench.hand.look('exchange'));
  await bench.server.ports.clock.sleep(1_000);
  const poorer = forged(text, ({ answers, endedAt }) => ({
    endedAt: new Date(Date.parse(endedAt) + 1_000).toISOString(),
    answers: answers.filter(
      (item) => !('command' in item && item.command.name === 'Get-ManagementRoleEntry'),
    ),
  }));
  expect((await load(bench, poorer)).missing).toBe(1);
  const plan = await bench.session.makePlan();
  expect(plan.findings.map((item) => item.code)).toContain('HX-CARRYMISSING');
  const next = await bench.hand.look('exchange');
  expect(next.text).toContain("'Get-ManagementRoleEntry'");
  await bench.server.ports.clock.sleep(2_000);
  expect((await load(bench, await run(next))).missing).toBe(0);
});

test('observations say where and when they were collected', async () => {
  await lookBoth(bench);
  await bench.session.read();
  const items = [...(bench.session.state.observations?.values() ?? [])];
  // Rights are a session's, and there is none.
  const exchange = items.filter(
    ({ status, target, request }) =>
      status === 'read' && target === 'exchange' && request.read !== 'session-rights',
  );
  expect(exchange.length).toBeGreaterThan(10);
  for (const item of exchange)
    expect(item).toMatchObject({ collectedOn: lab.ready.exchangeServer.toLowerCase() });
});

test('undo is carried too, and brings everything back that can be', async () => {
  const { organisation } = await lab.control({ op: 'status' });
  await lookBoth(bench);
  await bench.session.makePlan();
  await byHand(bench).apply();
  expect((await lab.control({ op: 'status' })).organisation).not.toEqual(organisation);
  // Backwards run by run: what was built last goes first, whichever side it is on.
  const runs = bench.session.state.runs.filter((item) => item.kind === 'apply').reverse();
  for (const { id } of runs) {
    const { actions } = await bench.session.planUndo(id);
    // Files here are taken back from here.
    const place = CARRY_TARGETS.find((side) => actions.some(({ target }) => target === side));
    const script = await bench.hand.script(place ?? '');
    expect(script.manifest.kind).toBe('undo');
    await load(bench, await run(script));
    expect(bench.session.state.run?.result).toBe('done');
    expect(bench.session.state.runs.at(-1)?.undoes).toBe(id);
  }
  expect((await lab.control({ op: 'status' })).organisation).toEqual(organisation);
});

/** Every write in the full suite, else every third. */
const STEP = process.env['CROSSPREM_FULL'] === '1' ? 1 : 3;

describe('cut off while loading', () => {
  /** A disk that is gone after this many writes. */
  function failing(after: number): FileSystem {
    let left = after;
    const count =
      <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
      (...args: A): Promise<R> => {
        if (left <= 0) return Promise.reject(Object.assign(new Error('gone'), { code: 'EROFS' }));
        left -= 1;
        return work(...args);
      };
    return {
      ...nodeFileSystem,
      writeFlushed: count(nodeFileSystem.writeFlushed.bind(nodeFileSystem)),
      appendFlushed: count(nodeFileSystem.appendFlushed.bind(nodeFileSystem)),
      remove: count(nodeFileSystem.remove.bind(nodeFileSystem)),
    };
  }

  test('at any write, loading again ends the same', async () => {
    const script = await exchangeScript();
    const bytes = new TextEncoder().encode(await run(script));
    const folder = join(bench.folder, 'customers');
    const pristine = join(bench.folder, 'pristine');
    await cp(folder, pristine, { recursive: true });
    /** Everything that was journalled, without the time of loading, which a cut moves. */
    const journal = async () => {
      const { session } = await bench.reopen();
      expect(session.state.runs).toHaveLength(1);
      const entries = session.state.run?.entries ?? [];
      return entries.map((entry) =>
        entry.type === 'run-started' ? { ...entry, run: '', carried: undefined } : entry,
      );
    };
    await (await bench.reopen()).hand.load(bytes, 'result.json');
    const expected = await journal();
    let cuts = 0;
    for (let isCut = true; isCut; cuts += STEP) {
      await rm(folder, { recursive: true });
      await cp(pristine, folder, { recursive: true });
      const cut = await bench.reopen(failing(cuts));
      isCut = (await codeOf(cut.hand.load(bytes, 'result.json'))) === 'HX-RO';
      const code = await codeOf((await bench.reopen()).hand.load(bytes, 'result.json'));
      expect(['no error', 'HX-CARRYAGAIN']).toContain(code);
      expect(await journal()).toEqual(expected);
    }
    // Two lines an action and two for the run, and the files around them.
    expect(cuts).toBeGreaterThan(2 * (script.plan?.actions.length ?? 0));
  }, 120_000);
});
