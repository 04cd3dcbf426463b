import { useTranslator } from '../i18n/translator';
import { useNow } from './useNow';

const WEEK = 7 * 86_400_000;

/** `2 minutes ago`, kept up to date; a date where that says more (long ago, or a practice clock ahead of ours). */
export function Ago(props: { iso: string }) {
  const { ago, dateTime } = useTranslator();
  const age = useNow(15_000) - Date.parse(props.iso);
  const relative = age >= -5_000 && age < WEEK;
  return (
    <time dateTime={props.iso} title={dateTime(props.iso)}>
      {relative ? ago(Math.max(0, age)) : dateTime(props.iso)}
    </time>
  );
}
