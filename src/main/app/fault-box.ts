/** The box that tells of a fault nobody handled. One at a time, and the same fault not again and again. */
import { redact } from '../../adapters/logging/redact';
import { shortenPersons } from '../../adapters/logging/persons';
import type { Language } from '../../shared/languages';
import { errorOf } from './fault-text';
import { plainTexts } from './plain-texts';

const AGAIN_AFTER_MS = 60_000;
const LONGEST = 300;

/** A box with buttons, of which the last is the harmless one. */
export interface Box {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** What it needs from outside. */
export interface FaultBoxOptions {
  readonly language: () => Language;
  /** Shows it; answers the index of the chosen button. */
  readonly ask: (box: Box) => Promise<number>;
  readonly copy: (text: string) => void;
  readonly openLogFolder: () => void;
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
}

/** Tells a person of faults. */
export class FaultBox {
  private isOpen = false;
  private last = { text: '', at: -Infinity };

  constructor(private readonly options: FaultBoxOptions) {}

  /** Shows the fault, unless a box is open or has just said the same: the log has it in any case. */
  async tell(fault: unknown, id: string): Promise<void> {
    const { ask, copy, language, now, openLogFolder } = this.options;
    const said = fault instanceof Error ? fault.message : String(fault);
    const text = shortenPersons(redact(said)).slice(0, LONGEST);
    const isAgain = text === this.last.text && now() - this.last.at < AGAIN_AFTER_MS;
    if (this.isOpen || isAgain) return;
    this.isOpen = true;
    this.last = { text, at: now() };
    const texts = plainTexts(language()).fault;
    const { code } = errorOf(fault);
    const detail = [`${code} ${text}`, texts.safe, texts.next, `${texts.id} ${id}`].join('\n\n');
    try {
      const buttons = [texts.copy, texts.folder, texts.close];
      const chosen = await ask({ message: texts.message, detail, buttons });
      if (chosen === 0) copy(`${texts.message}\n\n${detail}`);
      if (chosen === 1) openLogFolder();
    } finally {
      this.isOpen = false;
    }
  }
}
