import { CodedError, appError } from '../../shared/errors';
import type { LinkId } from '../../shared/ipc/views';
import { articleOf } from '../../core/scenarios/articles';

/** The address behind a link of the window; HX-IPC where there is none. */
export function linkAddress(id: LinkId): string {
  const article = articleOf(id);
  if (article === undefined) throw new CodedError(appError('HX-IPC'));
  return article.url;
}
