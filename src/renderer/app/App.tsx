import { FluentProvider } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import type { Translator } from '../../shared/messages';
import { TranslatorProvider } from '../i18n/translator';
import { ServicesProvider, useView, type Services } from '../state/context';
import { useAppearance } from './appearance';
import { Shell } from './Shell';

const LockScreen = lazy(() => import('./LockScreen'));

function Themed(props: { translator: Translator }) {
  const language = useView((view) => view.language);
  const isLocked = useView((view) => view.frame.locked !== null);
  const theme = useAppearance();
  return (
    <FluentProvider theme={theme}>
      <TranslatorProvider first={props.translator} language={language}>
        {isLocked ? (
          <Suspense>
            <LockScreen />
          </Suspense>
        ) : (
          <Shell />
        )}
      </TranslatorProvider>
    </FluentProvider>
  );
}

/** The whole window. The services' first view and the texts of its language are there already. */
export function App(props: { services: Services; translator: Translator }) {
  return (
    <ServicesProvider services={props.services}>
      <Themed translator={props.translator} />
    </ServicesProvider>
  );
}
