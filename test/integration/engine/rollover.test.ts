/** The rollover of the auth certificate over the real lab, from each state of health, through all of its plans. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TAGS } from '../../../src/core/model/action';
import type { Plan } from '../../../src/core/model/plan';
import { APPLICATIONS } from '../../../src/shared/applications';
import type { LabFault } from '../../../src/shared/lab';
import type { Bench, TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';

const DAY = 86_400_000;
const ROLLOVER = { scenario: 'certificate-rollover' } as const;

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

const ids = (plan: Plan): readonly string[] => plan.actions.map((action) => action.id);

/** Sets the organisation up first, so that the tenant knows its certificates. */
async function setUp(...faults: readonly LabFault[]): Promise<void> {
  await lab.reset('empty');
  const bench = await openBench(lab);
  await bench.session.makePlan();
  expect((await bench.session.apply(TAGS)).result).toBe('done');
  await bench.remove();
  for (const fault of faults) await lab.fault(fault);
}

/** The current certificate as the lab has it. */
async function currentThumbprint(): Promise<string> {
  const bench = await openBench(lab, ROLLOVER);
  await bench.session.read();
  const config = [...(bench.session.state.observations?.values() ?? [])].find(
    (item) => item.request.read === 'auth-rollover',
  );
  await bench.remove();
  return config?.status === 'read' ? String(config.facts['current']) : '';
}

/** Days until the current certificate ends. */
async function daysLeft(bench: Bench): Promise<number> {
  const session = await bench.reopen();
  const plan = await session.makePlan();
  const health = plan.steps
    .flatMap((step) => step.resources)
    .find((item) => item.id === 'auth-certificate');
  const end = health?.comparisons.find((row) => row.property === 'NotAfter (current)')?.found;
  const { now } = await lab.control({ op: 'status' });
  return Math.floor((Date.parse(end ?? '') - Date.parse(now)) / DAY);
}

async function advance(days: number): Promise<void> {
  await lab.control({ op: 'advance', milliseconds: days * DAY });
}

/** Plans anew and applies it all. Gives the ids of what was planned. */
async function round(bench: Bench): Promise<readonly string[]> {
  const session = await bench.reopen();
  const plan = await session.makePlan();
  if (plan.actions.length > 0)
    expect(await session.apply(TAGS)).toEqual({ result: 'done', outdated: [] });
  return ids(plan);
}

async function withRollover(
  inputs: Parameters<typeof openBench>[1],
  work: (bench: Bench) => Promise<void>,
): Promise<void> {
  const bench = await openBench(lab, { ...ROLLOVER, ...inputs });
  try {
    await work(bench);
  } finally {
    await bench.remove();
  }
}

const UPLOADS = [
  `service-principal.${APPLICATIONS.cloudVoicemail}.keys`,
  `service-principal.${APPLICATIONS.teamsScheduler}.keys`,
  `service-principal.${APPLICATIONS.skypeForBusinessOnline}.keys`,
  'hybrid-application.keys',
];

describe('a healthy certificate', () => {
  test('with a staged one that everybody knows: nothing to do, and verified', async () => {
    await setUp();
    await withRollover({}, async (bench) => {
      expect(await round(bench)).toEqual([]);
      const session = await bench.reopen();
      const verification = await session.verify();
      expect(verification.scenario).toBe('certificate-rollover');
      expect(verification.steps.map((step) => step.verdict)).toEqual(
        verification.steps.map(() => 'verified'),
      );
      // What another scenario verified is kept apart.
      const usual = { ...session.state.record, scenario: 'tenant-exchange' as const };
      await session.change(usual);
      expect(session.state.verification).toBeNull();
    });
  });

  test('without a staged one: nothing to do', async () => {
    await setUp('no-next-certificate');
    await withRollover({}, async (bench) => {
      expect(await round(bench)).toEqual([]);
    });
  });

  test('is replaced when it is named, through all plans, and is named for nothing afterwards', async () => {
    await setUp('no-next-certificate');
    const current = await currentThumbprint();
    await withRollover({ inputs: { rollNow: current } }, async (bench) => {
      expect(await round(bench)).toEqual(['auth-certificate.create']);
      expect(await round(bench)).toEqual([
        'certificate.next.export',
        ...UPLOADS,
        'auth-certificate.stage',
      ]);
      expect(await round(bench)).toEqual([]);
      await advance(29);
      expect(await round(bench)).toEqual([]);
      // Exchange takes up to a day after the date; who plans before that publishes.
      await advance(2);
      expect(await round(bench)).toEqual(['auth-certificate.publish']);
      expect(await currentThumbprint()).not.toBe(current);
      expect(await round(bench)).toEqual(['auth-certificate.clear']);
      expect(await round(bench)).toEqual([]);
    });
  });

  test('that Exchange replaced by itself leaves only the old one to be forgotten', async () => {
    await setUp('no-next-certificate');
    await withRollover({ inputs: { rollNow: await currentThumbprint() } }, async (bench) => {
      await round(bench);
      await round(bench);
      await advance(33);
      expect(await round(bench)).toEqual(['auth-certificate.clear']);
      expect(await round(bench)).toEqual([]);
    });
  });

  test('with a typed date is staged for that date; a date that is past is refused', async () => {
    await setUp('no-next-certificate');
    const { now } = await lab.control({ op: 'status' });
    const rollNow = await currentThumbprint();
    const date = new Date(Date.parse(now) + 10 * DAY).toISOString().slice(0, 10);
    await withRollover({ inputs: { rollNow, effectiveDate: date } }, async (bench) => {
      await round(bench);
      const plan = await (await bench.reopen()).makePlan();
      const stage = plan.actions.find((action) => action.id === 'auth-certificate.stage');
      expect(JSON.stringify(stage?.operation)).toContain(`${date}T00:00:00Z`);
      await advance(11);
      const late = await (await bench.reopen()).makePlan();
      expect(ids(late)).not.toContain('auth-certificate.stage');
      expect(late.findings.map((item) => item.code)).toContain('HX-ROLLDATE');
    });
  });

  test('with a staged one that the tenant does not know is told so, and uploaded', async () => {
    await lab.reset('empty');
    await lab.fault('no-next-certificate');
    const first = await openBench(lab);
    await first.session.makePlan();
    await first.session.apply(TAGS);
    await first.remove();
    await lab.fault('no-next-certificate', false);
    await withRollover({}, async (bench) => {
      const plan = await (await bench.reopen()).makePlan();
      expect(plan.findings.map((item) => item.code)).toContain('HX-ROLLUPLOAD');
      expect(await round(bench)).toEqual(['certificate.next.export', ...UPLOADS]);
      expect(await round(bench)).toEqual([]);
    });
  });
});

describe('a certificate that ends soon', () => {
  test.each([
    [59, 30],
    [20, 4],
    [4, 2],
  ])('in %d days is replaced %d days ahead', async (left, ahead) => {
    await setUp('no-next-certificate');
    await withRollover({}, async (bench) => {
      await advance((await daysLeft(bench)) - left);
      expect(await round(bench)).toEqual(['auth-certificate.create']);
      const session = await bench.reopen();
      const plan = await session.makePlan();
      const stage = plan.actions.find((action) => action.id === 'auth-certificate.stage');
      const at = Date.parse(stage?.after['effective'] as string);
      const now = Date.parse((await lab.control({ op: 'status' })).now);
      expect(at).toBeGreaterThanOrEqual(now + ahead * DAY);
      expect(at).toBeLessThan(now + (ahead + 1) * DAY);
      expect(ids(plan)).not.toContain('auth-certificate.publish');
      expect(await round(bench)).toEqual(ids(plan));
      expect(await round(bench)).toEqual([]);
    });
  });

  test('with two days left is uploaded, staged and published in one plan', async () => {
    await setUp('no-next-certificate');
    await withRollover({}, async (bench) => {
      await advance((await daysLeft(bench)) - 1);
      await round(bench);
      expect(await round(bench)).toEqual([
        'certificate.next.export',
        ...UPLOADS,
        'auth-certificate.stage',
        'auth-certificate.publish',
      ]);
      expect(await round(bench)).toEqual(['auth-certificate.clear']);
    });
  });
});

describe('a certificate that ended', () => {
  test('is replaced at once by the staged one, and the old one is forgotten', async () => {
    await setUp('expired-certificate');
    await withRollover({}, async (bench) => {
      const plan = await (await bench.reopen()).makePlan();
      expect(ids(plan)).toEqual(['auth-certificate.publish', 'auth-certificate.clear']);
      const restarts = plan.steps.flatMap((step) => step.resources.flatMap((item) => item.byHand));
      expect(restarts.map((item) => item.args['server'])).toEqual([
        'EX01.contoso.lab',
        'EX02.contoso.lab',
      ]);
      expect(JSON.stringify(restarts)).toContain('Restart-Service -Name MSExchangeServiceHost');
      expect(await round(bench)).toEqual(ids(plan));
      expect(await round(bench)).toEqual([]);
    });
  });

  test('without a staged one is replaced by a new one in two plans', async () => {
    await setUp('no-next-certificate', 'expired-certificate');
    await withRollover({}, async (bench) => {
      expect(await round(bench)).toEqual(['auth-certificate.create']);
      expect(await round(bench)).toEqual([
        'certificate.next.export',
        ...UPLOADS,
        'auth-certificate.stage',
        'auth-certificate.publish',
        'auth-certificate.clear',
      ]);
      expect(await round(bench)).toEqual([]);
      const verification = await (await bench.reopen()).verify();
      expect(verification.steps.every((step) => step.verdict === 'verified')).toBe(true);
    });
  });

  test('is replaced even where the tenant cannot be written, and the upload stays to be done', async () => {
    await setUp('no-next-certificate', 'expired-certificate');
    await withRollover({}, async (bench) => {
      await round(bench);
      await lab.fault('graph-403');
      const session = await bench.reopen();
      await session.makePlan();
      expect((await session.apply(TAGS)).result).toBe('failed');
      expect(await currentThumbprint()).toMatch(/^[0-9A-F]{40}$/);
      await lab.fault('graph-403', false);
      expect(await round(bench)).toEqual(UPLOADS);
    });
  });
});

describe('faults', () => {
  test('a short key is replaced without haste', async () => {
    await setUp('short-key', 'no-next-certificate');
    await withRollover({}, async (bench) => {
      const plan = await (await bench.reopen()).makePlan();
      expect(plan.findings.map((item) => item.code)).toContain('HX-CERTSHORT');
      expect(ids(plan)).toContain('auth-certificate.create');
    });
  });

  test('a certificate without its private key is refused by Exchange, and nothing is staged', async () => {
    await setUp('no-next-certificate');
    await withRollover({ inputs: { rollNow: await currentThumbprint() } }, async (bench) => {
      await round(bench);
      await lab.fault('private-key-missing');
      const session = await bench.reopen();
      await session.makePlan();
      expect((await session.apply(TAGS)).result).toBe('failed');
      const failed = (session.state.run?.entries ?? []).flatMap((entry) =>
        entry.type === 'outcome' && entry.outcome === 'failed' ? [entry] : [],
      );
      expect(failed.map((entry) => [entry.action, entry.error?.code])).toEqual([
        ['auth-certificate.stage', 'HX-CERTKEY'],
      ]);
      await lab.fault('private-key-missing', false);
      expect(await round(bench)).toEqual(['auth-certificate.stage']);
    });
  });

  test('the staged certificate missing on a server is named', async () => {
    await setUp('next-missing-on-server');
    await withRollover({}, async (bench) => {
      const plan = await (await bench.reopen()).makePlan();
      const missing = plan.findings.filter((item) => item.code === 'HX-CERT');
      expect(missing.map((item) => item.args['server'])).toContain('EX02.contoso.lab');
    });
  });

  test('without consents nothing is uploaded, so nothing is staged', async () => {
    await setUp('no-next-certificate');
    await withRollover({ inputs: { rollNow: await currentThumbprint() } }, async (bench) => {
      await round(bench);
      const session = await bench.reopen();
      await session.makePlan();
      expect((await session.apply(['cannot-undo'])).result).toBe('partly');
      const left = (session.state.run?.entries ?? []).flatMap((entry) =>
        entry.type === 'left-out' ? [entry.action] : [],
      );
      expect(left).toContain('auth-certificate.stage');
    });
  });

  test('where the tenant was not read, nothing is staged or published', async () => {
    await setUp('no-next-certificate');
    await withRollover({ inputs: { rollNow: await currentThumbprint() } }, async (bench) => {
      await round(bench);
      await lab.fault('graph-401');
      const plan = await (await bench.reopen()).makePlan();
      expect(ids(plan)).not.toContain('auth-certificate.stage');
      await lab.fault('graph-401', false);
    });
  });

  test('an undo leaves the upload of a staged certificate alone', async () => {
    await setUp('no-next-certificate');
    await withRollover({ inputs: { rollNow: await currentThumbprint() } }, async (bench) => {
      await round(bench);
      await round(bench);
      const session = await bench.reopen();
      const undo = await session.planUndo(session.state.runs.at(-1)?.id ?? '');
      expect(ids(undo)).toEqual([]);
    });
  });
});
