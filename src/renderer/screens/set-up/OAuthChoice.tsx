import type { CustomerView, OAuthView } from '../../../shared/ipc/views';
import type { Translator } from '../../../shared/messages';
import { loadStepMessages } from '../../../shared/messages/step';
import { OAUTH_WAYS, type OAuthWay } from '../../../shared/oauth-way';
import { Radio, RadioGroup } from '../../components/controls/Radio';
import { FORMS_TEST_IDS, oauthTestId } from '../../forms-testids';
import { useArea } from '../../i18n/area';
import { useCall } from '../../state/context';
import { useFormDraft } from '../../state/use-form-draft';
import { OAuthStatement } from './OAuthStatement';
import './oauth-choice.css';

const ORDER = ['adopt', 'guided', 'elsewhere'] as const satisfies readonly OAuthWay[];

/** What was found, or why nothing can be adopted. */
function Found({ found, texts }: { found: OAuthView['found']; texts: Translator }) {
  const { t, list } = texts;
  if (found === null) return t('step.oauth.adopt-unread');
  if (found.length === 0) return t('step.oauth.adopt-none');
  return t('step.oauth.found', { names: list(found) });
}

/** How step 1 comes about: adopted as it is, set up from here, or set up by somebody else. */
export function OAuthChoice({ customer, oauth }: { customer: CustomerView; oauth: OAuthView }) {
  const call = useCall();
  const texts = useArea(loadStepMessages);
  const stored = oauth.choice?.way === 'elsewhere' ? oauth.choice : null;
  const first = { statedBy: stored?.statedBy ?? '', doneBy: stored?.doneBy ?? '' };
  const [draft, setDraft, isTyped] = useFormDraft('oauth', customer.id, first);
  if (texts === null) return null;
  const { t } = texts;
  const way = isTyped ? 'elsewhere' : (oauth.choice?.way ?? 'guided');
  const choose = (value: string): void => {
    const chosen = OAUTH_WAYS.find((item) => item === value);
    if (chosen === undefined) return;
    // A statement holds only once it is recorded.
    setDraft(chosen === 'elsewhere' ? first : null);
    if (chosen !== 'elsewhere') void call('step.oauth', { way: chosen });
  };
  const canAdopt = (oauth.found ?? []).length > 0 || way === 'adopt';
  return (
    <section className="card stack">
      <h2 className="node-title" id="oauth-title">
        {t('step.oauth.title')}
      </h2>
      <RadioGroup
        className="radios oauth-ways"
        value={way}
        aria-labelledby="oauth-title"
        disabled={customer.busy !== null}
        data-testid={FORMS_TEST_IDS.oauth}
        onChange={choose}
      >
        {ORDER.map((item) => (
          <Radio
            key={item}
            value={item}
            disabled={item === 'adopt' && !canAdopt}
            data-testid={oauthTestId(item)}
            label={
              <span className="stack-tight">
                <span className="strong">{t(`step.oauth.${item}`)}</span>
                <span className="muted">{t(`step.oauth.${item}-text`)}</span>
                {item === 'adopt' && (
                  <span>
                    <Found found={oauth.found} texts={texts} />
                  </span>
                )}
              </span>
            }
          />
        ))}
      </RadioGroup>
      {way === 'elsewhere' && (
        <OAuthStatement
          {...{ draft, stored, texts }}
          busy={customer.busy !== null}
          onChange={setDraft}
        />
      )}
    </section>
  );
}
