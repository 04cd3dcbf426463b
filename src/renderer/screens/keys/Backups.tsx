import { Button } from '@fluentui/react-components';
import { Archive20Regular } from '@fluentui/react-icons';
import { productName } from '../../../shared/applications';
import type { BackupView } from '../../../shared/ipc/keys-view';
import { useTranslator } from '../../i18n/translator';
import { TEST_IDS, testId } from '../../testids';
import { usePlanned } from './use-planned';

function Row({ backup, isBusy }: { backup: BackupView; isBusy: boolean }) {
  const { t, dateTime, language, list } = useTranslator();
  const planned = usePlanned();
  const { at, byRun, file, keys, principals } = backup;
  return (
    <tr>
      <th scope="row" data-label={t('keys.backups.made')}>
        {at === null ? t('keys.backups.unusable') : <span className="nowrap">{dateTime(at)}</span>}
        {at !== null && (
          <div className="muted caption">
            {t(byRun ? 'keys.backups.by-run' : 'keys.backups.by-hand')}
          </div>
        )}
      </th>
      <td data-label={t('keys.backups.holds')}>
        {at !== null && t('keys.backups.keys', { count: keys })}
        {principals.length > 0 && (
          <div className="muted caption">
            {list(principals.map((name) => productName(name, language)))}
          </div>
        )}
      </td>
      <td data-label={t('keys.backups.file')} className="backup-file">
        <code translate="no">{file}</code>
      </td>
      <td className="row-actions">
        {at !== null && (
          <Button
            size="small"
            disabled={isBusy}
            aria-label={t('keys.backups.restore-label', { file })}
            data-testid={testId.restoreBackup(file)}
            onClick={() => void planned('keys.restore', { backup: file })}
          >
            {t('keys.backups.restore')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** The backups in the customer's folder, the newest first. */
export function Backups({ backups, isBusy }: { backups: readonly BackupView[]; isBusy: boolean }) {
  const { t } = useTranslator();
  return (
    <section
      className="card stack-tight"
      aria-labelledby="keys-backups"
      data-testid={TEST_IDS.keysBackups}
    >
      <h2 className="node-title" id="keys-backups">
        <Archive20Regular aria-hidden="true" />
        {t('keys.backups.title')}
      </h2>
      {backups.length === 0 && <p className="muted">{t('keys.backups.none')}</p>}
      {backups.length > 0 && (
        <table className="facts backups-table" aria-labelledby="keys-backups">
          <thead>
            <tr>
              <th scope="col">{t('keys.backups.made')}</th>
              <th scope="col">{t('keys.backups.holds')}</th>
              <th scope="col">{t('keys.backups.file')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('ui.customers.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {backups.map((backup) => (
              <Row key={backup.file} backup={backup} isBusy={isBusy} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
