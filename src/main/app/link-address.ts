import { articleOf } from '../../core/scenarios/articles';
import { CodedError, appError } from '../../shared/errors';
import type { LinkId } from '../../shared/ipc/views';

/** The address behind a link of the window. */
export function addressOf(id: LinkId): string {
  const article = articleOf(id);
  if (article === undefined) throw new CodedError(appError('HX-IPC'));
  return article.url;
}
