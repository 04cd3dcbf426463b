/** What was typed for a new customer, kept on disk, so that it outlives the program. */
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { nodeFileSystem, writeAtomic } from '../../adapters/storage/file-system';
import type { NewCustomerDraft, NewCustomerTyped } from '../../shared/ipc/draft-channels';
import { newCustomerTypedSchema } from '../../shared/ipc/draft-channels';
import { readSmallJson } from './small-file';

const schema = v.strictObject({
  version: v.literal(1),
  typedAt: v.string(),
  typed: newCustomerTypedSchema,
});

/** The draft of one data folder. */
export class CustomerDraft {
  private readonly file: string;
  private queue: Promise<void> = Promise.resolve();

  constructor(dataFolder: string) {
    this.file = join(dataFolder, 'window', 'new-customer.json');
  }

  /** The last draft; null where there is none, or what is there cannot be used. */
  async read(): Promise<NewCustomerDraft | null> {
    await this.queue;
    const stored = v.safeParse(schema, readSmallJson(this.file));
    if (!stored.success) return null;
    const { typedAt, typed } = stored.output;
    return { typedAt, typed };
  }

  /** Keeps it, or forgets what was kept. One write after the other: the last one counts. */
  async keep(typed: NewCustomerTyped | null): Promise<void> {
    const write = this.queue.then(() => this.write(typed));
    this.queue = write.catch(() => undefined);
    await write;
  }

  private async write(typed: NewCustomerTyped | null): Promise<void> {
    if (typed === null) {
      await nodeFileSystem.remove(this.file);
      return;
    }
    const kept = { version: 1, typedAt: new Date().toISOString(), typed };
    const bytes = new TextEncoder().encode(`${JSON.stringify(kept, null, 2)}\n`);
    await nodeFileSystem.makeFolder(dirname(this.file));
    await writeAtomic(nodeFileSystem, this.file, bytes);
  }
}
