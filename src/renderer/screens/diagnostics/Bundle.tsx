import { Button } from '@fluentui/react-components';
import { Archive20Regular, Eye20Regular, Save20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { SupportFileView } from '../../../shared/ipc/views';
import { Spinner } from '../../components/controls/Spinner';
import { Checkbox } from '../../components/controls/Toggle';
import { useTranslator } from '../../i18n/translator';
import { useCall, useServices, useUi } from '../../state/context';
import { bundleTakeId } from '../../log-testids';
import { TEST_IDS, testId } from '../../testids';

/** What the person has asked for so far. */
type Stage =
  | { readonly at: 'closed' }
  | { readonly at: 'gathering' }
  | { readonly at: 'shown'; readonly files: readonly SupportFileView[] }
  | { readonly at: 'saved'; readonly file: string };

function Files(props: {
  files: readonly SupportFileView[];
  open: string;
  leaveOut: ReadonlySet<string>;
  onShow: (name: string) => void;
  onTake: (name: string, on: boolean) => void;
}) {
  const { t } = useTranslator();
  const { files, open, leaveOut, onShow, onTake } = props;
  const shown = files.find(({ name }) => name === open);
  return (
    <>
      <table
        className="doctor-table bundle-files"
        aria-label={t('doctor.ui.files')}
        data-testid={TEST_IDS.bundleFiles}
      >
        <thead>
          <tr>
            <th scope="col">{t('doctor.ui.file')}</th>
            <th scope="col">{t('doctor.ui.size')}</th>
            <th scope="col">{t('doctor.ui.holds')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, about, bytes }) => (
            <tr key={name}>
              <th scope="row">
                <Checkbox
                  checked={!leaveOut.has(name)}
                  aria-label={t('doctor.ui.take', { name })}
                  label={<code translate="no">{name}</code>}
                  data-testid={bundleTakeId(name)}
                  onChange={(on) => onTake(name, on)}
                />
              </th>
              <td className="doctor-size">{t('doctor.bundle.size', { bytes })}</td>
              <td>{t(`doctor.bundle.about.${about}`)}</td>
              <td>
                <Button
                  size="small"
                  icon={<Eye20Regular />}
                  aria-label={t('doctor.ui.show', { name })}
                  aria-pressed={name === open}
                  data-testid={testId.bundleShow(name)}
                  onClick={() => onShow(name)}
                >
                  {t('doctor.ui.show-short')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown !== undefined && (
        <pre
          className="original doctor-preview"
          dir="ltr"
          translate="no"
          tabIndex={0}
          role="region"
          aria-label={t('doctor.ui.preview', { name: shown.name })}
          data-testid={TEST_IDS.bundlePreview}
        >
          {shown.text}
        </pre>
      )}
    </>
  );
}

/** Every file is shown before anything is written; main asks where. */
export function Bundle() {
  const { t } = useTranslator();
  const call = useCall();
  const { ui } = useServices();
  const asked = useUi((state) => state.toBundle);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!asked) return;
    heading.current?.focus();
    ui.setState({ toBundle: false });
  }, [asked, ui]);
  const [stage, setStage] = useState<Stage>({ at: 'closed' });
  const [includeNames, setIncludeNames] = useState(false);
  const [open, setOpen] = useState('');
  const [leaveOut, setLeaveOut] = useState<ReadonlySet<string>>(new Set());
  const taken = stage.at === 'shown' ? stage.files.filter(({ name }) => !leaveOut.has(name)) : [];

  const gather = async (names: boolean): Promise<void> => {
    setIncludeNames(names);
    setLeaveOut(new Set());
    setStage({ at: 'gathering' });
    const answer = await call('support.preview', { includeNames: names });
    setStage(answer.ok ? { at: 'shown', files: answer.value.files } : { at: 'closed' });
  };
  const take = (name: string, on: boolean): void => {
    const others = [...leaveOut].filter((other) => other !== name);
    setLeaveOut(new Set(on ? others : [...others, name]));
  };
  const save = async (): Promise<void> => {
    const answer = await call('support.save', { leaveOut: [...leaveOut] });
    if (answer.ok && answer.value.file !== null) setStage({ at: 'saved', file: answer.value.file });
  };

  return (
    <section className="card stack" aria-labelledby="doctor-bundle">
      <h2 ref={heading} className="node-title" id="doctor-bundle" tabIndex={-1}>
        {t('doctor.bundle.title')}
      </h2>
      <p className="lead">
        {includeNames ? t('doctor.bundle.promise-names') : t('doctor.bundle.promise')}
      </p>
      {(stage.at === 'closed' || stage.at === 'saved') && (
        <div className="row">
          <Button
            icon={<Archive20Regular />}
            data-testid={TEST_IDS.bundleMake}
            onClick={() => void gather(includeNames)}
          >
            {t('doctor.ui.make-bundle')}
          </Button>
        </div>
      )}
      <div role="status">
        {stage.at === 'gathering' && <Spinner label={t('doctor.ui.preparing')} />}
        {stage.at === 'saved' && (
          <p data-testid={TEST_IDS.bundleSaved}>{t('doctor.ui.saved', { file: stage.file })}</p>
        )}
      </div>
      {stage.at === 'shown' && (
        <>
          <Checkbox
            checked={includeNames}
            label={
              <>
                {t('doctor.ui.include-names')}
                <br />
                <span className="muted">{t('doctor.ui.include-names-hint')}</span>
              </>
            }
            data-testid={TEST_IDS.bundleNames}
            onChange={(checked) => void gather(checked)}
          />
          <Files
            files={stage.files}
            open={open}
            leaveOut={leaveOut}
            onTake={take}
            onShow={(name) => setOpen(name === open ? '' : name)}
          />
          <div className="row">
            <Button
              appearance="primary"
              icon={<Save20Regular />}
              disabled={taken.length === 0}
              data-testid={TEST_IDS.bundleSave}
              onClick={() => void save()}
            >
              {t('doctor.ui.save')}
            </Button>
            <Button data-testid={TEST_IDS.bundleCancel} onClick={() => setStage({ at: 'closed' })}>
              {t('doctor.ui.cancel')}
            </Button>
            <span className="muted">
              {t('doctor.bundle.total', {
                count: taken.length,
                bytes: taken.reduce((sum, { bytes }) => sum + bytes, 0),
              })}
            </span>
          </div>
        </>
      )}
    </section>
  );
}
