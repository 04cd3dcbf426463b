import type { OAuthView } from '../../../shared/ipc/step-view';
import { planContext, wantedOf } from '../../../core/engine/plan';
import { foundOAuth } from '../../../core/resources/oauth-way';
import { USUAL_SCENARIO } from '../../../core/scenarios';
import type { OpenState } from './state';

/** How step 1 comes about, and what could be adopted; null in a scenario without that step. */
export function oauthView(open: OpenState): OAuthView | null {
  const { record } = open.session;
  if ((record.scenario ?? USUAL_SCENARIO) !== 'tenant-exchange') return null;
  const found =
    open.known === null ? null : foundOAuth(planContext(wantedOf(record), open.known, open.now));
  return { choice: record.oauth ?? null, found };
}
