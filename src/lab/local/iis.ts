/** `iisreset` of a server. Its sentences are the program's own, from general knowledge; nothing may be read from them. */
import type { LabOperationItem } from '../../shared/lab';
import { fold } from '../exchange/names';
import type { Operation } from './operation';

/** The server that does not come back with the fault `iis-not-back`. */
const BROKEN_SERVER = 'EX02';

const answer = (ExitCode: number, ...Output: readonly string[]) => {
  const item: LabOperationItem = { ExitCode, Output };
  return { items: [{ ...item }], warnings: [] };
};

/** Stops IIS of a server and starts it again. */
export const resetIis: Operation = (world, parameters) => {
  const { iis, forest } = world.state.organisation;
  const typed = fold(parameters.required('ComputerName'));
  const found = iis.find(({ server }) =>
    [fold(server), fold(`${server}.${forest}`)].includes(typed),
  );
  if (found === undefined)
    return answer(1, 'The RPC server is unavailable. (2147944122, 800706ba)');
  found.running = false;
  if (world.has('iis-not-back') && found.server === BROKEN_SERVER)
    return answer(
      1,
      'Attempting stop...',
      'Restart attempt failed.',
      'The service did not respond to the start or control request in a timely fashion. (2147943453, 8007041d)',
    );
  found.running = true;
  found.startedAt = world.state.now;
  return answer(
    0,
    'Attempting stop...',
    'Internet services successfully stopped',
    'Attempting start...',
    'Internet services successfully restarted',
  );
};
