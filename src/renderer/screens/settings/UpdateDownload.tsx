import { Button } from '@fluentui/react-components';
import type { Translator } from '../../../shared/messages';
import { Problem } from '../../components/Problem';
import { SETTINGS_TEST_IDS } from '../../settings-testids';
import { useCall, useView } from '../../state/context';

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);

/** How far the package is, and where it is in the end. Its beginning and end are announced, not every step. */
export function UpdateDownload({ texts }: { texts: Translator }) {
  const { t } = texts;
  const call = useCall();
  const download = useView((view) => view.download);
  return (
    <>
      <div role="status" data-testid={SETTINGS_TEST_IDS.updateState}>
        {download?.kind === 'running' && (
          <p id="update-downloading">{t('settings.update.downloading', { name: download.name })}</p>
        )}
        {download?.kind === 'done' && <p>{t('settings.update.done', { name: download.name })}</p>}
      </div>
      {download?.kind === 'running' && (
        <div className="row">
          <progress aria-labelledby="update-downloading" value={download.got} max={download.size} />
          <span className="muted">
            {t('settings.update.progress', {
              got: megabytes(download.got),
              size: megabytes(download.size),
            })}
          </span>
          <Button
            data-testid={SETTINGS_TEST_IDS.updateStop}
            onClick={() => void call('update.cancel', {})}
          >
            {t('settings.update.stop')}
          </Button>
        </div>
      )}
      {download?.kind === 'done' && (
        <Button
          data-testid={SETTINGS_TEST_IDS.updateShow}
          onClick={() => void call('update.show', {})}
        >
          {t('settings.update.show')}
        </Button>
      )}
      {download?.kind === 'failed' && <Problem error={download.error} />}
    </>
  );
}
