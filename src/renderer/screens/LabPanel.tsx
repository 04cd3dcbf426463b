import { Button, Field, Input } from '@fluentui/react-components';
import { ArrowReset20Regular, FastForward20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { LabView } from '../../shared/ipc/views';
import { LAB_FAULTS, LAB_STARTS, type LabFault, type LabStart } from '../../shared/lab';
import { Select } from '../components/controls/Select';
import { Switch } from '../components/controls/Toggle';
import { useTranslator } from '../i18n/translator';
import { useCall, useView } from '../state/context';
import { TEST_IDS, testId } from '../testids';
import './panel.css';

const SEED_MAX = 2 ** 31 - 1;
const HOURS_MAX = 24 * 366 * 6;

/** The whole number a text says, when it lies between the limits. */
function wholeNumber(text: string, least: number, most: number): number | null {
  const value = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

/** What the lab's own catalogue says of a fault or start state. */
function LabText({ id }: { id: string }) {
  const { text, has } = useTranslator();
  return has(id) ? <span className="muted">{text({ key: id, args: {} })}</span> : null;
}

/** Time and counts of the lab. */
export function World({ lab }: { lab: LabView }) {
  const { t, dateTime, number } = useTranslator();
  return (
    <dl className="lab-world">
      <dt>{t('ui.lab.now')}</dt>
      <dd data-testid={TEST_IDS.labNow} data-now={lab.now}>
        {dateTime(lab.now)}
      </dd>
      <dt>{t('ui.lab.reads')}</dt>
      <dd data-testid={TEST_IDS.labReads}>{number(lab.reads)}</dd>
      <dt>{t('ui.lab.changes')}</dt>
      <dd data-testid={TEST_IDS.labChanges}>{number(lab.changes)}</dd>
    </dl>
  );
}

/** Starts the lab over. */
export function Reset({ lab, busy }: { lab: LabView; busy: boolean }) {
  const { t } = useTranslator();
  const call = useCall();
  const [start, setStart] = useState<LabStart>(lab.start);
  const [seedText, setSeedText] = useState(String(lab.seed));
  const seed = wholeNumber(seedText, 0, SEED_MAX);
  return (
    <section className="stack-tight">
      <h3>{t('ui.lab.start')}</h3>
      {!lab.isCopy && (
        <Field label={t('ui.lab.start-state')} hint={<LabText id={`lab.start.${start}`} />}>
          <Select
            value={start}
            data-testid={TEST_IDS.labStart}
            onChange={(value) => setStart(value as LabStart)}
          >
            {LAB_STARTS.map((item) => (
              <option key={item} value={item} data-testid={testId.labStartOption(item)}>
                {t(`lab.start-name.${item}`)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field
        label={t('ui.lab.seed')}
        hint={t('ui.lab.seed-hint')}
        {...(seed === null && {
          validationState: 'error' as const,
          validationMessage: t('ui.lab.number', { least: 0, most: SEED_MAX }),
        })}
      >
        <Input
          inputMode="numeric"
          value={seedText}
          data-testid={TEST_IDS.labSeed}
          onChange={(_, data) => setSeedText(data.value)}
        />
      </Field>
      <div className="row">
        <Button
          icon={<ArrowReset20Regular />}
          disabled={seed === null || busy}
          data-testid={TEST_IDS.labReset}
          onClick={() => void (seed !== null && call('lab.reset', { start, seed }))}
        >
          {t('ui.lab.reset')}
        </Button>
        <span className="muted caption">{t('ui.lab.reset-text')}</span>
      </div>
    </section>
  );
}

/** Moves the virtual clock. */
export function TimeTravel({ busy }: { busy: boolean }) {
  const { t } = useTranslator();
  const call = useCall();
  const [text, setText] = useState('24');
  const hours = wholeNumber(text, 1, HOURS_MAX);
  return (
    <section className="stack-tight">
      <h3>{t('ui.lab.time')}</h3>
      <Field
        label={t('ui.lab.hours')}
        hint={t('ui.lab.hours-hint')}
        {...(hours === null && {
          validationState: 'error' as const,
          validationMessage: t('ui.lab.number', { least: 1, most: HOURS_MAX }),
        })}
      >
        <Input
          inputMode="numeric"
          value={text}
          data-testid={TEST_IDS.labHours}
          onChange={(_, data) => setText(data.value)}
        />
      </Field>
      <div className="row">
        <Button
          icon={<FastForward20Regular />}
          disabled={hours === null || busy}
          data-testid={TEST_IDS.labAdvance}
          onClick={() => void (hours !== null && call('lab.advance', { hours }))}
        >
          {t('ui.lab.advance')}
        </Button>
      </div>
    </section>
  );
}

/** Switches one fault. */
export function FaultSwitch({ name, lab }: { name: LabFault; lab: LabView }) {
  const call = useCall();
  return (
    <Switch
      checked={lab.faults.includes(name)}
      data-testid={testId.labFault(name)}
      onChange={(checked) => void call('lab.fault', { name, on: checked })}
      label={
        <>
          <code translate="no">{name}</code>
          <br />
          <LabText id={`lab.fault.${name}`} />
        </>
      }
    />
  );
}

function Faults({ lab }: { lab: LabView }) {
  const { t } = useTranslator();
  return (
    <section className="stack-tight">
      <h3>{t('ui.lab.faults')}</h3>
      <p className="muted">{t('ui.lab.faults-text')}</p>
      <ul className="faults">
        {LAB_FAULTS.map((name) => (
          <li key={name}>
            <FaultSwitch name={name} lab={lab} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The practice lab's world: start state, time, faults and counters. */
export default function LabPanel({ lab }: { lab: LabView }) {
  const { t } = useTranslator();
  const busy = useView((view) => (view.open?.busy ?? null) !== null);
  return (
    <div className="stack lab-panel">
      <p className="muted">{t('ui.practice.meaning')}</p>
      <World lab={lab} />
      <Reset key={`${lab.start}-${String(lab.seed)}`} lab={lab} busy={busy} />
      <TimeTravel busy={busy} />
      <Faults lab={lab} />
    </div>
  );
}
