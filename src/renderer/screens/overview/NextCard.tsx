import { Button } from '@fluentui/react-components';
import { ArrowRight20Regular } from '@fluentui/react-icons';
import type { CustomerView, NextView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { useTranslator } from '../../i18n/translator';
import { useCall, useServices, type Call } from '../../state/context';
import { goTo, goToStep, type UiStore } from '../../state/ui-store';
import { TEST_IDS } from '../../testids';

interface Next {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly act: (call: Call, ui: UiStore) => void;
}

function texts(
  t: Translator['t'],
  kind: Exclude<NextView['kind'], 'review' | 'by-hand' | 'carry-look'>,
) {
  return {
    title: t(`ui.next.${kind}.title`),
    text: t(`ui.next.${kind}.text`),
    button: t(`ui.next.${kind}.button`),
  };
}

/** Words and deed of each next action; there is always exactly one. */
function nextOf(customer: CustomerView, { t }: Translator): Next {
  const { next } = customer;
  switch (next.kind) {
    case 'read':
      return { ...texts(t, 'read'), act: (call) => void call('read.start', {}) };
    case 'carry-look': {
      const { target } = next;
      return {
        title: t('ui.next.carry-look.title', { target }),
        text: t('ui.next.carry-look.text'),
        button: t('ui.carry.save-look', { target }),
        act: (call) => void call('carry.save', { kind: 'look', target }),
      };
    }
    case 'plan':
      return { ...texts(t, 'plan'), act: (call) => void call('plan.make', {}) };
    case 'review':
      return {
        title: t('ui.next.review.title', { count: next.changes }),
        text: t('ui.next.review.text'),
        button: t('ui.next.review.button'),
        act: (_, ui) => goTo(ui, 'plan'),
      };
    case 'by-hand': {
      const number = customer.steps.find((step) => step.id === next.step)?.number ?? 0;
      return {
        title: t(`ui.step.${next.step}.title`),
        text: t('ui.next.by-hand.text'),
        button: t('ui.next.by-hand.button', { number }),
        act: (_, ui) => goToStep(ui, next.step),
      };
    }
    case 'watch-run':
    case 'resume':
      return { ...texts(t, next.kind), act: (_, ui) => goTo(ui, 'run') };
    case 'verify':
      return {
        ...texts(t, 'verify'),
        act: (call, ui) => {
          goTo(ui, 'verify');
          void call('verify.start', {});
        },
      };
    case 'report':
      return { ...texts(t, 'report'), act: (_, ui) => goTo(ui, 'report') };
    case 'done':
      return { ...texts(t, 'done'), act: (_, ui) => goTo(ui, 'verify') };
  }
}

/** What starts work in main cannot be started while main is busy. */
const STARTS_WORK: readonly NextView['kind'][] = ['read', 'plan', 'verify', 'carry-look'];

/** The one next action. */
export function NextCard({ customer }: { customer: CustomerView }) {
  const translator = useTranslator();
  const call = useCall();
  const { ui } = useServices();
  const next = nextOf(customer, translator);
  const busy = STARTS_WORK.includes(customer.next.kind) ? customer.busy : null;
  return (
    <section className="card next" aria-labelledby="next-title">
      <p className="caption muted">{translator.t('ui.next.label')}</p>
      <h2 id="next-title" className="next-title">
        {next.title}
      </h2>
      <p className="muted">{busy === null ? next.text : translator.t(`ui.busy.${busy}`)}</p>
      <Button
        appearance="primary"
        icon={<ArrowRight20Regular />}
        iconPosition="after"
        disabled={busy !== null}
        data-primary
        data-testid={TEST_IDS.nextAction}
        data-next={customer.next.kind}
        onClick={() => next.act(call, ui)}
      >
        {next.button}
      </Button>
    </section>
  );
}
