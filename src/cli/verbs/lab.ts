/** `lab status|reset|fault|advance|list-faults`: the practice lab by itself. */
import { LAB_FAULTS, LAB_STARTS } from '../../shared/lab';
import type { LabControl, LabStatus } from '../../shared/lab';
import { controlLab } from '../../adapters/practice/lab-client';
import { oneOf, wrongUse } from '../wrong-use';
import { dataFolder, openStore } from '../composition';
import type { ExitCode } from '../exit-codes';
import { EXIT } from '../exit-codes';
import type { Output } from '../output';
import type { Invocation } from '../workplace';
import { withLab } from '../workplace';

/** Runs one lab command. */
export async function labVerb(line: Invocation, out: Output): Promise<ExitCode> {
  const [what = 'status', ...words] = line.words;
  if (what === 'list-faults') {
    listFaults(line, out);
    return EXIT.done;
  }
  const control = controlOf(what, words, line);
  const folder = dataFolder(line.data);
  const status = await withLab(line, folder, (lab) => controlLab(lab.ready, control));
  // A new lab is a new organisation: what was journalled about the old one belongs to nothing any more.
  if (control.op === 'reset') await openStore(folder).remove('practice');
  if (line.json) out.json(status);
  else showStatus(status, out);
  return EXIT.done;
}

function controlOf(what: string, words: readonly string[], line: Invocation): LabControl {
  const verb = oneOf(what, ['status', 'reset', 'fault', 'advance'], 'lab');
  switch (verb) {
    case 'status':
      return { op: 'status' };
    case 'reset':
      return {
        op: 'reset',
        seed: line.seed ?? 1,
        start: oneOf(words[0] ?? line.start ?? 'empty', LAB_STARTS, 'lab reset'),
      };
    case 'fault': {
      const name = oneOf(words[0] ?? '', LAB_FAULTS, 'lab fault');
      return {
        op: 'fault',
        name,
        on: oneOf(words[1] ?? 'on', ['on', 'off'], `lab fault ${name}`) === 'on',
      };
    }
    case 'advance': {
      const hours = Number(words[0] ?? '1');
      if (!Number.isInteger(hours) || hours < 1 || hours > 60_000)
        throw wrongUse(`lab advance ${words[0] ?? ''}`);
      return { op: 'advance', milliseconds: hours * 3_600_000 };
    }
  }
}

function listFaults(line: Invocation, out: Output): void {
  if (line.json) out.json(LAB_FAULTS);
  else
    for (const name of LAB_FAULTS)
      out.line(`${name.padEnd(32)} ${out.translator.text({ key: `lab.fault.${name}`, args: {} })}`);
}

function showStatus(status: LabStatus, out: Output): void {
  const { translator: t } = out;
  out.line(t.t('cli.lab.status', { start: status.start, seed: status.seed, now: status.now }));
  out.line(t.t('cli.lab.calls', { ...status.calls }));
  out.line(
    t.t('cli.lab.faults', { list: status.faults.length === 0 ? '-' : status.faults.join(', ') }),
  );
  const { organisation, tenant } = status;
  for (const [name, list] of Object.entries({
    ...organisation,
    servicePrincipals: tenant.servicePrincipals,
  })) {
    out.line(`  ${name}: ${list.join(', ')}`);
  }
}
