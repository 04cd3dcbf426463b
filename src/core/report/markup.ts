/** HTML as a value: everything put into a template is escaped unless it is markup itself. */

/** Finished markup. Only `markup` makes it from values, so a text can never become one by accident. */
export class Markup {
  private constructor(readonly text: string) {}

  /** For `markup` and for constant texts of this folder. */
  static constant(text: string): Markup {
    return new Markup(text);
  }
}

/** What a template takes. `null` and `false` stand for nothing. */
export type Content = string | number | Markup | null | false | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, in elements and in quoted attributes. Characters that HTML does not allow become U+FFFD. */
export function escapeHtml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
      // oxlint-disable-next-line no-control-regex -- these make a document invalid
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
  );
}

function contentText(content: Content): string {
  if (content === null || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return content.map(contentText).join('');
}

/** Tagged template: constant parts stay, values are escaped. */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return Markup.constant(
    parts.map((part, index) => part + contentText(values[index] ?? null)).join(''),
  );
}
