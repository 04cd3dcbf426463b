/**
 * A shell over files that Export-Clixml wrote on a server: `Get-AuthConfig.xml`, `Get-ExchangeCertificate.EX01.xml`.
 * It answers reads from what was collected and refuses every change, so that a plan can be made without a connection.
 */
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { appError } from '../../shared/errors';
import { assertAllowed, isChange } from '../../core/commands/allow-list';
import type { ResolvedCmdlet } from '../../core/model/command';
import type { Shell, ShellOutcome } from '../../core/ports';
import { readClixml } from './clixml';

/** Opens a folder. Nothing is read before the first command. */
export function folderShell(folder: string): Shell {
  return {
    description: basename(folder),
    invoke: async (command) => {
      assertAllowed(command);
      if (isChange(command.name)) return refused(folder, `${command.name} changes something`);
      // A test that passed once proves nothing of today.
      if (command.name.startsWith('Test-')) return notCollected(folder, command.name);
      const file = await findFile(folder, command);
      if (file === undefined) return notCollected(folder, command.name);
      return answer(file, command);
    },
  };
}

/** The file of one server where there is one, else the cmdlet's. Names have no case. */
async function findFile(folder: string, command: ResolvedCmdlet): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  const server = String(command.parameters['Server'] ?? '');
  const wanted = [server, server.split('.')[0] ?? ''].filter((name) => name !== '');
  const places = [...wanted.map((name) => `${command.name}.${name}.xml`), `${command.name}.xml`];
  const found = places
    .map((place) => names.find((name) => name.toLowerCase() === place.toLowerCase()))
    .find((name) => name !== undefined);
  return found === undefined ? undefined : join(folder, found);
}

async function answer(file: string, command: ResolvedCmdlet): Promise<ShellOutcome> {
  const text = await readText(file);
  const read = readClixml(text);
  if (!read.ok) return refused(file, read.reason);
  const identity = command.parameters['Identity'];
  if (typeof identity !== 'string') return { kind: 'done', items: read.items, warnings: [] };
  const items = read.items.filter((item) => isAddressed(item, identity));
  return items.length > 0 ? { kind: 'done', items, warnings: [] } : notFound(identity, file);
}

/** Export-Clixml writes UTF-16 with a mark; other tools save UTF-8. */
async function readText(file: string): Promise<string> {
  const bytes = await readFile(file);
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isWide ? 'utf16le' : 'utf8');
}

/** Properties by which an identity addresses an object. */
const ADDRESSES = ['Identity', 'Name', 'DistinguishedName', 'Guid', 'Alias', 'PrimarySmtpAddress'];

function isAddressed(item: unknown, identity: string): boolean {
  if (typeof item !== 'object' || item === null) return false;
  const wanted = identity.toLowerCase();
  return Object.entries(item).some(
    ([name, value]) =>
      ADDRESSES.includes(name) && typeof value === 'string' && value.toLowerCase() === wanted,
  );
}

/** Nothing was asked of any server: the file is simply not there. */
function notCollected(folder: string, command: string): ShellOutcome {
  const args = { command, folder, file: `${command}.xml` };
  return { kind: 'not-sent', error: appError('HX-NOFILE', args) };
}

function refused(target: string, detail: string): ShellOutcome {
  return { kind: 'not-sent', error: appError('HX-REACH', { target }, detail) };
}

/** What a server answers where the object is not in its list. */
function notFound(identity: string, file: string): ShellOutcome {
  return {
    kind: 'failed',
    record: {
      message: `The operation couldn't be performed because object '${identity}' couldn't be found in '${basename(file)}'.`,
      fullyQualifiedErrorId: '[FailureCategory=Cmdlet-ManagementObjectNotFoundException]',
      category: 'NotSpecified: (:), ManagementObjectNotFoundException',
      exceptionType: 'System.Management.Automation.RemoteException',
    },
  };
}
