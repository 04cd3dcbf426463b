/** The command line as a person or a scheduler uses it: exit codes, words, real files, and the built bundle. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/shared/languages';
import { LAB_FAULTS } from '../../../src/shared/lab';
import type { Ran } from '../support/command-line';
import { CLI, command, endLabs, inProcessOfItsOwn } from '../support/command-line';

const folders: string[] = [];
let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-cli-'));
  folders.push(data);
});
afterEach(endLabs);
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const crossprem = (...words: string[]): Promise<Ran> => command([...words, '--data', data]);
/** The same as a process, where the built program itself is looked at. */
const built = (...words: string[]): Promise<Ran> => inProcessOfItsOwn([...words, '--data', data]);

async function json(...words: string[]): Promise<{ code: number; value: unknown }> {
  const ran = await crossprem(...words, '--json');
  return { code: ran.code, value: JSON.parse(ran.out) };
}

describe('wrong use', () => {
  test.each([
    [['frobnicate']],
    [['plan', '--nonsense']],
    [['plan', 'extra']],
    [['plan', '--lang', 'de']],
    [['plan', '--scenario', 'other']],
    [['apply', '--consent', 'everything']],
    [['lab', 'fault', 'no-such-fault', 'on']],
    [['lab', 'reset', '--seed', 'x']],
    [['plan', '--input', 'nonsense=1']],
    [['script', '--look']],
    [['load']],
    [['load', 'one', 'two']],
  ])('%j ends with 64 and HX-USE', async (words) => {
    const ran = await crossprem(...words);
    expect(ran.code).toBe(64);
    expect(ran.err).toContain('HX-USE');
    expect(await readdir(data)).toEqual([]);
  });

  test('the built program ends with that code, and writes nothing', async () => {
    const ran = await built('frobnicate');
    expect(ran.code).toBe(64);
    expect(ran.err).toContain('HX-USE');
    expect(await readdir(data)).toEqual([]);
  });

  test('help is not an error', async () => {
    const ran = await built('--help');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('64');
  });
});

describe('the loop', () => {
  test(
    'plan, apply, plan, verify, report, undo with their exit codes',
    { timeout: 120_000 },
    async () => {
      const plan = await json('plan');
      expect(plan.code).toBe(2);
      expect(Object.keys(plan.value as object)).toEqual([
        'fingerprint',
        'scenario',
        'recipe',
        'outcome',
        'parts',
        'counts',
        'steps',
        'actions',
      ]);
      const { steps, actions, fingerprint } = plan.value as {
        steps: object[];
        actions: object[];
        fingerprint: string;
      };
      expect(steps).toHaveLength(7);
      for (const step of steps) expect(Object.keys(step)).toEqual(['id', 'state', 'resources']);
      for (const action of actions) {
        expect(
          Object.keys(action).filter(
            (key) => key !== 'command' && key !== 'request' && key !== 'file',
          ),
        ).toEqual(['id', 'step', 'target', 'kind', 'reason', 'article', 'tags', 'undo']);
        expect('command' in action || 'request' in action).toBe(true);
      }
      const applied = await json('apply', '--yes', '--consent', 'all');
      expect(applied.code).toBe(0);
      expect(applied.value).toMatchObject({ fingerprint, result: 'done' });
      expect((await json('plan')).value).toMatchObject({ actions: [] });
      expect((await built('plan')).code).toBe(0);
      expect((await built('verify')).code).toBe(0);
      const report = (await json('report')).value as { html: string; json: string };
      expect(await readFile(report.html, 'utf8')).toContain(fingerprint);
      expect(JSON.parse(await readFile(report.json, 'utf8'))).toMatchObject({});
      expect((await built('undo', '--yes', '--consent', 'all')).code).toBe(0);
      expect(((await json('plan')).value as { actions: object[] }).actions).toHaveLength(
        actions.length,
      );
      expect((await crossprem('undo', '--yes', '--consent', 'all')).out).toContain(
        'no run to take back',
      );
    },
  );

  test('what is left to a person ends with 4, the rest is done', { timeout: 60_000 }, async () => {
    await crossprem('lab', 'fault', 'duplicate-auth-server', 'on');
    expect((await crossprem('apply', '--yes', '--consent', 'all')).code).toBe(4);
    const { value } = await json('verify');
    const { steps: verdicts } = value as { steps: { id: string; verdict: string }[] };
    expect(verdicts.filter((step) => step.verdict !== 'verified').map(({ id }) => id)).toEqual([
      'oauth',
    ]);
  });

  test('nobody to ask: nothing is applied', async () => {
    const ran = await built('apply');
    expect(ran.code).toBe(4);
    expect((await json('lab', 'status')).value).toMatchObject({ calls: { changes: 0 } });
  });

  test('a missing consent leaves its rows out and ends with 4', async () => {
    const applied = await json('apply', '--yes');
    expect(applied.code).toBe(4);
    expect(applied.value).toMatchObject({ result: 'partly' });
    expect((await json('apply', '--yes', '--consent', 'all')).code).toBe(0);
  });

  test('three languages give one fingerprint and the same commands', async () => {
    const texts: string[] = [];
    const scripts: string[] = [];
    for (const language of LANGUAGES) {
      texts.push((await crossprem('plan', '--json', '--lang', language)).out);
      scripts.push((await crossprem('script', '--lang', language)).out);
    }
    expect(new Set(texts).size).toBe(1);
    expect(new Set(scripts).size).toBe(1);
    expect(scripts[0]).toContain('New-MailUser');
  });

  test('a seed gives the same organisation on every machine', async () => {
    const first = (await json('plan', '--seed', '7')).value;
    data = await mkdtemp(join(tmpdir(), 'crossprem-cli-'));
    folders.push(data);
    expect((await json('plan', '--seed', '7')).value).toEqual(first);
    data = await mkdtemp(join(tmpdir(), 'crossprem-cli-'));
    folders.push(data);
    expect((await json('plan', '--seed', '8')).value).not.toEqual(first);
  });
});

describe('saved plans', () => {
  test(
    'a saved plan is applied; an edited, foreign or unreadable one is refused and nothing runs',
    { timeout: 60_000 },
    async () => {
      const file = join(data, 'plan.json');
      expect((await crossprem('plan', '--out', file)).code).toBe(2);
      const text = await readFile(file, 'utf8');
      const edited = join(data, 'edited.json');
      for (const broken of [
        text.replace(
          '"HiddenFromAddressListsEnabled": true',
          '"HiddenFromAddressListsEnabled": false',
        ),
        text.slice(0, 200),
        '{}',
      ]) {
        await writeFile(edited, broken);
        const ran = await crossprem('apply', '--plan', edited, '--yes', '--consent', 'all');
        expect(ran.code).toBe(3);
        expect(ran.err).toContain('HX-PLANFILE');
      }
      expect(
        (await crossprem('apply', '--plan', join(data, 'missing.json'), '--yes')).err,
      ).toContain('HX-FILE');
      expect((await json('lab', 'status')).value).toMatchObject({ calls: { changes: 0 } });
      expect((await crossprem('apply', '--plan', file, '--yes', '--consent', 'all')).code).toBe(0);
      const again = await crossprem('apply', '--plan', file, '--yes', '--consent', 'all');
      expect(again.code).toBe(2);
      expect(again.err).toContain('HX-OLD');
    },
  );
});

describe('damaged and missing things', () => {
  test('a customer file that cannot be read is named and left as it is', async () => {
    await crossprem('plan');
    const file = join(data, 'customers/practice/customer.json');
    await writeFile(file, '{ "format": 1, "id": ');
    const ran = await crossprem('plan');
    expect(ran.code).toBe(3);
    expect(ran.err).toContain('HX-CUST');
    expect(await readFile(file, 'utf8')).toBe('{ "format": 1, "id": ');
  });

  test('an unknown customer is HX-CUST', async () => {
    const ran = await built('plan', '--customer', 'nobody');
    expect(ran.code).toBe(3);
    expect(ran.err).toContain('HX-CUST');
  });

  test(
    'a damaged journal tail is reported, kept aside, and destroys nothing',
    { timeout: 60_000 },
    async () => {
      await crossprem('apply', '--yes', '--consent', 'all');
      const runs = join(data, 'customers/practice/runs');
      const [run = ''] = await readdir(runs);
      const journal = join(runs, run, 'journal.jsonl');
      const whole = await readFile(journal, 'utf8');
      await writeFile(journal, whole.slice(0, -40));
      const ran = await crossprem('apply', '--yes', '--consent', 'all');
      expect(ran.err).toContain('HX-TAIL');
      expect(ran.code).toBe(0);
      const kept = (await readdir(join(runs, run))).filter((name) => name.includes('.damaged-'));
      expect(kept).toHaveLength(1);
      expect(await readFile(join(runs, run, kept[0] ?? ''), 'utf8')).toBe(whole.slice(0, -40));
      expect((await crossprem('verify')).code).toBe(0);
    },
  );

  test(
    'a journal damaged before its tail stops with HX-JRN and is not touched',
    { timeout: 60_000 },
    async () => {
      await crossprem('apply', '--yes', '--consent', 'all');
      const runs = join(data, 'customers/practice/runs');
      const [run = ''] = await readdir(runs);
      const journal = join(runs, run, 'journal.jsonl');
      const changed = (await readFile(journal, 'utf8')).replace(
        'mail-user.classic.create',
        'mail-user.classic.CREATE',
      );
      await writeFile(journal, changed);
      const ran = await crossprem('plan');
      expect(ran.code).toBe(3);
      expect(ran.err).toContain('HX-JRN');
      expect(await readFile(journal, 'utf8')).toBe(changed);
    },
  );

  test.runIf(process.platform === 'linux')('a full disk under --out is HX-FULL', async () => {
    const ran = await built('plan', '--out', '/dev/full');
    expect(ran.code).toBe(3);
    expect(ran.err).toContain('HX-FULL');
  });

  test('a data folder that cannot be made is a coded error', async () => {
    const file = join(data, 'a-file');
    await writeFile(file, '');
    const ran = await new Promise<Ran>((resolve) => {
      execFile(
        process.execPath,
        [CLI, 'plan', '--data', join(file, 'below')],
        (error, out, err) => {
          resolve({ code: Number(error?.code), out, err });
        },
      );
    });
    expect(ran.code).toBe(3);
    expect(ran.err).toMatch(/HX-(FILE|RO)/);
  });
});

test.runIf(process.platform !== 'win32')('a closed pipe is no crash', async () => {
  const ran = await new Promise<{ code: number; text: string }>((resolve) => {
    const command = `"$0" "$1" plan --data "$2" | head -1; exit "\${PIPESTATUS[0]}"`;
    execFile('bash', ['-c', command, process.execPath, CLI, data], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), text: `${out}${err}` });
    });
  });
  expect(ran.code).toBe(2);
  expect(ran.text).not.toContain('EPIPE');
});

describe('the lab', () => {
  test('keeps its state between commands, lists and switches faults', async () => {
    const list = await json('lab', 'list-faults');
    expect(list.value).toEqual([...LAB_FAULTS]);
    expect((await json('lab', 'fault', 'graph-403', 'on')).value).toMatchObject({
      faults: ['graph-403'],
    });
    expect(JSON.parse((await built('lab', 'status', '--json')).out)).toMatchObject({
      faults: ['graph-403'],
    });
    expect((await json('lab', 'fault', 'graph-403', 'off')).value).toMatchObject({ faults: [] });
    expect((await json('lab', 'reset', 'half', '--seed', '9')).value).toMatchObject({
      start: 'half',
      seed: 9,
    });
  });

  // acceptance 23, 32
  test('a wrong tenant is no "No changes needed": exit code 4, with what is unknown and why', async () => {
    const ran = await crossprem('plan', '--fault', 'wrong-tenant', '--lang', 'en');
    expect(ran.code).toBe(4);
    expect(ran.out).toContain('Nothing can be planned');
    expect(ran.out).toMatch(/\d+ of \d+ parts read; \d+ unknown/);
    expect(ran.out).toContain('HX-TEN');
    expect(ran.out).not.toContain('No changes needed');
    const { value } = await json('plan', '--fault', 'wrong-tenant');
    expect(value).toMatchObject({ outcome: 'nothing-planned', actions: [] });
  });

  test('--fault switches one on for the command', async () => {
    const ran = await json('plan', '--fault', 'expired-certificate');
    expect(ran.code).toBe(2);
    expect((await crossprem('plan')).out).toContain('HX-CERTEXP');
  });
});

test('every error that the command line shows is in three languages', async () => {
  for (const language of LANGUAGES) {
    const ran = await crossprem('plan', '--customer', 'nobody', '--lang', language);
    expect(ran.err.split('\n').filter((line) => line !== '').length).toBeGreaterThanOrEqual(4);
    expect(ran.err).not.toMatch(/errors\.HX/);
  }
});

describe('hand-carry', () => {
  test('writes a look script whose first line is its manifest, and says what to do with it', async () => {
    const file = join(data, 'look.ps1');
    const ran = await crossprem('script', '--look', '--target', 'ex01', '--out', file);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('crossprem-look-EX01-result.json');
    const [head] = (await readFile(file, 'utf8')).split('\r\n');
    expect(head).toMatch(/^# crossprem-manifest \{"body":"[0-9a-f]{64}",/);
  });

  test('writes the scripts of the plan; a side without work that can be done waits', async () => {
    for (const target of ['exchange', 'tenant']) {
      const { code, value } = await json('script', '--target', target);
      expect(code).toBe(0);
      expect(value).toMatchObject({ manifest: { kind: 'apply', target } });
    }
    const online = await crossprem('script', '--target', 'online');
    expect(online.code).toBe(3);
    expect(online.err + online.out).toContain('HX-CARRYORDER');
  });

  test('refuses a file that is no result', async () => {
    const file = join(data, 'result.json');
    await writeFile(file, '{"content":{');
    const ran = await crossprem('load', file);
    expect(ran.code).toBe(3);
    expect(ran.err + ran.out).toContain('HX-CARRYFILE');
  });
});
