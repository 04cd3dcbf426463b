import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { fromLocalField, toLocalField } from '../../../src/renderer/screens/set-up/local-time';
import { testId } from '../../../src/renderer/testids';
import { customerView, appView, stepViews } from './fixtures';
import { planView } from './fixture-plan';
import { show } from './render';

const zone = process.env['TZ'];
afterEach(() => {
  vi.useRealTimers();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

it.each([
  ['Europe/Berlin', '2026-12-01 22:00', '2026-12-01T22:00+01:00'],
  ['Europe/Berlin', '2026-07-01 22:00', '2026-07-01T22:00+02:00'],
  ['America/St_Johns', '2026-12-01 22:00', '2026-12-01T22:00-03:30'],
  ['UTC', '2026-12-01 22:00', '2026-12-01T22:00+00:00'],
])('in %s a field with %s is stored as %s, and shown as typed', (name, typed, stored) => {
  process.env['TZ'] = name;
  expect(fromLocalField(typed)).toBe(stored);
  expect(toLocalField(stored)).toBe(typed);
});

it.each(['', 'tonight', '2026-12-01 2', '2026-02-30 22:00', '2026-12-01 24:00', '2026-12-01'])(
  '“%s” names no moment, and stays as it is for whoever types on',
  (text) => expect([fromLocalField(text), toLocalField(text)]).toEqual([text, text]),
);

it('takes a time that was pasted as it is stored, and shows it by this zone', () => {
  process.env['TZ'] = 'Europe/Berlin';
  const stored = fromLocalField('2026-12-01T21:00Z');
  expect([stored, toLocalField(stored)]).toEqual(['2026-12-01T21:00Z', '2026-12-01 22:00']);
});

it('the step of the restarts has a field for the time, stored with the zone of this computer', async () => {
  process.env['TZ'] = 'Europe/Berlin';
  const steps = stepViews({}).map((step) =>
    step.id === 'mail-user' ? { ...step, id: 'restart-iis' as const } : step,
  );
  const { bridge, services } = await show(appView(customerView({ steps })), 'set-up');
  services.ui.setState({ step: 'restart-iis' });
  const field = await screen.findByTestId<HTMLInputElement>(testId.input('restartAt'));
  expect(field.type).toBe('text');
  fireEvent.change(field, { target: { value: '2026-12-01 22:00' } });
  await vi.waitFor(() =>
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'customer.inputs',
      input: { values: { restartAt: '2026-12-01T22:00+01:00' } },
    }),
  );
});

it('plan rows and run rows name the time', async () => {
  process.env['TZ'] = 'Europe/Berlin';
  const at = '2026-12-01T21:00:00.000Z';
  const plan = planView();
  const groups = plan.groups.map((group, index) =>
    index > 0
      ? group
      : {
          ...group,
          actions: group.actions.map((item, place) =>
            place > 0 ? item : { ...item, notBefore: at },
          ),
        },
  );
  await show(appView(customerView({ plan: planView({ groups }) })), 'plan');
  const id = groups[0]?.actions[0]?.id ?? '';
  const row = screen.getByTestId(testId.planAction(id));
  fireEvent.click(row.querySelector('button') ?? row);
  const line = await screen.findByTestId(testId.notBefore(id));
  expect(line.textContent).toMatch(/^Not before .*\(2026-12-01 21:00 UTC\)$/);
});
