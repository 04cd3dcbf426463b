/** The practice customer and its targets, the same for window and command line. */
import type { CustomerRecord } from '../../core/model/customer';
import type { Network } from '../../core/doctor/ports';
import type { Directory, Log, Shell } from '../../core/ports';
import type { LabReady, LabStatus } from '../../shared/lab';
import { systemClock } from '../system/crypto';
import type { SignIn } from '../tenant';
import {
  EXCHANGE_ONLINE_SCOPE,
  createNodeHttp,
  createPracticeBrowser,
  createResourceTokens,
  createTenant,
} from '../tenant';
import type { Web } from '../../core/web';
import { publishedWeb } from '../network/published';
import type { LabClock } from './lab-client';
import { labClock, labLocalShell, labOnlineShell, labSkypeShell } from './lab-client';
import { labFetch, labNetwork } from './lab-network';
import { PRACTICE_ID } from './practice-id';
import type { PracticeShell, PracticeShellOptions } from './shells';
import { practicePublished } from './published';
import { practiceShell } from './shells';

/** The practice customer as the lab says it is. */
export function newPracticeRecord(ready: LabReady): CustomerRecord {
  return {
    format: 1,
    id: PRACTICE_ID,
    name: 'Practice',
    tenantId: ready.tenantId,
    tenantDomain: ready.tenantDomain,
    practice: true,
    recipe: 'both',
    inputs: {},
    exchangeServer: ready.exchangeServer,
    createdAt: new Date().toISOString(),
  };
}

/** How the practice customer is reached. */
export interface PracticeTargets {
  readonly shell: PracticeShell;
  /** Exchange Online's shell, with a token of its own. */
  readonly online: Shell;
  /** A front end of the pool by FQDN or name, the first where none is named. Opens nothing until it is used. */
  readonly skype: (computer?: string) => Shell;
  /** The Exchange server's own shell, for the named operations only. */
  readonly local: Shell;
  /** The organisation's DNS and hosts. */
  readonly premises: { readonly network: Network; readonly fetch: ReturnType<typeof labFetch> };
  readonly directory: Directory;
  readonly signIn: SignIn;
  /** What the practice organisation publishes. */
  readonly web: Web;
  readonly clock: LabClock;
}

/** The lab's shell, tenant and virtual clock. The HTTPS client reaches the lab's two addresses and nothing else. */
export function practiceTargets(
  record: CustomerRecord,
  lab: { readonly ready: LabReady; readonly status: LabStatus },
  log: Log,
  through: PracticeShellOptions,
): PracticeTargets {
  const { ready } = lab;
  const clock = labClock(ready, lab.status.now);
  const http = createNodeHttp({
    hosts: [new URL(ready.authority).host, new URL(ready.graph).host],
    ca: ready.ca,
  });
  const { directory, signIn } = createTenant({
    authority: ready.authority,
    graph: ready.graph,
    clientId: ready.clientId,
    tenantId: record.tenantId,
    tenantDomain: record.tenantDomain,
    http,
    // Waiting for the lab's Graph is virtual; a sign-in and its tokens live by real time.
    clock,
    signInClock: systemClock,
    log,
    openBrowser: createPracticeBrowser(http),
    autoSignIn: { way: 'browser', attempts: 'any' },
  });
  const tokens = createResourceTokens({
    authority: ready.authority,
    clientId: ready.clientId,
    scope: EXCHANGE_ONLINE_SCOPE,
    tenantId: record.tenantId,
    tenantDomain: record.tenantDomain,
    http,
    clock: systemClock,
    log,
    openBrowser: createPracticeBrowser(http),
  });
  return {
    shell: practiceShell(ready, { ...through, log }),
    online: labOnlineShell(ready, tokens),
    skype: (computer) => labSkypeShell(ready, computer),
    local: labLocalShell(ready),
    premises: { network: labNetwork(ready, systemClock), fetch: labFetch(ready) },
    directory,
    signIn,
    web: publishedWeb(practicePublished(ready.authority, http)),
    clock,
  };
}
