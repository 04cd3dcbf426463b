/** Ids, cmdlets and names of accounts: a dash in them is no place to end a line. */
const NAMES =
  /([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[A-Z][A-Za-z]+-[A-Z][A-Za-z]+)/;

/** A sentence whose ids and names stay on one line, where the column has the room. */
export function Prose({ text }: { text: string }) {
  return text.split(NAMES).map((part, index) =>
    // What the expression captured stands at the odd places.
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} className="unbroken">
        {part}
      </span>
    ),
  );
}
