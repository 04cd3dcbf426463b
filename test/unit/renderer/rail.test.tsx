import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { StateMark, type MarkState } from '../../../src/renderer/components/StateMark';
import { appView, customerView, stepViews } from './fixtures';
import { show } from './render';

/** All states; a new one has to be named here. */
const STATES = {
  'not-started': 0,
  current: 0,
  waits: 0,
  running: 0,
  verified: 0,
  applied: 0,
  attention: 0,
  failed: 0,
  unknown: 0,
  drifted: 0,
  'not-needed': 0,
} as const satisfies Record<MarkState, 0>;

const rail = () => screen.getByTestId(TEST_IDS.rail);
const step = (id: Parameters<typeof testId.step>[0]) => screen.getByTestId(testId.step(id));

describe('the step rail', () => {
  // acceptance 11
  it('is a labelled navigation of ordered lists with one current step', async () => {
    await show(appView(customerView()), 'set-up');
    expect(rail().tagName).toBe('NAV');
    expect(rail().getAttribute('aria-label')).toBe('Steps');
    expect(rail().querySelectorAll('ol')).toHaveLength(3);
    const current = rail().querySelectorAll('[aria-current="step"]');
    expect([...current]).toEqual([step('prepare')]);
  });

  it('says each state in words, and names the step that is waited for', async () => {
    await show(appView(customerView()), 'set-up');
    expect(screen.getByTestId(testId.stepState('oauth')).textContent).toBe('Verified');
    expect(screen.getByTestId(testId.stepState('mail-user')).textContent).toBe('Not started');
    expect(screen.getByTestId(testId.stepState('verify-keys')).textContent).toBe(
      'Waits for step 5',
    );
  });

  // acceptance 12, 13
  it('does not let a waiting step be opened, but opens the other branch', async () => {
    await show(appView(customerView()), 'set-up');
    expect(step('partner-application').tagName).toBe('DIV');
    await userEvent.click(step('export-certificate'));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      'Export the auth certificate',
    );
    expect(step('export-certificate').getAttribute('aria-current')).toBe('step');
    expect(within(step('export-certificate')).getByText('Current')).toBeTruthy();
  });

  it('moves by arrow, Home and End, over the steps that can be opened', async () => {
    await show(appView(customerView()), 'set-up');
    step('prepare').focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(step('mail-user'));
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(step('export-certificate'));
    await userEvent.keyboard('{Home}');
    expect(document.activeElement).toBe(step('prepare'));
    await userEvent.keyboard('{End}{Enter}');
    expect(step('export-certificate').getAttribute('aria-current')).toBe('step');
  });

  // acceptance 13
  it('draws both branches under their names', async () => {
    await show(appView(customerView({ steps: stepViews() })), 'set-up');
    expect(screen.getByRole('list', { name: 'Identity' }).querySelectorAll('li')).toHaveLength(2);
    expect(screen.getByRole('list', { name: 'Trust' }).querySelectorAll('li')).toHaveLength(3);
  });
});

describe('without colour', () => {
  const shapesOf = (marks: readonly ReactElement[]): string[] =>
    marks.map((mark) => {
      const { container, unmount } = render(mark);
      const shape = container.querySelector('svg')?.innerHTML ?? '';
      unmount();
      return shape;
    });

  // acceptance 40
  it('every state of a step has a shape of its own', () => {
    const states = Object.keys(STATES) as MarkState[];
    const shapes = shapesOf(states.map((state) => <StateMark state={state} number={3} />));
    expect(shapes.every((shape) => shape.length > 10)).toBe(true);
    expect(new Set(shapes).size).toBe(states.length);
  });
});
