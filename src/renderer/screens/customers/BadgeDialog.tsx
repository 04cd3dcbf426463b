import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { BADGE_COLOURS, BADGE_LETTERS } from '../../../shared/badge';
import type { BadgeView } from '../../../shared/ipc/views';
import { loadCustomersMessages } from '../../../shared/messages/ui-customers';
import { CustomerBadge } from '../../components/CustomerBadge';
import { CUSTOMERS_TEST_IDS, customersTestId } from '../../customers-testids';
import { useArea } from '../../i18n/area';
import { ProfileDialog } from './ProfileDialog';
import { useProfileCall } from './use-profile-call';

const COLOURS = Array.from({ length: BADGE_COLOURS }, (_, colour) => colour);

/** Letters and colour of a customer. */
export default function BadgeDialog(props: {
  name: string;
  badge: BadgeView;
  onClose: () => void;
}) {
  const texts = useArea(loadCustomersMessages);
  const { ask, error } = useProfileCall();
  const [badge, setBadge] = useState(props.badge);
  if (texts === null) return null;
  const { t } = texts;
  const isGood = BADGE_LETTERS.test(badge.letters);
  return (
    <ProfileDialog
      title={
        <>
          <CustomerBadge badge={badge} large />
          {t('ui-customers.badge.title', { name: props.name })}
        </>
      }
      testid={CUSTOMERS_TEST_IDS.badgeDialog}
      error={error}
      onCancel={props.onClose}
      onSubmit={() => {
        if (isGood) void ask('customer.badge', badge, props.onClose);
      }}
    >
      <p className="muted">{t('ui-customers.badge.text')}</p>
      <Field
        required
        label={t('ui-customers.badge.letters')}
        {...(!isGood && {
          validationState: 'error',
          validationMessage: t('ui-customers.badge.letters-problem'),
        })}
      >
        <Input
          value={badge.letters}
          maxLength={4}
          autoComplete="off"
          spellCheck={false}
          data-testid={CUSTOMERS_TEST_IDS.badgeLetters}
          onChange={(_, data) => setBadge({ ...badge, letters: data.value.toUpperCase() })}
        />
      </Field>
      <fieldset className="badge-colours">
        <legend>{t('ui-customers.badge.colour')}</legend>
        {COLOURS.map((colour) => (
          <label key={colour}>
            <input
              type="radio"
              name="badge-colour"
              checked={colour === badge.colour}
              aria-label={t('ui-customers.badge.colour-number', { number: colour + 1 })}
              data-testid={customersTestId.colour(colour)}
              onChange={() => setBadge({ ...badge, colour })}
            />
            <CustomerBadge badge={{ ...badge, colour }} />
          </label>
        ))}
      </fieldset>
      <div className="row end">
        <Button
          type="submit"
          appearance="primary"
          disabled={!isGood}
          data-testid={CUSTOMERS_TEST_IDS.badgeSave}
        >
          {t('ui-customers.badge.save')}
        </Button>
        <Button onClick={props.onClose}>{t('ui-customers.cancel')}</Button>
      </div>
    </ProfileDialog>
  );
}
