/** Writes an object the way PSSerializer does: the shape of a plain remoting object as CLIXML. */

// oxlint-disable-next-line no-control-regex -- exactly the characters that XML cannot hold
const CONTROL = /[\u0000-\u001f]/g;

function escape(text: string): string {
  return text
    .replace(CONTROL, (character) => `_x${character.charCodeAt(0).toString(16).padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function value(key: string, given: unknown): string {
  const n = key === '' ? '' : ` N="${escape(key).replaceAll('"', '&quot;')}"`;
  if (given === null || given === undefined) return `<Nil${n} />`;
  if (typeof given === 'boolean') return `<B${n}>${String(given)}</B>`;
  if (typeof given === 'number') return `<I32${n}>${String(given)}</I32>`;
  if (typeof given === 'string') return `<S${n}>${escape(given)}</S>`;
  if (Array.isArray(given))
    return `<Obj${n}><LST>${given.map((item) => value('', item)).join('')}</LST></Obj>`;
  const bytes = (given as { $bytes?: string }).$bytes;
  if (bytes !== undefined) return `<BA${n}>${bytes}</BA>`;
  const members = Object.entries(given).map(([name, member]) => value(name, member));
  return `<Obj${n}><MS>${members.join('')}</MS></Obj>`;
}

/** One object with only these properties. */
export function toClixml(item: unknown, properties: readonly string[]): string {
  const record = item as Record<string, unknown>;
  const members = properties.map((name) => value(name, record[name])).join('');
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><MS>${members}</MS></Obj></Objs>`;
}
