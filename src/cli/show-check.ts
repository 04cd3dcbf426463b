import type { CheckResult, CheckedDate } from '../core/check/check';
import type { CheckedCustomer } from '../core/check/junit';
import { productName } from '../shared/applications';
import type { Output } from './output';

const MARKS: Readonly<Record<CheckedDate['state'], string>> = {
  fine: '✓',
  info: '·',
  due: '!',
  ended: '✗',
};

/** Checks as text: a line for each date, each drift, and each thing that could not be looked at. */
export function showChecks(checked: readonly CheckedCustomer[], out: Output): void {
  const { translator: t } = out;
  if (checked.length === 0) out.line(t.t('cli.check.none'));
  for (const [index, { name, outcome }] of checked.entries()) {
    if (index > 0) out.line();
    if ('error' in outcome) {
      out.line(t.t('cli.check.title', { name, status: t.t('cli.check.status.failed') }));
      out.error(outcome.error);
    } else {
      const status = t.t(`cli.check.status.${outcome.status}`);
      out.line(t.t('cli.check.title', { name, status }));
      showResult(outcome, out);
    }
  }
}

function showResult(result: CheckResult, out: Output): void {
  const { translator: t } = out;
  for (const date of result.dates) {
    const left = t.t(date.daysLeft < 0 ? 'cli.check.ended' : 'cli.check.left', {
      days: Math.abs(date.daysLeft),
      date: date.end,
    });
    const where = productName(date.where, t.language);
    out.line(`  ${MARKS[date.state]} ${where} ${date.name} · ${left}`);
  }
  for (const item of result.drift) {
    out.line(`  ◆ ${t.text(item.title)} · ${t.t('cli.check.drift')}`);
    for (const text of item.differences) out.line(`      ${text}`);
  }
  for (const item of result.notChecked)
    out.line(`  ? ${t.text(item.title)} · ${t.t('cli.check.unread')}`);
  if (result.verifiedAt === null) out.line(`  ? ${t.t('cli.check.never-verified')}`);
  for (const error of result.errors) out.error(error);
}
