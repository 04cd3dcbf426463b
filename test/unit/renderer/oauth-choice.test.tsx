// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { OAuthView } from '../../../src/shared/ipc/views';
import { FORMS_TEST_IDS, oauthTestId } from '../../../src/renderer/forms-testids';
import { TEST_IDS } from '../../../src/renderer/testids';
import { appView, customerView } from './fixtures';
import { show } from './render';

const FOUND = ['EvoSts - contoso', 'HybridIOC'];

/** The wizard at step 1. */
async function atStepOne(oauth: OAuthView | null) {
  const shown = await show(appView(customerView({ oauth })), 'set-up');
  act(() => shown.services.ui.setState({ step: 'oauth' }));
  await waitFor(() =>
    expect(screen.getByTestId(TEST_IDS.stepTitle).textContent).toContain('OAuth'),
  );
  const sent = () =>
    shown.bridge.calls.filter((call) => call.channel === 'step.oauth').map((call) => call.input);
  return { ...shown, sent };
}

const radio = (way: string) => screen.findByTestId<HTMLInputElement>(oauthTestId(way));

describe('how step 1 comes about', () => {
  it('is set up from here where nothing was chosen, and can be adopted where a read shows it', async () => {
    const { sent } = await atStepOne({ choice: null, found: FOUND });
    expect((await radio('guided')).checked).toBe(true);
    expect(screen.getByTestId(FORMS_TEST_IDS.oauth).textContent).toContain(
      'EvoSts - contoso and HybridIOC',
    );
    await userEvent.click(await radio('adopt'));
    await waitFor(() => expect(sent()).toEqual([{ way: 'adopt' }]));
  });

  it.each([[null], [[]]])(
    'cannot be adopted where a read shows nothing of it (%j)',
    async (found) => {
      await atStepOne({ choice: null, found });
      expect((await radio('adopt')).disabled).toBe(true);
      expect((await radio('elsewhere')).disabled).toBe(false);
    },
  );

  it('is left to somebody else only once a person has stated it by name', async () => {
    const { sent } = await atStepOne({ choice: null, found: [] });
    await userEvent.click(await radio('elsewhere'));
    await userEvent.click(await screen.findByTestId(FORMS_TEST_IDS.oauthSave));
    expect(document.activeElement).toBe(screen.getByTestId(FORMS_TEST_IDS.oauthDoer));
    expect(sent()).toEqual([]);
    await userEvent.type(screen.getByTestId(FORMS_TEST_IDS.oauthDoer), 'The wizard');
    await userEvent.type(screen.getByTestId(FORMS_TEST_IDS.oauthBy), 'Ada Lin');
    await userEvent.click(screen.getByTestId(FORMS_TEST_IDS.oauthSave));
    await waitFor(() =>
      expect(sent()).toEqual([{ way: 'elsewhere', statedBy: 'Ada Lin', doneBy: 'The wizard' }]),
    );
  });

  it('shows a statement with its time, and can be set up from here again', async () => {
    const statedAt = '2026-11-21T14:02:00.000Z';
    const choice = {
      way: 'elsewhere',
      statedBy: 'Ada Lin',
      doneBy: 'The wizard',
      statedAt,
    } as const;
    const { sent } = await atStepOne({ choice, found: null });
    const stated = await screen.findByTestId(FORMS_TEST_IDS.oauthStated);
    for (const text of ['Ada Lin', 'The wizard', '2026'])
      expect(stated.textContent).toContain(text);
    await userEvent.click(await radio('guided'));
    await waitFor(() => expect(sent()).toEqual([{ way: 'guided' }]));
  });

  it('is no question of a scenario without that step', async () => {
    await atStepOne(null);
    expect(screen.queryByTestId(FORMS_TEST_IDS.oauth)).toBeNull();
  });
});
