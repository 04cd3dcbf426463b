import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/adapters/logging/redact';
import { diagnose, textSource } from '../../../src/core/diagnosis/diagnose';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { LONGEST_PASTE } from '../../../src/shared/diagnosis';
import { appView, customerView } from './fixtures';
import { show, type Shown } from './render';

const run = () => screen.getByTestId<HTMLButtonElement>(TEST_IDS.diagnoseRun);
const paste = (text: string) =>
  fireEvent.change(screen.getByTestId(TEST_IDS.diagnoseText), { target: { value: text } });

async function explain({ bridge }: Shown, text: string): Promise<void> {
  const value = await diagnose(textSource(text), { redact });
  bridge.answer('diagnose.text', { ok: true, value });
  paste(text);
  await userEvent.click(run());
  await screen.findByTestId(TEST_IDS.diagnoseResult);
}

describe('Diagnose', () => {
  it('is reached without a customer, and sends what was pasted and nothing else', async () => {
    const shown = await show(appView(null));
    await userEvent.click(screen.getByTestId(testId.nav('diagnose')));
    await waitFor(() =>
      expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Diagnose a text'),
    );
    expect(run().disabled).toBe(true);
    await explain(shown, 'AADSTS53003: blocked');
    expect(shown.bridge.calls.filter(({ channel }) => channel.startsWith('diagnose'))).toEqual([
      { channel: 'diagnose.text', input: { text: 'AADSTS53003: blocked' } },
    ]);
    const answer = screen.getByTestId(testId.answer('sign-in-blocked')).textContent;
    expect(answer).toContain('A rule of the tenant blocked the sign-in');
    expect(answer).toContain('Outside Crossprem');
    expect(document.activeElement?.textContent).toBe('What was found');
  });

  it('leads to the step that repairs it', async () => {
    const shown = await show(appView(customerView()), 'diagnose');
    await explain(shown, 'AADSTS700027');
    const answer = screen.getByTestId(testId.answer('key-not-registered'));
    await userEvent.click([...answer.querySelectorAll('button')][0]!);
    expect(shown.services.ui.getState()).toMatchObject({
      screen: 'set-up',
      step: 'upload-certificate',
    });
  });

  it('says so when nothing is known', async () => {
    const shown = await show(appView(null), 'diagnose');
    await explain(shown, 'all is well');
    expect(screen.getByTestId(TEST_IDS.diagnoseNothing).textContent).toContain('does not guess');
  });

  it('does not send what is too long to paste', async () => {
    await show(appView(null), 'diagnose');
    paste('x'.repeat(LONGEST_PASTE + 1));
    expect(run().disabled).toBe(true);
    expect(screen.getByTestId(TEST_IDS.diagnoseTooLong).textContent).toContain('Open file');
  });

  it('names the opened file, and keeps what there was when none is chosen', async () => {
    const { bridge } = await show(appView(null), 'diagnose');
    const diagnosis = await diagnose(textSource('Connect-MsolService'), { redact });
    bridge.answer('diagnose.file', { ok: true, value: { name: 'old.ps1', diagnosis } });
    await userEvent.click(screen.getByTestId(TEST_IDS.diagnoseOpen));
    const result = await screen.findByTestId(TEST_IDS.diagnoseResult);
    expect(result.textContent).toContain('What was found in old.ps1');
    expect(result.textContent).toContain('since Mar 30, 2025');
    bridge.answer('diagnose.file', { ok: true, value: null });
    await userEvent.click(screen.getByTestId(TEST_IDS.diagnoseOpen));
    expect(screen.getByTestId(TEST_IDS.diagnoseResult).textContent).toContain('old.ps1');
  });
});

describe('notices', () => {
  it('stand in the overview: those that apply first, the others one expand away', async () => {
    await show(appView(customerView()));
    const notices = await screen.findByTestId(TEST_IDS.notices);
    expect(notices.querySelectorAll(':scope > ul > li')).toHaveLength(6);
    expect(screen.getByTestId(testId.notice('ews-online-end')).textContent).toContain(
      'applies soon',
    );
    expect(notices.textContent).toContain('4 more notices');
  });
});
