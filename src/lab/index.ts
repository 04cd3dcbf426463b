/**
 * The practice lab's process. argv[2] is its LabOptions as JSON; on standard output it says one line, LabReady.
 * As a child process it ends when its standard input closes, because then its parent is gone; as an Electron utility
 * process it has no standard input and ends with the app.
 */
import { randomBytes } from 'node:crypto';
import type { LabOptions, LabReady } from '../shared/lab';
import { startEndpoint } from './endpoint';
import { sessionServer } from './exchange/session';
import { hostNames, readDescription } from './description';
import { LiveWorld } from './live-world';
import { takeLock } from './lock';
import { Store } from './store';
import { startTenant } from './tenant/server';
import { makeTls } from './tls';
import { startGateway } from './web/gateway';
import { parseOptions } from './wire';

/** A running lab. */
interface Lab {
  readonly ready: LabReady;
  close(): Promise<void>;
}

async function startLab(options: LabOptions, stop: () => void): Promise<Lab> {
  const lock = await takeLock(options.folder);
  try {
    const copyOf = readDescription(options.folder);
    const world = new LiveWorld(new Store(options.folder), {
      ...options,
      ...(copyOf === undefined ? {} : { copyOf }),
    });
    const secret = randomBytes(32).toString('base64url');
    const tls = makeTls(copyOf === undefined ? [] : hostNames(copyOf));
    const tenant = await startTenant(world, { key: tls.key, cert: tls.cert });
    const gateway = await startGateway(world, tls);
    const endpoint = await startEndpoint(world, secret, tenant.readToken, stop);
    const ready: LabReady = {
      ready: 1,
      endpoint: endpoint.address,
      secret,
      authority: tenant.authority,
      graph: tenant.graph,
      ca: tls.ca,
      tenantId: world.state.tenant.id,
      tenantDomain: world.state.tenant.initialDomain,
      clientId: tenant.clientId,
      exchangeServer: `${sessionServer(world.state.organisation)}.${world.state.organisation.forest}`,
      gateway: gateway.address,
    };
    const close = async (): Promise<void> => {
      await world.close();
      await Promise.all([endpoint.close(), tenant.close(), gateway.close()]);
      lock.release();
    };
    return { ready, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** True inside an Electron utility process. */
function isUtilityProcess(): boolean {
  return typeof Reflect.get(process, 'parentPort') === 'object';
}

async function main(): Promise<void> {
  // Until the lab runs there is nothing to finish: a lock that stays behind belongs to a dead process.
  let close = (): Promise<void> => Promise.resolve();
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    void close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const options = parseOptions(JSON.parse(process.argv[2] ?? ''));
  if (!isUtilityProcess()) {
    process.stdin.on('end', end).on('close', end).on('error', end).resume();
  }
  process.once('SIGTERM', end).once('SIGINT', end);
  const lab = await startLab(options, end);
  close = () => lab.close();
  process.stdout.write(`${JSON.stringify(lab.ready)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `practice lab: ${error instanceof Error ? error.message : 'cannot start'}\n`,
  );
  process.exit(1);
});
