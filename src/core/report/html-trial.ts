/** What a trial said of a command: evidence beside it, never its outcome. */
import type { TrialEvidence } from '../carry/trial';
import type { View } from './html-parts';
import type { Content, Markup } from './markup';
import { markup } from './markup';

/** The box of a command's trial; nothing where nobody asked. */
export function trialBox({ translator }: View, trial: TrialEvidence | null): Content {
  if (trial === null) return null;
  const { t } = translator;
  const args = { host: trial.host, account: trial.account, at: translator.dateTime(trial.at) };
  const words = [trial.text, trial.error, ...trial.warnings].filter((text) => text !== '');
  return markup`
<h4>${t('whatif.title')}</h4>
<p>${outcomeText(trial, t)}</p>
${words.map(serverWords)}
<p class="meta">${t('whatif.tried', args)}</p>`;
}

function outcomeText(
  { outcome, text, waitsFor }: TrialEvidence,
  t: View['translator']['t'],
): string {
  if (outcome === 'waits') return t('whatif.waits-report', { list: waitsFor.join(', ') });
  if (outcome === 'accepted') return t(text === '' ? 'whatif.accepted-silent' : 'whatif.accepted');
  return t(`whatif.${outcome}`);
}

/** A server speaks its own language, which is not known here. */
function serverWords(text: string): Markup {
  return markup`<pre translate="no" dir="auto"><code>${text}</code></pre>`;
}
