/** What the window asks when tokens and traces are inspected. Main keeps the tokens; the window gets views of them. */
import type { Inspected } from '../../adapters/inspection';
import type { Sides } from '../../core/inspection/ports';
import { CodedError, appError } from '../../shared/errors';
import type {
  CompareWith,
  DropStep,
  HandShake,
  InspectedFile,
  Inspection,
} from '../../shared/inspection';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { WholeInspection } from './attachments';
import type { Compared } from './compared-customer';
import { DroppedFile } from './dropped-file';
import type { Person } from './person';

/** Hand-shakes that are attached whole. */
const MOST_ATTACHED = 20;

/** What it is built from. */
export interface InspectDeskOptions {
  readonly person: Pick<Person, 'chooseTextFile'>;
  /** Looks up whom tokens are compared with. */
  readonly compared: (compare: CompareWith) => Promise<Compared>;
  readonly now: () => Date;
}

/** A dropped file under way. */
interface Drop {
  readonly file: DroppedFile;
  readonly work: Promise<InspectedFile>;
}

/** What is inspected, and in whose files it may be kept. */
interface Current {
  readonly inspected: Inspected;
  /** Id of a customer; null: in nobody's. */
  readonly keptBy: string | null;
  /** Made up, and compared with whom it was made up for. */
  readonly isExample: boolean;
}

/** The calls of the screen. One inspection is kept at a time. */
export class InspectDesk {
  private current: Current | null = null;
  private drop: Drop | null = null;
  /** Grows with each inspection, so that one that was overtaken leaves nothing behind. */
  private turn = 0;

  constructor(private readonly options: InspectDeskOptions) {}

  /** Inspects a pasted text. */
  async text({ text, compare }: ChannelInput<'inspect.text'>): Promise<Inspection> {
    const { inspectText } = await adapter();
    return this.begin(compare, (sides) => inspectText(text, sides));
  }

  /** Asks for a file; null where none was chosen. */
  async file(compare: CompareWith): Promise<InspectedFile | null> {
    const path = await this.options.person.chooseTextFile();
    if (path === undefined) return null;
    const { inspectFile, nameOf } = await adapter();
    const inspection = await this.begin(compare, (sides) => inspectFile(path, sides));
    return { name: nameOf(path), inspection };
  }

  /** Begins with a dropped file, of which the window hands over what is asked for. */
  async dropped({ name, size, compare }: ChannelInput<'inspect.drop'>): Promise<DropStep> {
    this.drop?.file.cancel();
    const { inspectSource } = await adapter();
    const file = new DroppedFile(size);
    const work = this.begin(compare, (sides) => inspectSource(file, { ...sides, name })).then(
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
    const found = await this.current?.inspected.inspector.handShake(index);
    if (found === undefined) throw new CodedError(appError('HX-IPC'));
    return found;
  }

  /** Inspects the made-up example. */
  async example(): Promise<Inspection> {
    const { inspectExample } = await import('../../adapters/inspection/example');
    this.turn += 1;
    const { turn } = this;
    const inspected = await inspectExample(this.options.now());
    return this.keep(turn, { inspected, keptBy: null, isExample: true });
  }

  /** Judges what was inspected anew, without reading it again; null where nothing was, or only the example. */
  async compare(compare: CompareWith): Promise<Inspection | null> {
    const { current } = this;
    if (current === null || current.isExample) return null;
    return this.begin(compare, (sides) => current.inspected.inspector.comparedWith(sides));
  }

  /**
   * Everything of the current inspection that a file of evidence of this customer holds; null where nothing was inspected
   * for it: what another customer's files said, or what is made up, is no evidence here.
   */
  async whole(customer: string): Promise<WholeInspection | null> {
    const { current } = this;
    if (current === null || current.keptBy !== customer) return null;
    const { inspection, inspector } = current.inspected;
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

  private async begin(
    compare: CompareWith,
    work: (options: Sides & { readonly now: Date }) => Promise<Inspected>,
  ): Promise<Inspection> {
    this.turn += 1;
    const { turn } = this;
    const { known, open, keptBy } = await this.options.compared(compare);
    const inspected = await work({ known, open, now: this.options.now() });
    return this.keep(turn, { inspected, keptBy, isExample: false });
  }

  private keep(turn: number, current: Current): Inspection {
    if (turn === this.turn) this.current = current;
    return current.inspected.inspection;
  }
}

/** Loaded when something is inspected first. */
const adapter = () => import('../../adapters/inspection');
