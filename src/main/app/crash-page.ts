/** The crash page: static, without script, bundle, catalogue or style sheet of the app. Its one link is the way back. */
import type { Language } from '../../shared/languages';
import { NONCE_PLACEHOLDER } from '../security/csp';
import { APP_URL } from '../security/origin';
import { plainTexts } from './plain-texts';

/** What it says besides its texts. */
export interface CrashPageOptions {
  readonly language: Language;
  readonly logFile: string;
  /** Under which the log has what happened; empty where that is not known. */
  readonly id: string;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** The page as HTML. */
export function crashPage({ language, logFile, id }: CrashPageOptions): string {
  const { crash } = plainTexts(language);
  const fact = (name: string, value: string): string =>
    `<dt>${escapeHtml(name)}</dt><dd><code>${escapeHtml(value)}</code></dd>`;
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Crossprem</title>
<style nonce="${NONCE_PLACEHOLDER}">
  :root { color-scheme: light dark; font: 14px/1.6 "Segoe UI", system-ui, sans-serif; }
  body { max-width: 40rem; margin: 15vh auto; padding: 0 2rem; }
  h1 { font-size: 24px; line-height: 32px; }
  dd { margin: 0 0 8px; overflow-wrap: anywhere; }
  code { font: 13px/1.6 "Cascadia Mono", Consolas, monospace; user-select: text; }
  a { display: inline-block; padding: 8px 20px; border-radius: 4px; background: #0f6cbd; color: #fff; }
  a:focus-visible { outline: 2px solid; outline-offset: 2px; }
</style>
<main>
<h1>${escapeHtml(crash.title)}</h1>
<p>${escapeHtml(crash.why)}</p>
<p>${escapeHtml(crash.safe)}</p>
<dl>${id === '' ? '' : fact(crash.id, id)}${fact(crash.log, logFile)}</dl>
<p><a href="${APP_URL}">${escapeHtml(crash.again)}</a></p>
</main>
</html>
`;
}
