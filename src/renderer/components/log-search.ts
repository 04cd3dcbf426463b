/** A filter for log lines: plain text, or a regular expression between slashes. Null shows everything. */
export function matcherOf(search: string): ((text: string) => boolean) | null {
  const wanted = search.trim();
  if (wanted === '') return null;
  const pattern = /^\/(.+)\/$/.exec(wanted)?.[1];
  if (pattern !== undefined) {
    try {
      const expression = new RegExp(pattern, 'i');
      return (text) => expression.test(text);
    } catch {
      // While an expression is being typed it may not be one yet: then its characters are searched.
    }
  }
  const lower = wanted.toLocaleLowerCase();
  return (text) => text.toLocaleLowerCase().includes(lower);
}
