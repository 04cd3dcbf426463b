import { Open16Regular } from '@fluentui/react-icons';
import type { LinkId } from '../../shared/ipc/views';
import { useTranslator } from '../i18n/translator';
import { useCall } from '../state/context';
import { testId } from '../testids';

/** Opens a document in the browser. The window names the link; main knows its address. */
export function ArticleLink(props: { id: LinkId }) {
  const { t } = useTranslator();
  const call = useCall();
  return (
    <button
      type="button"
      className="plain link"
      data-testid={testId.article(props.id)}
      onClick={() => void call('link.open', { id: props.id })}
    >
      {t(`ui.link.${props.id}`)}
      <Open16Regular aria-hidden="true" />
    </button>
  );
}
