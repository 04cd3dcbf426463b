/** What the facts about this computer mean. */
import type { WorkstationCheck } from '../../shared/doctor';
import { OLDEST_TRUSTED_ELECTRON } from '../../shared/electron-support';
import { appError } from '../../shared/errors';
import { LANGUAGE_NAMES } from '../../shared/languages';
import { message } from '../model/message';
import type { PowerShellFacts, WorkstationFacts } from './ports';

/** A run with exports, backups and reports takes some megabytes; below this a full disk is near. */
const SPACE_BYTES = 500 * 1_000_000;

/** Everything about this computer but its clock, which needs a server to compare with. */
export function checkWorkstation(facts: WorkstationFacts): readonly WorkstationCheck[] {
  return [
    runtime(facts),
    dataFolder(facts),
    freeSpace(facts),
    ...powerShells(facts),
    proxy(facts),
    language(facts),
    domain(facts),
  ];
}

/** This computer's clock against the servers': the largest offset found, in milliseconds. */
export function checkClock(offsets: readonly number[], broken: boolean): WorkstationCheck {
  const [worst] = [...offsets].sort((left, right) => Math.abs(right) - Math.abs(left));
  if (worst === undefined)
    return { id: 'clock', state: 'not-tried', text: message('doctor.check.clock-alone') };
  const args = { seconds: Math.round(Math.abs(worst) / 1_000) };
  return {
    id: 'clock',
    state: broken ? 'failed' : 'passed',
    text: message('doctor.check.clock', args),
  };
}

function runtime(facts: WorkstationFacts): WorkstationCheck {
  const { node, electron, system, supportEnded: date } = facts;
  if (electron === null)
    return { id: 'runtime', state: 'passed', text: message('doctor.check.node', { node, system }) };
  const args = { electron, node, system };
  if (date !== null)
    return {
      id: 'runtime',
      state: 'warned',
      text: message('doctor.check.electron-ended', { ...args, date }),
    };
  const text = message('doctor.check.electron', args);
  const isOld = Number.parseInt(electron, 10) < OLDEST_TRUSTED_ELECTRON;
  return { id: 'runtime', state: isOld ? 'warned' : 'passed', text };
}

function dataFolder({ dataFolder: { path, error } }: WorkstationFacts): WorkstationCheck {
  const text = message('doctor.check.data-folder', { path });
  return error === null
    ? { id: 'data-folder', state: 'passed', text }
    : { id: 'data-folder', state: 'failed', text, error };
}

function freeSpace({ dataFolder: { path, freeBytes } }: WorkstationFacts): WorkstationCheck {
  if (freeBytes === null)
    return { id: 'free-space', state: 'not-tried', text: message('doctor.check.space-unknown') };
  const megabytes = Math.floor(freeBytes / 1_000_000);
  const text = message('doctor.check.space', { megabytes });
  return freeBytes >= SPACE_BYTES
    ? { id: 'free-space', state: 'passed', text }
    : {
        id: 'free-space',
        state: 'warned',
        text,
        error: appError('HX-SPACE', { path, megabytes }),
      };
}

/** One row for each PowerShell. None is a warning: scripts can still be carried by hand. */
function powerShells({ powerShells: found }: WorkstationFacts): readonly WorkstationCheck[] {
  if (found.length === 0)
    return [{ id: 'power-shell', state: 'warned', text: message('doctor.check.no-power-shell') }];
  return found.map(powerShell);
}

function powerShell({ executable, hello, error }: PowerShellFacts): WorkstationCheck {
  const text =
    hello === undefined
      ? message('doctor.check.power-shell-silent', { executable })
      : message('doctor.check.power-shell', { executable, ...hello });
  return error === undefined
    ? { id: 'power-shell', state: 'passed', text }
    : { id: 'power-shell', state: 'warned', text, error };
}

function proxy({ proxy: { settings, inForce } }: WorkstationFacts): WorkstationCheck {
  const list = settings.join(', ');
  if (settings.length === 0)
    return { id: 'proxy', state: 'passed', text: message('doctor.check.proxy-none') };
  return inForce
    ? { id: 'proxy', state: 'passed', text: message('doctor.check.proxy', { list }) }
    : { id: 'proxy', state: 'warned', text: message('doctor.check.proxy-ignored', { list }) };
}

function language({ language: { chosen, system } }: WorkstationFacts): WorkstationCheck {
  const text = message('doctor.check.language', {
    chosen: LANGUAGE_NAMES[chosen],
    locale: system,
  });
  return { id: 'language', state: 'passed', text };
}

function domain({ domain: found }: WorkstationFacts): WorkstationCheck {
  switch (found.kind) {
    case 'member':
      return {
        id: 'domain',
        state: 'passed',
        text: message('doctor.check.domain', { name: found.name }),
      };
    case 'none':
      return { id: 'domain', state: 'passed', text: message('doctor.check.domain-none') };
    case 'not-known':
      return { id: 'domain', state: 'not-tried', text: message('doctor.check.domain-unknown') };
  }
}
