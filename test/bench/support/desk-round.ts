/** One round through main's own composition: the practice customer is read, changed, verified, closed and removed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/adapters/system/crypto';
import type { Composition } from '../../../src/main/composition';
import type { CustomerView } from '../../../src/shared/ipc/views';
import { agreeable, composeDesk, openView } from '../../integration/main/support/composed';

/** Does it, with a lab of its own. */
export async function deskRound(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'crossprem-desk-'));
  const app = await composeDesk(data, { person: agreeable });
  try {
    await app.desk.openPractice({ start: 'half', seed: 1 });
    app.desk.read();
    const { plan } = await idle(app);
    if (plan === null) throw new Error('a round of the desk made no plan');
    const consents = plan.consents.map((item) => item.tag);
    await app.desk.startRun({ fingerprint: plan.fingerprint, consents });
    await idle(app);
    await app.desk.verify({});
    const { error, steps } = await idle(app);
    const states = steps.map(({ state }) => state);
    if (error !== null || states.some((state) => state !== 'verified'))
      throw new Error(`a round of the desk ended ${JSON.stringify({ error, states })}`);
  } finally {
    await app.desk.dispose();
    await rm(data, { recursive: true, force: true });
  }
}

async function idle(app: Composition): Promise<CustomerView> {
  while (openView(app).busy !== null) await systemClock.sleep(10);
  return openView(app);
}
