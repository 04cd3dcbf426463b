/** What the wizard's fields show besides their values. */
import type { InputName } from './views';

/** What was read about a field's value: the default domain, an accepted one, a server that answered, an object that is there. */
export type InputMark = 'primary' | 'accepted' | 'reached' | 'found';

/** What was read and may be chosen, by field; any other value can still be typed. */
export type InputChoicesView = Readonly<Partial<Record<InputName, readonly string[]>>>;

/** Marks of the values as main has them, by field. None: nothing was read about the value. */
export type InputMarksView = Readonly<Partial<Record<InputName, InputMark>>>;
