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
