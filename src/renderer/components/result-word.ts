import type { MessageKey, Translator } from '../../shared/messages';

const RESULTS = [
  'done',
  'nothing-to-do',
  'partly',
  'failed',
  'stopped',
  'outdated',
  'closed',
  'interrupted',
] as const;

/** The word of a run's result. */
export function resultWord(result: string, { t }: Translator): string {
  const known = RESULTS.find((item) => item === result);
  return known === undefined ? result : t(`ui.run.state.${known}` satisfies MessageKey);
}
