/** Simple search over short texts in any language. */

/** Lower case, without accents, and wide forms as narrow ones: what people type is not what is written. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Points of one word: at the start of the text, of a word, inside, or only among the further words. */
function wordScore(word: string, title: string, further: string): number {
  if (title.startsWith(word)) return 4;
  const at = title.indexOf(word);
  if (at > 0) return /[\p{L}\p{N}]/u.test(title[at - 1] ?? '') ? 2 : 3;
  return further.includes(word) ? 1 : 0;
}

/** How well a text fits what was typed; 0: a word of it is nowhere. */
export function scoreOf(typed: string, title: string, further = ''): number {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  const scores = words.map((word) => wordScore(word, plain(title), plain(further)));
  if (scores.includes(0)) return 0;
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}

/** The best first; equal ones keep their order. */
export function ranked<T>(
  typed: string,
  items: readonly T[],
  texts: (item: T) => { readonly title: string; readonly further: string },
): readonly T[] {
  return items
    .map((item) => {
      const { title, further } = texts(item);
      return { item, score: scoreOf(typed, title, further) };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
