import { FluentProvider } from '@fluentui/react-components';
import type { Translator } from '../../shared/messages';
import { TranslatorProvider } from '../i18n/translator';
import { ServicesProvider, useView, type Services } from '../state/context';
import { Shell } from './Shell';
import { useTheme } from './theme';

function Themed(props: { translator: Translator }) {
  const language = useView((view) => view.language);
  const theme = useTheme(
    useView((view) => view.theme),
    language,
  );
  return (
    <FluentProvider theme={theme}>
      <TranslatorProvider first={props.translator} language={language}>
        <Shell />
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
