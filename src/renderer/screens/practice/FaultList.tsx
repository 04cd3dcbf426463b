import { Button, Field, Input } from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import type { LabView } from '../../../shared/ipc/views';
import { LAB_FAULTS } from '../../../shared/lab';
import type { Translator } from '../../../shared/messages';
import { useTranslator } from '../../i18n/translator';
import { FAULT_GROUPS, GROUP_OF } from '../../practice/fault-groups';
import { PRACTICE_IDS } from '../../practice/testids';
import { useCall } from '../../state/context';
import { FaultSwitch } from '../LabPanel';

/** Every fault by what it is about; a word finds those whose name or text has it. */
export function FaultList({ lab, texts }: { lab: LabView; texts: Translator }) {
  const { t } = texts;
  const ui = useTranslator();
  const call = useCall();
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed.trim().toLocaleLowerCase(ui.language));
  const shown = LAB_FAULTS.filter((name) =>
    `${name} ${ui.text({ key: `lab.fault.${name}`, args: {} })}`
      .toLocaleLowerCase(ui.language)
      .includes(wanted),
  );
  const allOff = async (): Promise<void> => {
    for (const name of lab.faults) await call('lab.fault', { name, on: false });
  };
  return (
    <section className="card stack fault-groups">
      <div className="fault-head">
        <Field label={t('practice.faults.search')} className="form">
          <Input
            value={typed}
            data-testid={PRACTICE_IDS.faultFilter}
            onChange={(_, data) => setTyped(data.value)}
          />
        </Field>
        <span className="muted" role="status" data-testid={PRACTICE_IDS.faultCount}>
          {t('practice.faults.count', { shown: shown.length, on: lab.faults.length })}
        </span>
        <Button disabled={lab.faults.length === 0} onClick={() => void allOff()}>
          {t('practice.faults.off')}
        </Button>
      </div>
      {FAULT_GROUPS.map((group) => {
        const members = shown.filter((name) => GROUP_OF[name] === group);
        if (members.length === 0) return null;
        return (
          <section key={group} className="stack-tight">
            <h2 className="node-title">{t(`practice.group.${group}`)}</h2>
            <ul className="faults">
              {members.map((name) => (
                <li key={name}>
                  <FaultSwitch name={name} lab={lab} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}
