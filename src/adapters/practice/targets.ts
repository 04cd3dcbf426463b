/** The practice customer and its targets, the same for window and command line. */
import type { CustomerRecord } from '../../core/model/customer';
import { diagnoseShellError } from '../../core/diagnosis/shell-errors';
import type { Directory, Log, Shell } from '../../core/ports';
import type { LabReady, LabStatus } from '../../shared/lab';
import { PRACTICE_NAME } from '../../shared/practice/name';
import { ok } from '../../shared/result';
import { systemClock } from '../system/crypto';
import type { OnlineTarget } from '../targets/online';
import type { SignIn } from '../tenant';
import { createNodeHttp, createPracticeBrowser, createTenant } from '../tenant';
import type { Premises, Web } from '../../core/web';
import { publishedWeb } from '../network/published';
import type { LabClock } from './lab-client';
import { labClock, labLocalShell, labOnlineShell, labSkypeShell } from './lab-client';
import { labPremises } from './lab-premises';
import { PRACTICE_ID } from './practice-id';
import type { PracticeShell, PracticeShellOptions } from './shells';
import { practicePublished } from './published';
import { practiceShell } from './shells';

/** Resource of the tokens that the lab's Exchange Online takes: the global cloud's. */
const EXCHANGE_ONLINE = 'https://outlook.office365.com';

/** What is asked of it to see that it answers. */
const ONLINE_READ = { name: 'Get-IntraOrganizationConnector', parameters: {} };

/** The practice customer as the lab says it is. */
export function newPracticeRecord(ready: LabReady): CustomerRecord {
  return {
    format: 1,
    id: PRACTICE_ID,
    name: PRACTICE_NAME,
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
  /** Exchange Online's shell, with a token of its own from the same sign-in. */
  readonly online: Shell;
  /** A front end of the pool by FQDN or name, the first where none is named. Opens nothing until it is used. */
  readonly skype: (computer?: string) => Shell;
  /** The Exchange server's own shell, for the named operations only. */
  readonly local: Shell;
  /** The organisation's DNS and hosts. */
  readonly premises: Premises;
  /** The same for an examination. The practice lab's sign-in answers by itself, so it is tried. */
  readonly onlineTarget: Pick<OnlineTarget, 'account' | 'connect'>;
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
  const { directory, signIn, online } = createTenant({
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
    online: { resource: EXCHANGE_ONLINE, clientId: ready.clientId },
  });
  const onlineShell = labOnlineShell(ready, () => online.token());
  return {
    shell: practiceShell(ready, { ...through, log }),
    skype: (computer) => labSkypeShell(ready, computer),
    local: labLocalShell(ready),
    premises: labPremises(ready),
    online: onlineShell,
    onlineTarget: {
      account: async () => {
        const token = await online.token();
        return token.ok ? ok(token.value.account) : token;
      },
      connect: async (options) => {
        const outcome = await onlineShell.invoke(ONLINE_READ, options);
        if (outcome.kind === 'done') return undefined;
        return outcome.kind === 'failed'
          ? diagnoseShellError(outcome.record, ONLINE_READ)
          : outcome.error;
      },
    },
    directory,
    signIn,
    web: publishedWeb(practicePublished(ready.authority, http)),
    clock,
  };
}
