import { Button } from '@fluentui/react-components';
import { Warning24Regular } from '@fluentui/react-icons';
import type { CustomerRowView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { useTranslator } from '../../i18n/translator';
import { KNOWN_IDS, interruptedId } from '../../known-testids';
import { useEnter } from '../../state/enter';

/** More are only counted: the list names them first. */
const NAMED = 3;

/** Above the list: runs that ended unexpectedly, and the way to each. */
export function InterruptedCard(props: { rows: readonly CustomerRowView[]; texts: Translator }) {
  const { dateTime } = useTranslator();
  const enter = useEnter();
  const { t } = props.texts;
  const rows = props.rows.filter(
    ({ status, error }) => status === 'interrupted' && error === undefined,
  );
  if (rows.length === 0) return null;
  return (
    <section className="card resume" role="alert" data-testid={KNOWN_IDS.interrupted}>
      <Warning24Regular className="tone-warn" aria-hidden="true" />
      <div className="stack-tight grow">
        <h2 className="next-title">
          {t('ui-customers.interrupted.title', { count: rows.length })}
        </h2>
        <p>{t('ui-customers.interrupted.text')}</p>
        {rows.slice(0, NAMED).map(({ id, name, lastRun }) => (
          <div key={id} className="row">
            <Button
              data-testid={interruptedId(id)}
              onClick={() => void enter('customer.open', { id })}
            >
              {t('ui-customers.interrupted.open', { name })}
            </Button>
            {lastRun !== undefined && <span className="muted">{dateTime(lastRun)}</span>}
          </div>
        ))}
      </div>
    </section>
  );
}
