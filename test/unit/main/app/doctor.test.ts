/** Examinations and bundles as the window asks for them: whoever comes while one is under way waits for it. */
import { expect, test, vi } from 'vitest';
import type { DoctorResult } from '../../../../src/shared/doctor';
import { CodedError, appError } from '../../../../src/shared/errors';
import { Doctor, type DoctorOptions } from '../../../../src/main/app/doctor';

vi.mock('../../../../src/adapters/support/bundle', () => ({
  gatherBundle: ({ doctor }: { doctor: DoctorResult }) =>
    Promise.resolve([{ name: 'doctor.json', about: 'doctor', text: JSON.stringify(doctor) }]),
}));

const RESULT = { at: '2026-11-22T08:00:00.000Z' } as unknown as DoctorResult;

function bench(ends: (() => Promise<DoctorResult>)[]) {
  const asked: string[] = [];
  const options = {
    dataFolder: '/data',
    store: {},
    log: { error: () => undefined },
    texts: () => Promise.resolve({ t: (key: string) => key }),
    policy: () => ({}),
    examine: () => {
      asked.push('examined');
      return ends[asked.length - 1]?.() ?? Promise.reject(new Error('examined once too often'));
    },
    openCustomer: () => null,
    onChange: () => undefined,
  } as unknown as DoctorOptions;
  return { doctor: new Doctor(options), asked };
}

test('a bundle that is asked for during an examination holds that one', async () => {
  let end: (result: DoctorResult) => void = () => undefined;
  const { doctor, asked } = bench([() => new Promise((resolve) => (end = resolve))]);
  doctor.run();
  doctor.run();
  expect(doctor.view.running).toBe(true);
  const shown = doctor.preview(false);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  end(RESULT);
  expect((await shown).files[0]?.text).toBe(JSON.stringify(RESULT));
  expect(asked).toEqual(['examined']);
  expect(doctor.view).toEqual({ running: false, result: RESULT, error: null });
});

test('an examination that failed is told by its code, and the next one starts anew', async () => {
  const { doctor } = bench([
    () => Promise.reject(new CodedError(appError('HX-BUSY', { seconds: 1 }))),
    () => Promise.resolve(RESULT),
  ]);
  doctor.run();
  await expect(doctor.preview(false)).rejects.toMatchObject({ error: { code: 'HX-BUSY' } });
  expect((await doctor.preview(false)).files).toHaveLength(1);
});
