import { lazy, Suspense, useEffect, useRef } from 'react';
import { useServices, useUi, useView } from '../state/context';
import { usePractice } from '../practice/context';
import { beginDrill } from '../practice/begin-drill';
import { showAddress } from '../state/follow';
import { goTo, goToSetting } from '../state/ui-store';

const AboutDialog = lazy(() => import('./AboutDialog'));

/** Goes where main asks the window to go: from the menu, from a notification, or when it opens a customer here. */
export function AskedPlaces() {
  const { ui } = useServices();
  const practice = usePractice();
  const about = useUi((state) => state.about);
  const asked = useView((view) => view.frame.asked);
  const done = useRef(asked?.turn ?? 0);
  useEffect(() => {
    if (asked === null || asked.turn <= done.current) return;
    done.current = asked.turn;
    const { place } = asked;
    if (typeof place !== 'string') {
      if (place.kind === 'drill') beginDrill(ui, practice, place.drill);
      else showAddress(ui, place);
      return;
    }
    switch (place) {
      case 'about':
        ui.setState({ about: true });
        return;
      case 'help':
        ui.setState({ panel: 'help' });
        return;
      case 'updates':
        goToSetting(ui, 'update-feed');
        return;
      case 'overview':
      case 'run':
        goTo(ui, place);
        return;
    }
  }, [asked, ui, practice]);
  return about ? (
    <Suspense>
      <AboutDialog />
    </Suspense>
  ) : null;
}
