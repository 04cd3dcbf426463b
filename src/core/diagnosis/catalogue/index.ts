/**
 * The catalogue: what Crossprem knows by heart. A text that is not here is unknown, and is said to be. Facts come from
 * the documents that each entry names.
 */
import type { Entry } from '../entry';
import { CERTIFICATE_ENTRIES } from './certificates';
import { COMMAND_ENTRIES } from './commands';
import { DIRECTORY_ENTRIES } from './directory';
import { FEATURE_ENTRIES } from './features';
import { HYBRID_ENTRIES } from './hybrid';
import { SESSION_ENTRIES } from './sessions';
import { TOKEN_ENTRIES } from './tokens';

/** Every answer. */
export const ENTRIES: readonly Entry[] = [
  ...TOKEN_ENTRIES,
  ...CERTIFICATE_ENTRIES,
  ...DIRECTORY_ENTRIES,
  ...COMMAND_ENTRIES,
  ...SESSION_ENTRIES,
  ...HYBRID_ENTRIES,
  ...FEATURE_ENTRIES,
];
