// @vitest-environment happy-dom
/** States that stand beside one another each have a drawing and a word of their own, so that none needs its colour. */
import { render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { expect, it } from 'vitest';
import { ResourceState } from '../../../src/renderer/components/Resources';
import { Verdict, type VerdictKind } from '../../../src/renderer/components/Verdict';
import { TranslatorProvider } from '../../../src/renderer/i18n/translator';
import { testId } from '../../../src/renderer/testids';
import { KEY_STATES } from '../../../src/shared/keys';
import { LANGUAGES, type Language } from '../../../src/shared/languages';
import { createTranslator } from '../../../src/shared/messages';
import { messagesOf } from '../../../src/shared/messages/sync';
import type { ResourceView, RunActionView } from '../../../src/shared/ipc/views';
import { keysView } from './fixture-keys';
import { RUNS } from './fixture-plan';
import { appView, customerView } from './fixtures';
import { show } from './render';

const ACTIONS = {
  'not-started': null,
  running: null,
  done: null,
  failed: null,
  unknown: null,
  'not-done': null,
  moved: null,
  'left-out': 'no-consent',
} as const satisfies Record<RunActionView['state'], RunActionView['leftOut']>;

const VERDICTS = {
  equal: 0,
  differs: 0,
  verified: 0,
  failed: 0,
  'could-not-check': 0,
  'by-hand': 0,
} as const satisfies Record<VerdictKind, 0>;

const RESOURCE_STATES = {
  present: 0,
  absent: 0,
  differs: 0,
  unknown: 0,
  'by-hand': 0,
  'not-needed': 0,
} as const satisfies Record<ResourceView['state'], 0>;

interface Look {
  readonly drawing: string;
  readonly word: string;
}

/** What is drawn, without the classes and colours that paint it. */
const drawingOf = (box: Element | null | undefined): string =>
  (box?.querySelector('svg')?.innerHTML ?? '').replaceAll(/ (?:fill|stroke|style)="[^"]*"/g, '');

const lookOf = (box: Element): Look => ({ drawing: drawingOf(box), word: box.textContent.trim() });

/** Each has a word of its own, and as many drawings stand among them. */
function expectOwn(looks: readonly Look[], drawings = looks.length): void {
  for (const { drawing, word } of looks) {
    expect(drawing).not.toBe('');
    expect(word.length).toBeGreaterThan(1);
  }
  expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length);
  expect(new Set(looks.map(({ drawing }) => drawing)).size).toBe(drawings);
}

function looksOf(language: Language, marks: readonly ReactElement[]): readonly Look[] {
  const first = createTranslator(language, messagesOf(language));
  return marks.map((mark) => {
    const { container, unmount } = render(
      <TranslatorProvider first={first} language={language}>
        {mark}
      </TranslatorProvider>,
    );
    const look = lookOf(container);
    unmount();
    return look;
  });
}

// acceptance 24, 40
it.each(LANGUAGES)('every state of an action has a mark and a word, in %s', async (language) => {
  const done = RUNS.done();
  const [sample] = done.actions;
  if (sample === undefined) throw new Error('the run has no action');
  const states = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];
  const actions = states.map((state) => {
    return { ...sample, id: state, state, leftOut: ACTIONS[state] };
  });
  await show(appView(customerView({ run: { ...done, actions } }), { language }), 'run');
  const looks = states.map((state) => ({
    drawing: drawingOf(screen.getByTestId(testId.runAction(state))),
    word: screen.getByTestId(testId.runActionState(state)).textContent,
  }));
  expectOwn(looks);
});

// acceptance 34, 40
it.each(LANGUAGES)(
  'every verdict and state of a thing has a mark and a word, in %s',
  (language) => {
    const verdicts = looksOf(
      language,
      (Object.keys(VERDICTS) as VerdictKind[]).map((kind) => <Verdict key={kind} kind={kind} />),
    );
    // A value that matches and a proof that passed are both good, and drawn as such.
    expectOwn(verdicts, verdicts.length - 1);
    const resources = looksOf(
      language,
      (Object.keys(RESOURCE_STATES) as ResourceView['state'][]).map((state) => (
        <ResourceState key={state} state={state} />
      )),
    );
    expectOwn(resources);
  },
);

// acceptance 40
it('every state of a key has a mark and a word', async () => {
  await show(appView(customerView({ keys: keysView() })), 'keys');
  await screen.findAllByTestId(/^principal-/);
  const looks = KEY_STATES.map((state) => {
    const chip = document.querySelector(`tr[data-state="${state}"] .pill`);
    if (chip === null) throw new Error(`no key is ${state}`);
    return lookOf(chip);
  });
  expectOwn(looks);
});
