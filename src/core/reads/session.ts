/** What the Exchange session itself says. */
import { message } from '../model/message';
import type { SessionRight } from '../ports';
import type { ReadDefinition } from './definition';

/**
 * The commands and parameters that the roles of the session's account grant; null where there is no session to ask.
 * No fact of it is compared: a plan is the same whoever makes it, over whichever connection.
 */
export const sessionRights: ReadDefinition<readonly SessionRight[] | null> = {
  id: 'session-rights',
  target: 'exchange',
  title: () => message('core.read.session-rights'),
  query: () => ({ kind: 'rights' }),
  parse: (answer) => (answer.kind === 'rights' ? answer.rights : null),
  facts: () => ({}),
};
