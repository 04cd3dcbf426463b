/** What was read about a field's value: the default domain, an accepted one, a server that answered, an object that is there. */
export type InputMark = 'primary' | 'accepted' | 'reached' | 'found';
