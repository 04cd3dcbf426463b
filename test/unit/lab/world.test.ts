import { appendFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LabClosed } from '../../../src/lab/live-world';
import type { WorldCall, WorldState } from '../../../src/lab/world';
import { CLASSIC, openLab } from './lab';

const stateOnDisk = (folder: string): WorldState =>
  JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as WorldState;

const CHANGE: WorldCall = {
  side: 'tenant',
  call: 'PATCH /x',
  change: true,
  arguments: {},
  requestId: 'r',
};
const READ: WorldCall = { ...CHANGE, call: 'GET /x', change: false };

describe('world', () => {
  test('the same calls on the same seed give the same answers and the same state', async () => {
    const runAll = async (): Promise<unknown> => {
      const lab = openLab({ seed: 11 });
      const answers = [
        await lab.raw('New-MailUser', CLASSIC),
        await lab.raw('Get-MailUser', { Identity: 'nobody' }),
        await lab.raw('New-ManagementRole', { Name: 'R', Parent: 'UserApplication' }),
      ];
      return { answers, state: lab.world.state, log: lab.log() };
    };
    expect(await runAll()).toEqual(await runAll());
  });

  test('reads in between do not move the ids of what is made', async () => {
    const quiet = openLab();
    const busy = openLab();
    await busy.run('Get-MailUser');
    const [first] = await quiet.run('New-MailUser', CLASSIC);
    const [second] = await busy.run('New-MailUser', CLASSIC);
    expect(first!['Guid']).toBe(second!['Guid']);
  });

  test('the virtual clock starts at a fixed instant and moves with every call', async () => {
    const lab = openLab();
    expect(lab.control({ op: 'status' }).now).toBe('2026-01-12T08:00:00.000Z');
    await lab.run('Get-AuthConfig');
    expect(lab.control({ op: 'status' }).now).toBe('2026-01-12T08:00:00.150Z');
    expect(lab.control({ op: 'advance', milliseconds: 60_000 }).now).toBe(
      '2026-01-12T08:01:00.150Z',
    );
  });

  test('a change is logged before and after, a read once', async () => {
    const lab = openLab();
    await lab.run('New-MailUser', CLASSIC);
    await lab.run('Get-AuthConfig');
    await lab.refused('New-MailUser', CLASSIC);
    expect(
      lab.log().map(({ phase, sequence, call, outcome }) => [phase, sequence, call, outcome]),
    ).toEqual([
      ['begin', 1, 'New-MailUser', undefined],
      ['end', 1, 'New-MailUser', 'done'],
      ['end', 2, 'Get-AuthConfig', 'done'],
      ['begin', 3, 'New-MailUser', undefined],
      ['end', 3, 'New-MailUser', 'failed'],
    ]);
    expect(lab.log()[0]).toMatchObject({
      side: 'exchange',
      change: true,
      requestId: 'test',
      arguments: `{"DomainController":"DC01.contoso.lab","ExternalEmailAddress":"${CLASSIC.ExternalEmailAddress}","Name":"${CLASSIC.Name}"}`,
    });
    expect(lab.control({ op: 'status' }).calls).toEqual({ reads: 1, changes: 2 });
  });

  test('bytes are logged as their SHA-256', async () => {
    const lab = openLab();
    await lab.world.read({ ...READ, arguments: { a: [{ $bytes: 'QUJD' }] } }, () => undefined);
    expect(lab.log()[0]!.arguments).toBe(
      '{"a":[{"$sha256":"b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78"}]}',
    );
  });

  test('the state is on disk when a change is answered', async () => {
    const lab = openLab();
    await lab.run('New-MailUser', CLASSIC);
    expect(stateOnDisk(lab.folder)).toEqual(lab.world.state);
    expect(readdirSync(lab.folder).sort()).toEqual(['calls.jsonl', 'state.json']);
  });

  test('a change that throws leaves the state as before', async () => {
    const lab = openLab();
    const before = structuredClone(lab.world.state.tenant);
    const failing = lab.world.change(CHANGE, () => {
      lab.world.state.tenant.users = [];
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(lab.world.state.tenant).toEqual(before);
    expect(stateOnDisk(lab.folder).tenant).toEqual(before);
    expect(lab.log()).toMatchObject([{ phase: 'begin' }, { phase: 'end', outcome: 'failed' }]);
  });

  test('calls of one side are answered one at a time, in order', async () => {
    const lab = openLab({ latency: 'realistic' });
    const order: string[] = [];
    await Promise.all([
      lab.world.change(CHANGE, () => order.push('change')),
      lab.world.read(READ, () => order.push('read')),
    ]);
    expect(order).toEqual(['change', 'read']);
  });

  test('hosts of one side answer side by side', async () => {
    const lab = openLab({ latency: 'realistic' });
    const order: string[] = [];
    await Promise.all([
      lab.world.change({ ...CHANGE, host: 'fe01' }, () => order.push('change')),
      lab.world.read({ ...READ, host: 'fe02' }, () => order.push('read')),
    ]);
    expect(order).toEqual(['read', 'change']);
  });

  test('realistic latency waits for real', async () => {
    const lab = openLab({ latency: 'realistic' });
    const before = performance.now();
    await lab.run('Get-AuthConfig');
    expect(performance.now() - before).toBeGreaterThan(140);
  });

  test('a fault counter taken in a read is on disk', async () => {
    const lab = openLab({ faults: ['graph-503'] });
    await lab.world.read(READ, () => lab.world.countDown('graph-503'));
    expect(stateOnDisk(lab.folder).counters['graph-503']).toBe(1);
  });

  test('another process goes on where a killed one stopped', async () => {
    const lab = openLab();
    await lab.run('New-MailUser', CLASSIC);
    await lab.run('Get-AuthConfig');
    const again = lab.reopen();
    expect(again.control({ op: 'status' })).toEqual(lab.control({ op: 'status' }));
    await again.run('Get-AuthConfig');
    expect(again.log().map((line) => line.sequence)).toEqual([1, 1, 2, 3]);
  });

  test('a change whose end was never written is closed as dropped', () => {
    const lab = openLab();
    const begin = {
      ...CHANGE,
      phase: 'begin',
      sequence: 1,
      at: '2026-01-12T09:00:00.000Z',
      arguments: '{}',
    };
    appendFileSync(join(lab.folder, 'calls.jsonl'), `${JSON.stringify(begin)}\n{"phase":"en`);
    const again = lab.reopen();
    expect(again.log()).toMatchObject([
      { phase: 'begin' },
      { phase: 'end', sequence: 1, outcome: 'dropped' },
    ]);
    expect(again.control({ op: 'status' })).toMatchObject({
      now: '2026-01-12T09:00:00.000Z',
      calls: { reads: 0, changes: 1 },
    });
  });

  test.each(['{', '{"format":2}', '[]', ''])('a damaged state (%j) is put aside', (text) => {
    const lab = openLab({ seed: 5 });
    writeFileSync(join(lab.folder, 'state.json'), text);
    const again = lab.reopen();
    expect(again.world.state.seed).toBe(5);
    expect(readFileSync(join(lab.folder, 'state.damaged.json'), 'utf8')).toBe(text);
  });

  test.each([1, 2])('a state in the form %i is made anew from its seed and start', (format) => {
    const lab = openLab({ seed: 5, start: 'sfb-half' });
    const earlier = { format, seed: 6, start: 'articles', now: 1 };
    writeFileSync(join(lab.folder, 'state.json'), JSON.stringify(earlier));
    const { state } = lab.reopen().world;
    expect(state).toMatchObject({ format: 3, seed: 6, start: 'articles', skype: null });
    expect(existsSync(join(lab.folder, 'state.damaged.json'))).toBe(false);
  });

  test('a reset starts over, with an empty log and without faults', async () => {
    const lab = openLab({ faults: ['access-denied'] });
    await lab.run('Get-AuthConfig');
    expect(lab.control({ op: 'reset', seed: 9, start: 'articles' })).toMatchObject({
      seed: 9,
      start: 'articles',
      now: '2026-01-12T08:00:00.000Z',
      faults: [],
      calls: { reads: 0, changes: 0 },
    });
    expect(lab.log()).toEqual([]);
    expect(lab.reopen().control({ op: 'status' })).toEqual(lab.control({ op: 'status' }));
  });

  test('the state of the folder counts, not the options, once there is one', () => {
    const lab = openLab({ seed: 5, start: 'half' });
    const again = openLab({ seed: 6, start: 'empty', folder: lab.folder });
    expect(again.control({ op: 'status' })).toMatchObject({ seed: 5, start: 'half' });
  });

  test('closing finishes the call under way and refuses the ones behind it', async () => {
    const lab = openLab({ latency: 'realistic' });
    const first = lab.run('New-MailUser', CLASSIC);
    const second = lab.run('Get-AuthConfig');
    second.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = performance.now();
    await lab.world.close();
    expect(performance.now() - before).toBeLessThan(1000);
    expect(await first).toHaveLength(1);
    await expect(second).rejects.toThrow(LabClosed);
    expect(lab.log()).toMatchObject([{ phase: 'begin' }, { phase: 'end', outcome: 'done' }]);
  });
});
