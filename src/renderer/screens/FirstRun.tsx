import {
  Add24Regular,
  ArrowImport24Regular,
  Beaker24Regular,
  Checkmark16Regular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ThemeChoice } from '../../shared/settings';
import { LANGUAGES } from '../../shared/languages';
import { LANGUAGE_NAMES, THEMES } from '../app/choices';
import { Heading } from '../components/ScreenHeader';
import { Radio, RadioGroup } from '../components/controls/Radio';
import { useTranslator } from '../i18n/translator';
import { useCall, useServices, useView } from '../state/context';
import { useEnter } from '../state/enter';
import { goTo } from '../state/ui-store';
import { TEST_IDS, testId } from '../testids';
import { PRACTICE_DEFAULT } from './practice';
import './first-run.css';

function LanguageTiles() {
  const call = useCall();
  const language = useView((view) => view.language);
  return (
    <div className="tiles" role="group" aria-label="Language · 語言 · Langue">
      {LANGUAGES.map((item) => (
        <button
          key={item}
          type="button"
          className="tile"
          lang={item}
          aria-pressed={language === item}
          data-testid={testId.language(item)}
          onClick={() => void call('app.preferences', { language: item })}
        >
          {LANGUAGE_NAMES[item]}
          {language === item && <Checkmark16Regular aria-hidden="true" />}
        </button>
      ))}
    </div>
  );
}

function ThemeChoiceGroup() {
  const { t } = useTranslator();
  const call = useCall();
  const theme = useView((view) => view.theme);
  return (
    <section className="stack-tight">
      <h2 className="first-run-label" id="first-run-theme">
        {t('ui.shell.theme')}
      </h2>
      <RadioGroup
        horizontal
        value={theme}
        aria-labelledby="first-run-theme"
        onChange={(value) => void call('app.preferences', { theme: value as ThemeChoice })}
      >
        {THEMES.map((item) => (
          <Radio
            key={item}
            value={item}
            label={t(`ui.theme.${item}`)}
            data-testid={testId.theme(item)}
          />
        ))}
      </RadioGroup>
    </section>
  );
}

function Start(props: {
  icon: ReactNode;
  title: string;
  text: string;
  testid: string;
  primary?: boolean;
  onStart: () => void;
}) {
  return (
    <li>
      <button
        type="button"
        className={`start ${props.primary === true ? 'start-primary' : ''}`}
        data-testid={props.testid}
        onClick={props.onStart}
        {...(props.primary === true && { 'data-primary': true })}
      >
        {props.icon}
        <span>
          <span className="start-title">{props.title}</span>
          <span className="muted">{props.text}</span>
        </span>
      </button>
    </li>
  );
}

function Starts() {
  const { t } = useTranslator();
  const call = useCall();
  const enter = useEnter();
  const { ui } = useServices();
  const practiceOnly = useView((view) => view.practiceOnly);
  const finish = async (then: () => Promise<void> | void): Promise<void> => {
    const answer = await call('app.finish-first-run', {});
    if (answer.ok) await then();
  };
  return (
    <ul className="starts">
      <Start
        icon={<Beaker24Regular aria-hidden="true" />}
        title={t('ui.start.practice')}
        text={t('ui.start.practice-text')}
        testid={TEST_IDS.startPractice}
        primary
        onStart={() => void finish(() => enter('customer.practice', PRACTICE_DEFAULT))}
      />
      {!practiceOnly && (
        <>
          <Start
            icon={<Add24Regular aria-hidden="true" />}
            title={t('ui.start.new')}
            text={t('ui.start.new-text')}
            testid={TEST_IDS.startNew}
            onStart={() => void finish(() => goTo(ui, 'new-customer'))}
          />
          <Start
            icon={<ArrowImport24Regular aria-hidden="true" />}
            title={t('ui.start.import')}
            text={t('ui.start.import-text')}
            testid={TEST_IDS.startImport}
            onStart={() => void finish(() => enter('customer.import', {}))}
          />
        </>
      )}
    </ul>
  );
}

/** First start: language before anything else, then theme, where data is kept, and the ways to begin. */
export default function FirstRun() {
  const { t } = useTranslator();
  const dataFolder = useView((view) => view.dataFolder);
  const practiceOnly = useView((view) => view.practiceOnly);
  const byPolicy = useView((view) => view.policy.values.PracticeOnly === true);
  return (
    <div className="page first-run" data-testid={TEST_IDS.firstRun}>
      <LanguageTiles />
      <div className="stack-tight">
        <Heading>{t('ui.first-run.title')}</Heading>
        <p className="lead muted">{t('ui.first-run.lead')}</p>
      </div>
      <section className="stack-tight">
        <h2 className="first-run-label">{t('ui.first-run.start')}</h2>
        {practiceOnly && (
          <p className="muted">
            {t(byPolicy ? 'ui.start.practice-policy' : 'ui.start.practice-only')}
          </p>
        )}
        <Starts />
      </section>
      <ThemeChoiceGroup />
      <section className="stack-tight">
        <h2 className="first-run-label">{t('ui.first-run.data')}</h2>
        <p>
          <code translate="no" data-testid={TEST_IDS.dataFolder}>
            {dataFolder}
          </code>
        </p>
        <p className="muted">{t('ui.first-run.data-text')}</p>
      </section>
    </div>
  );
}
