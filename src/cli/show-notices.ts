/** Notices as terminal text: those that apply in full, the others counted. */
import type { Notice } from '../shared/notices';
import type { Output } from './output';

/** Prints what a person should know before the plan. */
export function showNotices(notices: readonly Notice[], out: Output): void {
  const { translator: t } = out;
  const told = notices.filter(({ status }) => status === 'applies' || status === 'applies-soon');
  if (told.length === 0) return;
  out.line(t.t('notices.title'));
  for (const { id, status, from } of told) {
    const key = status === 'applies' ? 'notices.since' : 'notices.from';
    const when = from === null ? '' : ` · ${t.t(key, { date: from })}`;
    out.line(`  i ${t.text({ key: `notices.${id}.what`, args: {} })}`);
    out.line(`    ${t.t(`notices.status.${status}`)}${when}`);
    const remedy = t.text({ key: `notices.${id}.do`, args: {} });
    out.line(`    ${t.t('notices.labelled', { label: t.t('notices.do'), text: remedy })}`);
  }
  if (notices.length > told.length)
    out.line(`  ${t.t('notices.others', { count: notices.length - told.length })}`);
  out.line();
}
