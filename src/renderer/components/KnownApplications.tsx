import { applicationsIn, productName } from '../../shared/applications';
import { useTranslator } from '../i18n/translator';

/** Product names of the application ids in a literal text; its own characters stay as they run. */
export function KnownApplications({ text }: { text: string }) {
  const { language } = useTranslator();
  const known = applicationsIn(text);
  if (known.length === 0) return null;
  return (
    <ul className="command-applications caption muted" translate="no">
      {known.map(({ id, name }) => (
        <li key={id}>
          {id} · {productName(name, language)}
        </li>
      ))}
    </ul>
  );
}

/** The same on the line of the text itself, for names that it does not hold already. */
export function ApplicationNames({ text }: { text: string }) {
  const { language } = useTranslator();
  const names = applicationsIn(text).flatMap(({ name }) =>
    text.includes(name) ? [] : [productName(name, language)],
  );
  if (names.length === 0) return null;
  return (
    <span className="muted" translate="no">
      {' · '}
      {names.join(', ')}
    </span>
  );
}
