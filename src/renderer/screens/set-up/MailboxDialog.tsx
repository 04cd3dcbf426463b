import { Button, Field, Input } from '@fluentui/react-components';
import { useCallback, useEffect, useRef, useState, type SubmitEvent } from 'react';
import type { AppError } from '../../../shared/errors';
import type { MailboxesFound } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { Modal } from '../../components/Modal';
import { FORMS_TEST_IDS, mailboxTestId } from '../../forms-testids';
import { useTranslator } from '../../i18n/translator';
import { useServices } from '../../state/context';
import './mailbox-dialog.css';

interface Props {
  readonly texts: Translator;
  readonly isSip: boolean;
  readonly onChoose: (address: string) => void;
  readonly onClose: () => void;
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly found: MailboxesFound }
  | { readonly kind: 'failed'; readonly error: AppError };

/** One search at a time; leaving ends it. */
function useSearch() {
  const { bridge } = useServices();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const number = useRef(0);
  const isSearching = useRef(false);
  const stop = useCallback(() => {
    number.current += 1;
    if (isSearching.current) void bridge.call('read.cancel', {});
    isSearching.current = false;
  }, [bridge]);
  useEffect(() => stop, [stop]);
  const search = async (text: string): Promise<void> => {
    if (text === '') {
      setState({ kind: 'missing' });
      return;
    }
    const own = (number.current += 1);
    isSearching.current = true;
    setState({ kind: 'searching' });
    const answer = await bridge.call('step.mailboxes', { text });
    // Stopped meanwhile.
    if (own !== number.current) return;
    isSearching.current = false;
    setState(
      answer.ok ? { kind: 'found', found: answer.value } : { kind: 'failed', error: answer.error },
    );
  };
  return {
    state,
    search,
    stop: () => {
      stop();
      setState({ kind: 'idle' });
    },
  };
}

/** Where the search stands, spoken when it changes. */
function Status({ state, texts }: { state: State; texts: Translator }) {
  const { t } = texts;
  const { t: ui } = useTranslator();
  switch (state.kind) {
    case 'idle':
    case 'missing':
      return null;
    case 'searching':
      return t('step.mailbox.searching');
    case 'failed':
      return (
        <span className="tone-danger">
          {ui(`errors.${state.error.code}.what`, state.error.args)}{' '}
          <code translate="no">{state.error.code}</code>
        </span>
      );
    case 'found': {
      const { length: count } = state.found.addresses;
      return count === 0 ? t('step.mailbox.none') : t('step.mailbox.found', { count });
    }
  }
}

function Found(props: Pick<Props, 'onChoose' | 'texts'> & { found: MailboxesFound }) {
  const { found, onChoose, texts } = props;
  return (
    <>
      <ul className="mailboxes">
        {found.addresses.map((address) => (
          <li key={address}>
            <button
              type="button"
              translate="no"
              data-testid={mailboxTestId(address)}
              onClick={() => onChoose(address)}
            >
              {address}
            </button>
          </li>
        ))}
      </ul>
      {found.isCut && <p className="muted">{texts.t('step.mailbox.more')}</p>}
    </>
  );
}

/** Searches for a mailbox on the servers; what is chosen is filled in. */
export default function MailboxDialog({ texts, isSip, onChoose, onClose }: Props) {
  const { t } = texts;
  const { t: ui } = useTranslator();
  const [text, setText] = useState('');
  const { state, search, stop } = useSearch();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void search(text.trim());
  };
  return (
    <Modal
      className="mailbox-dialog"
      labelledBy="mailbox-title"
      describedBy="mailbox-text"
      testid={FORMS_TEST_IDS.mailboxDialog}
      onClose={onClose}
    >
      <form className="stack" onSubmit={submit} noValidate>
        <h2 id="mailbox-title" className="node-title">
          {t('step.mailbox.title')}
        </h2>
        <div id="mailbox-text" className="stack-tight">
          <p>{t('step.mailbox.text')}</p>
          {isSip && <p className="muted">{t('step.mailbox.sip')}</p>}
        </div>
        <Field
          label={t('step.mailbox.name')}
          {...(state.kind === 'missing' && {
            validationState: 'error' as const,
            validationMessage: t('step.mailbox.missing'),
          })}
        >
          <Input
            value={text}
            maxLength={100}
            spellCheck={false}
            autoComplete="off"
            data-testid={FORMS_TEST_IDS.mailboxText}
            onChange={(_, { value }) => setText(value)}
          />
        </Field>
        <p role="status" data-testid={FORMS_TEST_IDS.mailboxResult}>
          <Status {...{ state, texts }} />
        </p>
        {state.kind === 'found' && state.found.addresses.length > 0 && (
          <Found {...{ onChoose, texts }} found={state.found} />
        )}
        <div className="row end">
          {state.kind === 'searching' ? (
            <Button data-testid={FORMS_TEST_IDS.mailboxStop} onClick={stop}>
              {t('step.mailbox.stop')}
            </Button>
          ) : (
            <Button type="submit" appearance="primary" data-testid={FORMS_TEST_IDS.mailboxSearch}>
              {t('step.mailbox.search')}
            </Button>
          )}
          <Button onClick={onClose}>{ui('ui.action.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
