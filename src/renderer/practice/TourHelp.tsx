import { Button } from '@fluentui/react-components';
import { loadPracticeMessages } from '../../shared/messages/practice';
import { useArea } from '../i18n/area';
import { usePractice } from './context';
import { PRACTICE_IDS } from './testids';

/** The tour, offered in the help panel. */
export default function TourHelp() {
  const texts = useArea(loadPracticeMessages);
  const practice = usePractice();
  if (texts === null || practice === null) return null;
  const { t } = texts;
  const { tour } = practice.progress;
  return (
    <section className="stack-tight">
      <h3>{t('practice.tour.name')}</h3>
      <p>{t(`practice.tour.state.${tour}`)}</p>
      <div className="row">
        <Button
          data-testid={PRACTICE_IDS.tourHelp}
          onClick={() => practice.change({ tour: tour === 'on' ? 'left' : 'on', drill: null })}
        >
          {t(`practice.tour.button.${tour}`)}
        </Button>
      </div>
    </section>
  );
}
