/** What the window asks when tokens and traces are inspected. Main keeps the tokens; the window gets views of them. */
import type { Inspected } from '../../adapters/inspection';
import type { Known } from '../../core/inspection/ports';
import { CodedError, appError } from '../../shared/errors';
import type { DropStep, HandShake, InspectedFile, Inspection } from '../../shared/inspection';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { WholeInspection } from './attachments';
import { DroppedFile } from './dropped-file';
import type { Person } from './person';

/** Hand-shakes that are attached whole. */
const MOST_ATTACHED = 20;

/** What it is built from. */
export interface InspectDeskOptions {
  readonly person: Pick<Person, 'chooseTextFile'>;
  /** What the open customer's tokens are compared with. */
  readonly known: () => Promise<Known>;
  readonly now: () => Date;
}

/** A dropped file under way. */
interface Drop {
  readonly file: DroppedFile;
  readonly work: Promise<InspectedFile>;
}

/** The calls of the screen. One inspection is kept at a time. */
export class InspectDesk {
  private current: Inspected | null = null;
  private drop: Drop | null = null;
  /** Grows with each inspection, so that one that was overtaken leaves nothing behind. */
  private turn = 0;

  constructor(private readonly options: InspectDeskOptions) {}

  /** Inspects a pasted text. */
  async text(text: string): Promise<Inspection> {
    const { inspectText } = await adapter();
    return this.begin((known, now) => inspectText(text, { known, now }));
  }

  /** Asks for a file; null where none was chosen. */
  async file(): Promise<InspectedFile | null> {
    const path = await this.options.person.chooseTextFile();
    if (path === undefined) return null;
    const { inspectFile, nameOf } = await adapter();
    const inspection = await this.begin((known, now) => inspectFile(path, { known, now }));
    return { name: nameOf(path), inspection };
  }

  /** Begins with a dropped file, of which the window hands over what is asked for. */
  async dropped({ name, size }: ChannelInput<'inspect.drop'>): Promise<DropStep> {
    this.drop?.file.cancel();
    const { inspectSource } = await adapter();
    const file = new DroppedFile(size);
    const work = this.begin((known, now) => inspectSource(file, { known, now, name })).then(
      (inspection) => ({ name, inspection }),
    );
    this.drop = { file, work };
    return this.step(this.drop);
  }

  /** Takes the bytes that were asked for. */
  async piece({ bytes }: ChannelInput<'inspect.piece'>): Promise<DropStep> {
    const { drop } = this;
    if (drop === null) throw new CodedError(appError('HX-IPC'));
    drop.file.give(Buffer.from(bytes, 'base64'));
    return this.step(drop);
  }

  private async step(drop: Drop): Promise<DropStep> {
    const next = drop.file.asked().then((wanted): DropStep => ({ next: wanted }));
    const done = drop.work.then((found): DropStep => ({ found }));
    return Promise.race([next, done]);
  }

  /** One hand-shake of the current inspection. */
  async handShake(index: number): Promise<HandShake> {
    const found = await this.current?.inspector.handShake(index);
    if (found === undefined) throw new CodedError(appError('HX-IPC'));
    return found;
  }

  /** Inspects the made-up example. */
  async example(): Promise<Inspection> {
    const { inspectExample } = await import('../../adapters/inspection/example');
    return this.begin((_known, now) => inspectExample(now));
  }

  /** Everything of the current inspection that a file of evidence holds; null where nothing was inspected. */
  async whole(): Promise<WholeInspection | null> {
    const { current } = this;
    if (current === null) return null;
    const { inspection, inspector } = current;
    const found = await Promise.all(
      inspection.rows.slice(0, MOST_ATTACHED).map(({ index }) => inspector.handShake(index)),
    );
    const handShakes = found.filter((item) => item !== undefined);
    return { at: this.options.now().toISOString(), inspection, handShakes };
  }

  /** Forgets what was inspected, and ends what is under way. */
  close(): void {
    this.turn += 1;
    this.current = null;
    this.drop?.file.cancel();
    this.drop = null;
  }

  private async begin(work: (known: Known, now: Date) => Promise<Inspected>): Promise<Inspection> {
    this.turn += 1;
    const { turn } = this;
    const found = await work(await this.options.known(), this.options.now());
    if (turn === this.turn) this.current = found;
    return found.inspection;
  }
}

/** Loaded when something is inspected first. */
const adapter = () => import('../../adapters/inspection');
