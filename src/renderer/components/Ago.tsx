import { useTranslator } from '../i18n/translator';
import { useNow } from './useNow';

const WEEK = 7 * 86_400_000;

/**
 * `Read 2 minutes ago`, kept up to date; a date where that says more (long ago, or a practice clock ahead of ours).
 */
export function Ago(props: {
  iso: string;
  label: 'ui.read.at' | 'ui.read.before' | 'ui.plan.made' | 'ui.verify.at';
}) {
  const { t, ago, dateTime } = useTranslator();
  const age = useNow(15_000) - Date.parse(props.iso);
  const relative = age >= -5_000 && age < WEEK;
  const exact = dateTime(props.iso);
  return (
    <time dateTime={props.iso} title={exact}>
      {t(props.label, { when: relative ? ago(Math.max(0, age)) : exact })}
    </time>
  );
}
