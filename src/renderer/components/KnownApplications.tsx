import { applicationsIn } from '../../shared/applications';

/** Product names of the application ids in a literal text; its own characters stay as they run. */
export function KnownApplications({ text }: { text: string }) {
  const known = applicationsIn(text);
  if (known.length === 0) return null;
  return (
    <ul className="command-applications caption muted" translate="no">
      {known.map(({ id, name }) => (
        <li key={id}>
          {id} · {name}
        </li>
      ))}
    </ul>
  );
}

/** The same on the line of the text itself, for names that it does not hold already. */
export function ApplicationNames({ text }: { text: string }) {
  const names = applicationsIn(text).flatMap(({ name }) => (text.includes(name) ? [] : [name]));
  if (names.length === 0) return null;
  return (
    <span className="muted" translate="no">
      {' · '}
      {names.join(', ')}
    </span>
  );
}
