/**
 * Whom the inspector compares with. Another customer than the open one is read from its own files as they lie there: it
 * is not opened, nothing of it is written anywhere, and the window learns verdicts only. Loaded when something is
 * inspected first.
 */
import { loadLastRead } from '../../core/history/last-read';
import { exportedCertificates, knownOf, withLastRead } from '../../core/inspection/known';
import type { Known, Sides } from '../../core/inspection/ports';
import { NOTHING_KNOWN } from '../../core/inspection/ports';
import type { CertificateInfo, CustomerStore } from '../../core/ports';
import { CodedError, appError } from '../../shared/errors';
import type { CompareWith } from '../../shared/inspection';
import type { OpenState } from './projection/state';

/** What it needs from outside. */
export interface ComparedOptions {
  readonly store: Pick<CustomerStore, 'load' | 'files'>;
  /** The open customer. */
  readonly open: Pick<OpenState, 'session' | 'known' | 'lastRead'> | null;
  readonly parse: (raw: string) => CertificateInfo | undefined;
  readonly now: Date;
}

/** Whom to compare with, and in whose files the result may be kept. */
export interface Compared extends Sides {
  /** The open customer's id; null where none is open, and where another customer was looked into. */
  readonly keptBy: string | null;
}

/** Looks up whom tokens are compared with. Rejects where another customer's file is gone or cannot be read. */
export async function comparedWith(
  compare: CompareWith,
  options: ComparedOptions,
): Promise<Compared> {
  const openId = options.open?.session.record.id ?? null;
  if (compare.kind === 'nobody') return { known: NOTHING_KNOWN, open: null, keptBy: openId };
  const open = await openKnown(options);
  if (compare.kind === 'open' || compare.id === openId)
    return { known: open ?? NOTHING_KNOWN, open: null, keptBy: openId };
  return { known: await otherKnown(compare.id, options), open, keptBy: null };
}

async function openKnown({ store, open, parse, now }: ComparedOptions): Promise<Known | null> {
  if (open === null) return null;
  const { session, known: observations, lastRead } = open;
  const exported = await exportedCertificates(store.files(session.record.id), parse);
  const found = knownOf(session.record, observations, exported, now);
  return observations === null ? withLastRead(found, lastRead) : found;
}

async function otherKnown(id: string, { store, parse, now }: ComparedOptions): Promise<Known> {
  const record = await store.load(id);
  if (record === undefined) throw new CodedError(appError('HX-CUST', { file: id }));
  const files = store.files(id);
  const found = knownOf(record, null, await exportedCertificates(files, parse), now);
  return withLastRead(found, await loadLastRead(files));
}
