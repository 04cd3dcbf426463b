/** Which ways to the servers work from this computer, and why the others do not. */
import type { Ladder, TransportReport } from '../../shared/doctor';
import { TRANSPORTS } from '../../shared/doctor';
import { message } from '../model/message';
import type { WorkstationFacts } from './ports';

type Verdict = Omit<TransportReport, 'id'>;

/** Judges every way. What a ladder has shown counts more than what the computer lets expect. */
export function judgeTransports(
  facts: WorkstationFacts,
  ladders: readonly Ladder[],
): readonly TransportReport[] {
  const verdicts: Readonly<Record<TransportReport['id'], Verdict>> = {
    'remote-kerberos': remoteKerberos(facts, ladders),
    'local-shell': localShell(facts, ladders),
    'hand-carry': verdict('works', 'carry'),
    'exchange-online': exchangeOnline(facts, ladders),
    'skype-for-business': verdict(
      'does-not-work',
      `skype-for-business-${facts.modules.skypeForBusiness ? 'unused' : 'absent'}`,
    ),
  };
  return TRANSPORTS.map((id) => ({ id, ...verdicts[id] }));
}

function verdict(
  state: Verdict['state'],
  key: string,
  args: Readonly<Record<string, string | number>> = {},
): Verdict {
  return { state, reason: message(`doctor.transport-note.${key}`, args) };
}

/** What the ladder says of a way that it took; undefined where it took another. */
function shown(ladders: readonly Ladder[], ways: readonly Ladder['way'][]): Verdict | undefined {
  const ladder = ladders.find(({ id, way }) => id === 'exchange' && ways.includes(way));
  const shell = ladder?.rungs.find(({ id }) => id === 'shell');
  if (ladder === undefined || shell === undefined) return undefined;
  const { target } = ladder;
  if (shell.state === 'passed') return verdict('works', 'opened', { target });
  const broken = ladder.rungs.find(({ state }) => state === 'failed');
  return broken === undefined
    ? undefined
    : verdict('does-not-work', 'broken', { target, rung: broken.id });
}

const canRun = (facts: WorkstationFacts): boolean =>
  facts.powerShells.some(({ error }) => error === undefined);

function remoteKerberos(facts: WorkstationFacts, ladders: readonly Ladder[]): Verdict {
  const found = shown(ladders, ['remote', 'remote-credential']);
  if (found !== undefined) return found;
  // PowerShell elsewhere has no WSMan client of its own that speaks Kerberos.
  if (facts.platform !== 'windows') return verdict('does-not-work', 'not-windows');
  if (!canRun(facts)) return verdict('does-not-work', 'no-power-shell');
  return facts.domain.kind === 'member'
    ? verdict('not-known', 'member', { name: facts.domain.name })
    : verdict('not-known', 'not-member');
}

function localShell(facts: WorkstationFacts, ladders: readonly Ladder[]): Verdict {
  const found = shown(ladders, ['local']);
  if (found !== undefined) return found;
  if (facts.platform !== 'windows' || !facts.managementShell)
    return verdict('does-not-work', 'no-management-shell');
  return canRun(facts)
    ? verdict('not-known', 'installed')
    : verdict('does-not-work', 'no-power-shell');
}

/** Its ladder counts where it was climbed; the practice lab's says nothing of this computer. */
function exchangeOnline(facts: WorkstationFacts, ladders: readonly Ladder[]): Verdict {
  const ladder = ladders.find(({ id, way }) => id === 'online' && way === 'sign-in');
  const top = ladder?.rungs.find(({ id }) => id === 'organisation');
  const target = ladder?.target ?? '';
  if (top?.state === 'passed') return verdict('works', 'opened', { target });
  const broken = ladder?.rungs.find(({ state }) => state === 'failed');
  if (broken !== undefined) return verdict('does-not-work', 'broken', { target, rung: broken.id });
  return facts.modules.exchangeOnline
    ? verdict('not-known', 'exchange-online-installed')
    : verdict('does-not-work', 'exchange-online-absent');
}
