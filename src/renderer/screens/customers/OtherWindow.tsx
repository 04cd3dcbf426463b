import { Button } from '@fluentui/react-components';
import { Open20Regular } from '@fluentui/react-icons';
import type { CustomerRowView } from '../../../shared/ipc/views';
import { useTranslator } from '../../i18n/translator';
import { useCall, useView } from '../../state/context';
import { windowTestId } from '../../window-testids';

/** Says that a customer is open in another window, and shows that window. */
export function OpenElsewhere({ row }: { row: CustomerRowView }) {
  const { t } = useTranslator();
  const call = useCall();
  const isElsewhere = useIsElsewhere(row);
  if (!isElsewhere) return null;
  return (
    <Button
      size="small"
      className="open-elsewhere"
      data-testid={windowTestId.elsewhere(row.id)}
      title={t('ui.window.show')}
      onClick={() => void call('window.show', { id: row.id })}
    >
      {t('ui.window.elsewhere')}
    </Button>
  );
}

/** Opens a customer in a window of its own. */
export function OtherWindow({ row }: { row: CustomerRowView }) {
  const { t } = useTranslator();
  const call = useCall();
  const isHere = useView((view) => view.open?.id === row.id);
  const isElsewhere = useIsElsewhere(row);
  if (row.error !== undefined || isHere || isElsewhere) return null;
  const name = t('ui.window.open', { name: row.name });
  return (
    <Button
      appearance="subtle"
      className="deed-window"
      icon={<Open20Regular />}
      aria-label={name}
      title={name}
      data-testid={windowTestId.openInWindow(row.id)}
      onClick={() => void call('window.open', { customer: row.id })}
    />
  );
}

function useIsElsewhere(row: CustomerRowView): boolean {
  return useView((view) => view.frame.elsewhere.includes(row.id)) && row.error === undefined;
}
